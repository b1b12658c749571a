import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import type { WorkflowProcess } from '../../src/model/model.ts';
import { CUT_INBOX } from '../../src/store/cut-tables.ts';
import { IdempotentReceiver } from '../../src/workflow/idempotent-receiver.ts';
import type { ProcessInterpreter } from '../../src/workflow/process-interpreter.ts';
import type { Caller, ProcessResult, PropertyValue } from '../../src/workflow/process-runner.ts';
import { purgeInbox } from '../../src/workflow/purge-inbox.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';
import { interpreterOn } from '../support/process-runner.ts';

const account = integrationObject('CUT Sample Account IO');
const TYNE = {
  Name: 'Tyne',
  Location: 'HQ',
  'Account Type Code': 'Customer',
  Type: 'Business',
  'Currency Code': 'GBP',
};
const EAI: Caller = { login: 'EAIUSER', userId: '0-1' };
const BATCH: Caller = { login: 'BATCH', userId: '0-2' };

describe('IdempotentReceiver', () => {
  let database: TestDatabase;
  let interpreter: ProcessInterpreter;
  let receiver: IdempotentReceiver;

  beforeEach(async () => {
    database = await createDatabase();
    interpreter = interpreterOn(database);
    receiver = new IdempotentReceiver(interpreter, database.store);
  });
  afterEach(() => database.remove());

  interface Sent {
    readonly id?: string;
    readonly content?: string;
    readonly caller?: Caller;
    readonly operation?: string;
    readonly properties?: Readonly<Record<string, PropertyValue>>;
  }

  const receive = ({ id = 'M-1', content = 'as it was', caller = EAI, ...more }: Sent = {}) => {
    const { operation = 'CUTReceiveAccountData', properties = insert() } = more;
    const call = { process: process(operation), caller, properties: new Map(Object.entries(properties)) };
    return receiver.receive(call, { id, content }, objectId);
  };
  /** A second insert of the same account is a fault, so nothing can pass for a first one. */
  const insert = (fields = TYNE) => ({ Method: 'Insert', 'Account Message': instanceList(account, fields) });
  const objectId = ({ properties }: ProcessResult) => String(properties.get('Object Id'));
  const storedName = async (rowId: string) => {
    const { properties } = await interpreter.run({
      process: process('CUTGetAccountData'),
      caller: EAI,
      properties: new Map([['Object Id', rowId]]),
    });
    const list = properties.get('Account Message');
    return typeof list === 'object' ? fieldValue(list.roots[0], 'Name') : undefined;
  };
  const remembered = () =>
    database.store.read((reader) => {
      const column = CUT_INBOX.columns.get('ROW_ID') ?? expect.fail();
      const shape = { table: CUT_INBOX, joins: [], where: [], columns: [{ alias: 't', column }] };
      return reader.count(shape, { kind: 'all', of: [] });
    });
  const codeOf = async (work: Promise<unknown>) => {
    const error = await work.then(() => undefined).catch((reason: unknown) => reason);
    return error instanceof CutError ? error.key : error;
  };

  it('answers a message that comes again as the first time, and changes nothing', async () => {
    const first = await receive();
    const rowId = first.answer;
    const properties = { 'Account Message': instanceList(account, { 'Account Id': rowId, Name: 'Wear' }) };
    expect(await receive({ id: 'M-2', content: 'a change', properties })).to.deep.equal({
      answer: rowId,
      repeated: false,
    });
    expect(await receive({ properties: insert() })).to.deep.equal({ answer: rowId, repeated: true });
    expect(await storedName(rowId)).to.equal('Wear');
  });

  it('runs the process of a message that comes again no second time', async () => {
    const call = {
      process: process('CUTReceiveAccountData'),
      caller: EAI,
      properties: new Map(Object.entries(insert())),
    };
    const written: string[] = [];
    const write = (result: ProcessResult): string => {
      written.push(objectId(result));
      return objectId(result);
    };
    const upsert = { ...call, properties: new Map(call.properties).set('Method', 'Upsert') };
    const message = { id: 'M-1', content: 'as it was' };
    const { answer } = await receiver.receive(upsert, message, write);
    expect(await receiver.receive(upsert, message, write)).to.deep.equal({ answer, repeated: true });
    expect(written).to.deep.equal([answer]);
  });

  it('knows the senders apart', async () => {
    await receive();
    expect(await codeOf(receive({ caller: BATCH }))).to.equal('MATCH_FOUND');
    const other = await receive({ caller: BATCH, properties: insert({ ...TYNE, Name: 'Wear' }) });
    expect(other.repeated).to.equal(false);
  });

  it('refuses another message, or another operation, under the same id', async () => {
    await receive();
    expect(await codeOf(receive({ content: 'something else' }))).to.equal('MESSAGE_ID_REUSED');
    expect(await codeOf(receive({ operation: 'CUTReceiveWorkOrderData' }))).to.equal('MESSAGE_ID_REUSED');
  });

  it('does not remember a message that was refused', async () => {
    const incomplete = instanceList(account, { Name: 'Tyne' });
    expect(await codeOf(receive({ properties: { 'Account Message': incomplete } }))).to.equal('NO_USER_KEY');
    expect(await remembered()).to.equal(0);
    expect(await receive()).to.include({ repeated: false });
  });

  it('gives copies that come at the same time one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => receive()));
    expect(new Set(answers.map(({ answer }) => answer)).size).to.equal(1);
    expect(answers.filter(({ repeated }) => !repeated)).to.have.lengthOf(1);
    expect(await remembered()).to.equal(1);
  });

  it('takes the answer of a copy that another process has committed meanwhile', async () => {
    // The other process comes in between: after this one has looked and before it writes.
    const other = new IdempotentReceiver(interpreter, database.store);
    const call = {
      process: process('CUTReceiveAccountData'),
      caller: EAI,
      properties: new Map(Object.entries(insert())),
    };
    const message = { id: 'M-1', content: 'as it was' };
    let overtaken: string | undefined;
    const late = new IdempotentReceiver(
      {
        run: (each) => interpreter.run(each),
        writes: (each) => interpreter.writes(each),
        async runAmong(each, work) {
          overtaken ??= (await other.receive(call, message, objectId)).answer;
          return interpreter.runAmong(each, (transaction) =>
            work(transaction, () => Promise.reject(new CutError('MATCH_FOUND', { component: 'Account', key: 'it' }))),
          );
        },
      },
      database.store,
    );
    expect(await late.receive(call, message, objectId)).to.deep.equal({ answer: overtaken, repeated: true });
  });

  it('tells ids apart character by character, whatever their length', async () => {
    const long = 'x'.repeat(1000);
    const ids = ['M-1', 'm-1', 'M-1 ', `${long}1`, `${long}2`];
    const answers = await Promise.all(
      ids.map((id, index) => receive({ id, properties: insert({ ...TYNE, Name: `Tyne ${index}` }) })),
    );
    expect(answers.map(({ repeated }) => repeated)).to.deep.equal(ids.map(() => false));
  });

  it('remembers nothing of what only reads', async () => {
    const properties = { 'Object Id': (await receive({ id: 'M-0' })).answer };
    const read = () => receive({ operation: 'CUTGetAccountData', properties });
    expect([await read(), await read()].map(({ repeated }) => repeated)).to.deep.equal([false, false]);
    expect(await remembered()).to.equal(1);
  });

  it('forgets what is purged', async () => {
    await receive();
    expect(await purgeInbox(database.store, 60_000, STAMP)).to.equal(0);
    expect(await purgeInbox(database.store, -1000, STAMP)).to.equal(1);
    expect(await codeOf(receive())).to.equal('MATCH_FOUND');
  });
});

function process(operation: string): WorkflowProcess {
  return model.processes.get(operation) ?? expect.fail(`no operation ${operation}`);
}
