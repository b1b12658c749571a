import { join } from 'node:path';
import { expect } from 'chai';
import { loadModel } from '../../../src/model/load-model.ts';
import type { Component, IntegrationObject, Model, Table } from '../../../src/model/model.ts';
import type { Flag } from './read-cases.ts';

/** The integration objects of docs/siebel-adapter.md. */
export const sampleModel: Model = loadModel(join(import.meta.dirname, '..', '..', 'fixtures', 'mappings', 'methods'));

/** What the first letter of a name in the notation stands for. */
export interface Kind {
  readonly table: Table;
  readonly component: string;
  /** Of an association. */
  readonly link?: { readonly table: Table; readonly parent: string; readonly child: string };
  /** Column of its own that holds its parent. */
  readonly parent?: string;
  /** Column of the parent that holds the primary. */
  readonly primary?: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  A: { table: table('S_ACC'), component: 'Account' },
  n: { table: table('S_NOTE'), component: 'Note', parent: 'ACC_ID' },
  l: { table: table('S_LINE'), component: 'Line', parent: 'NOTE_ID' },
  a: { table: table('S_ADDR'), component: 'Address', parent: 'ACC_ID', primary: 'PR_ADDR_ID' },
  c: {
    table: table('S_CON'),
    component: 'Contact',
    link: { table: table('S_ACC_CON'), parent: 'ACC_ID', child: 'CON_ID' },
  },
  p: {
    table: table('S_POS'),
    component: 'Position',
    link: { table: table('S_ACC_POS'), parent: 'ACC_ID', child: 'POS_ID' },
    primary: 'PR_POS_ID',
  },
  x: { table: table('S_PART'), component: 'Sub Part', parent: 'PAR_ID' },
};

/** Containers of the notation, by the component in them. */
export const LABELS: Readonly<Record<string, string>> = {
  notes: 'Note',
  lines: 'Line',
  addresses: 'Address',
  contacts: 'Contact',
  positions: 'Position',
  parts: 'Sub Part',
};

export const ALL_TABLES: readonly Table[] = [...sampleModel.tables.values()];
export const LINKS = Object.values(KINDS).flatMap(({ link }) => (link === undefined ? [] : [link]));

/** Capitals are accounts. */
export function kindOf(name: string): Kind {
  const letter = name.charAt(0);
  return KINDS[/[A-Z]/.test(letter) ? 'A' : letter] ?? expect.fail(`no kind of record begins with ${letter}`);
}

/** The sample model; with a flag, as if its components had it. */
export function modelWith(flag: Flag | undefined): Model {
  if (flag === undefined) return sampleModel;
  const integrationObjects = new Map(
    [...sampleModel.integrationObjects].map(([name, object]) => [name, flagged(object, flag)]),
  );
  return { ...sampleModel, integrationObjects };
}

function flagged(object: IntegrationObject, { name, components }: Flag): IntegrationObject {
  const copies = new Map<Component, Component & { children: Component[] }>();
  for (const component of object.components.values()) {
    const flag = components.length === 0 || components.includes(component.name);
    copies.set(component, { ...component, [name]: flag, children: [] });
  }
  const copyOf = (component: Component): Component => copies.get(component) ?? expect.fail();
  for (const [component, { children }] of copies) children.push(...component.children.map(copyOf));
  const all = new Map([...object.components].map(([id, component]) => [id, copyOf(component)]));
  return { ...object, components: all, root: copyOf(object.root) };
}

function table(name: string): Table {
  return sampleModel.tables.get(name) ?? expect.fail(`no table ${name}`);
}
