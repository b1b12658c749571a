import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { SiebelAdapter } from '../../../src/adapter/siebel-adapter.ts';
import type { WriteResult } from '../../../src/adapter/write-result.ts';
import { CutError } from '../../../src/errors/cut-error.ts';
import type { Instance } from '../../../src/model/instance.ts';
import type { IntegrationObject, Model } from '../../../src/model/model.ts';
import type { Store } from '../../../src/store/store.ts';
import { STAMP } from '../../support/database.ts';
import { changesBetween, checkBaseRows, readState, type State, storeTrees } from './database-state.ts';
import { messageOf, notationOf, ordinalOf } from './message.ts';
import { parseForest } from './notation.ts';
import { type MethodCase, readCases } from './read-cases.ts';
import { kindOf, modelWith } from './sample-tables.ts';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'siebel-adapter.md');

/** The tables of docs/siebel-adapter.md, carried out. `store` has the tables of `sampleModel`. */
export function describeMethodTables(name: string, store: () => Store): void {
  describe(`docs/siebel-adapter.md on ${name}`, () => {
    const cases = readCases(readFileSync(PAGE, 'utf8'));
    for (const section of new Set(cases.map((each) => each.section))) {
      describe(section, () => {
        for (const each of cases.filter((other) => other.section === section)) {
          it(each.title, () => check(store(), each));
        }
      });
    }
  });
}

async function check(store: Store, each: MethodCase): Promise<void> {
  await storeTrees(store, parseForest(each.stored));
  const before = await readState(store);
  const trees = parseForest(each.message);
  const model = modelWith(each.flag);
  const adapter = new SiebelAdapter(model, { queryLimit: 100 });
  const list = messageOf(objectOf(trees[0]?.name ?? '', model), trees, each.operation);
  const { method, errorOnNonExistingDelete } = each;
  const result = await store
    .write((transaction) => adapter.write(transaction, list, { method, errorOnNonExistingDelete, stamp: STAMP }))
    .catch((error: unknown) => refusalIn(error));
  const after = await readState(store);
  checkBaseRows(after);
  const changes = changesBetween(before, after);
  if (result instanceof CutError) {
    expect(result.all.map(errorText).join(', '), result.message).to.equal(each.expected);
    expect(changes, 'a refused message changes nothing').to.deep.equal([]);
    return;
  }
  const expected = each.expected === 'nothing' ? [] : each.expected.split(/ +/);
  expect(changes.join(' ')).to.equal(expected.sort().join(' '));
  checkRowIds(result.status.roots, before, after);
  if (each.answer !== undefined) expect(notationOf(result.status.roots)).to.equal(each.answer);
}

function objectOf(name: string, { integrationObjects }: Model): IntegrationObject {
  return integrationObjects.get(name.startsWith('x') ? 'Sample Part' : 'Sample Account') ?? expect.fail();
}

function refusalIn(error: unknown): CutError | WriteResult {
  if (error instanceof CutError) return error;
  throw error;
}

/** `NO_MATCH n1` */
function errorText({ key, location: { instance, value } }: CutError): string {
  const name = /"(?:1-)?([^"]*)"/.exec(instance ?? '')?.[1] ?? /1-(\w+)/.exec(instance ?? value ?? '')?.[1] ?? '';
  return `${key} ${name}`.trim();
}

/** What was written, or is there, is answered with its row id. */
function checkRowIds(instances: readonly Instance[], before: State, after: State): void {
  for (const { component, values, operation, children } of instances) {
    const name = values[ordinalOf(component, 'Name')] ?? '';
    const rowId = values[component.rowId.ordinal] ?? undefined;
    const rows = (operation === 'delete' ? before : after).get(kindOf(name).table.name);
    const named = [...(rows ?? [])].filter(([, row]) => row.get('NAME') === name).map(([id]) => id);
    if (operation !== 'skipnode' || rowId !== undefined) expect(named, name).to.include(rowId);
    for (const group of children) checkRowIds(group ?? [], before, after);
  }
}
