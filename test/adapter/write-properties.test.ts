import { expect } from 'chai';
import fc from 'fast-check';
import type { WriteMethod } from '../../src/adapter/operations.ts';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { WriteResult } from '../../src/adapter/write-result.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import { createEmptyDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { readState, storeTrees } from './method-tables/database-state.ts';
import { noRecords, recordsIn, upsertInto } from './method-tables/expected-records.ts';
import { messageOf } from './method-tables/message.ts';
import type { Tree } from './method-tables/notation.ts';
import { consistentTrees, randomTrees } from './method-tables/random-trees.ts';
import { sampleModel } from './method-tables/sample-tables.ts';

const object = sampleModel.integrationObjects.get('Sample Account') ?? expect.fail();

/** All but those that refuse what they have inserted themselves. */
const REPEATABLE = ['upsert', 'sync', 'update', 'updatesync', 'delete', 'skipnode', 'skiptree', 'none'];
const METHODS: readonly WriteMethod[] = ['Insert', 'Update', 'Upsert', 'Synchronize', 'Delete', 'Execute'];

describe('writes, whatever is sent', function () {
  this.timeout(60_000);
  const adapter = new SiebelAdapter(sampleModel, { queryLimit: 100 });
  const runs = { numRuns: Number(process.env.CUT_TEST_RUNS ?? 60) };
  let database: TestDatabase;

  before(async () => {
    database = await createEmptyDatabase(sampleModel);
  });
  after(() => database.remove());

  const send = (list: InstanceList, method: WriteMethod): Promise<WriteResult> =>
    database.store.write((transaction) => adapter.write(transaction, list, { method, stamp: STAMP }));
  const write = (trees: readonly Tree[], method: WriteMethod): Promise<WriteResult> =>
    send(messageOf(object, trees), method);
  /** Undefined when it is refused. */
  const attempt = async (work: Promise<WriteResult>): Promise<WriteResult | undefined> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof CutError) return undefined;
      throw error;
    }
  };
  const state = () => readState(database.store);
  const startWith = async (messages: readonly (readonly Tree[])[]): Promise<void> => {
    await storeTrees(database.store, []);
    for (const message of messages) await write(message, 'Upsert');
  };
  const messages = fc.array(randomTrees(), { maxLength: 4 });

  it('a sequence of upserts leaves what each record was sent last', () =>
    fc.assert(
      fc.asyncProperty(messages, async (sequence) => {
        await startWith(sequence);
        const expected = noRecords();
        for (const message of sequence) upsertInto(expected, message);
        expect(recordsIn(await state())).to.deep.equal(expected);
      }),
      runs,
    ));

  it('synchronize leaves of the records that it names what the message says', () =>
    fc.assert(
      fc.asyncProperty(messages, randomTrees({ isComplete: true }), async (sequence, message) => {
        await startWith(sequence);
        const before = recordsIn(await state());
        await write(message, 'Synchronize');
        const { accounts } = recordsIn(await state());
        const sent = noRecords();
        upsertInto(sent, message);
        for (const [name, account] of accounts) {
          const expected = sent.accounts.get(name) ?? before.accounts.get(name) ?? expect.fail();
          const { address, position, ...rest } = account;
          const { address: _, position: __, ...expectedRest } = expected;
          expect(rest, name).to.deep.equal(expectedRest);
          expect(address === null, `${name} has a primary address`).to.equal(account.addresses.size === 0);
          if (address !== null) expect([...account.addresses.keys()]).to.include(address);
          if (position !== null) expect([...account.positions]).to.include(position);
        }
      }),
      runs,
    ));

  it('a message that is refused changes nothing', () =>
    fc.assert(
      fc.asyncProperty(
        messages,
        fc.constantFrom(...METHODS),
        randomTrees({ operations: [...REPEATABLE, 'insert', 'insertsync', 'insrt'] }),
        async (sequence, method, message) => {
          await startWith(sequence);
          const before = await state();
          const result = await attempt(write(message, method));
          if (result === undefined) expect(await state()).to.deep.equal(before);
        },
      ),
      runs,
    ));

  it('a message that is sent again changes nothing', () =>
    fc.assert(
      fc.asyncProperty(
        messages,
        fc.constantFrom<WriteMethod>('Upsert', 'Synchronize', 'Delete', 'Execute'),
        consistentTrees({ operations: REPEATABLE }),
        async (sequence, method, message) => {
          await startWith(sequence);
          fc.pre((await attempt(write(message, method))) !== undefined);
          const before = await state();
          await write(message, method);
          expect(await state()).to.deep.equal(before);
        },
      ),
      runs,
    ));

  it('an answer that is sent back changes nothing', () =>
    fc.assert(
      fc.asyncProperty(
        messages,
        fc.constantFrom<WriteMethod>('Upsert', 'Synchronize', 'Delete', 'Execute'),
        randomTrees({ operations: REPEATABLE }),
        async (sequence, method, message) => {
          await startWith(sequence);
          const result = await attempt(write(message, method));
          fc.pre(result !== undefined);
          const before = await state();
          if (result !== undefined) await attempt(send(result.status, 'Execute'));
          expect(await state()).to.deep.equal(before);
        },
      ),
      runs,
    ));
});
