import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import { loadModel } from '../../src/model/load-model.ts';
import type { Model } from '../../src/model/model.ts';
import type { PropertyValue } from '../../src/workflow/process-runner.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, MAPPINGS } from '../support/model.ts';
import { processRunner } from '../support/process-runner.ts';

const account = integrationObject('CUT Sample Account IO');
const named = (name: string, more: Sketch = {}): Sketch => ({
  Name: name,
  'Integration Id': `ID-${name}`,
  'Account Type Code': 'Customer',
  Type: 'Business',
  'Currency Code': 'GBP',
  ...more,
});

describe('the business service EAI Siebel Adapter', () => {
  let database: TestDatabase;
  let run: ReturnType<typeof processRunner>;

  beforeEach(async () => {
    database = await createDatabase();
    run = processRunner(database);
  });
  afterEach(() => database.remove());

  const call = (method: string, properties: Readonly<Record<string, PropertyValue>>) =>
    run(`CUTSampleAccount${method}`, properties);
  const message = (...accounts: readonly Sketch[]) => ({ SiebelMessage: instanceList(account, ...accounts) });
  const insert = (...names: readonly string[]) => call('Insert', message(...names.map((name) => named(name))));
  const names = ({ SiebelMessage: list }: Readonly<Record<string, PropertyValue>>) =>
    (list as InstanceList).roots.map((root) => fieldValue(root, 'Name'));
  const operations = ({ SiebelMessage: list }: Readonly<Record<string, PropertyValue>>) =>
    (list as InstanceList).roots.map(({ operation }) => operation);
  const refusal = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(() => undefined).catch((reason: unknown) => reason);
    return error instanceof CutError ? error : expect.fail(`no CutError: ${String(error)}`);
  };

  describe('Query and QueryPage', () => {
    beforeEach(() => insert('Aln', 'Tees', 'Tyne', 'Wear'));

    it('find by search specification, in the order of the sort specification', async () => {
      const answer = await call('Query', { SearchSpec: '[Name] LIKE "T*"', SortSpec: '[Name] (DESCENDING)' });
      expect(names(answer)).to.deep.equal(['Tyne', 'Tees']);
      expect(answer).to.include({ NumOutputObjects: '2' });
      expect(answer.PrimaryRowId).to.equal(fieldValue((answer.SiebelMessage as InstanceList).roots[0], 'Account Id'));
    });

    it('find by example, as query syntax, or by its user key alone', async () => {
      expect(names(await call('Query', message({ Name: 'W* OR Aln' })))).to.have.members(['Aln', 'Wear']);
      const key = message({ 'Integration Id': 'ID-Tyne', Name: 'Wear' });
      expect(names(await call('Query', { ...key, QueryByUserKey: 'true' }))).to.deep.equal(['Tyne']);
      expect(names(await call('Query', { ...key, QueryByUserKey: 'false' }))).to.deep.equal([]);
    });

    it('answer page by page', async () => {
      const page = (start: string) =>
        call('QueryPage', { SearchSpec: '[Name] <> "Aln"', SortSpec: '[Name]', PageSize: '2', StartRowNum: start });
      const first = await page('0');
      expect(names(first)).to.deep.equal(['Tees', 'Tyne']);
      expect(first).to.include({ NumOutputObjects: '2', LastPage: 'false' }).and.not.to.have.property('RecordCount');
      const last = await page('2');
      expect(names(last)).to.deep.equal(['Wear']);
      expect(last).to.include({ NumOutputObjects: '1', LastPage: 'true' });
    });

    it('count when they are asked to', async () => {
      const counted = { SearchSpec: '[Name] IS NOT NULL', RecordCountNeeded: 'Y', PageSize: '1' };
      expect(await call('QueryPage', counted)).to.include({ NumOutputObjects: '1', RecordCount: '4' });
    });

    for (const [what, method, properties, code] of [
      ['no criteria', 'Query', {}, 'SBL-EAI-04396'],
      ['a condition that is none', 'Query', { SearchSpec: '[Name] =' }, 'SBL-EAI-13002'],
      ['a field that is not there', 'Query', { SearchSpec: '[Nmae] = "x"' }, 'SBL-DAT-00398'],
      ['another view', 'Query', { SearchSpec: '[Name] = "x"', ViewMode: 'Personal' }, 'SBL-EAI-04388'],
      ['a page too large', 'QueryPage', { SearchSpec: '[Name] = "x"', PageSize: '5000' }, 'SBL-EAI-04447'],
      ['a page of nothing', 'QueryPage', { SearchSpec: '[Name] = "x"', PageSize: '0' }, 'SBL-EAI-04388'],
      ['another object', 'Query', { PrimaryRowId: '1', OutputIntObjectName: 'CUT Sample Asset IO' }, 'SBL-EAI-04388'],
    ] as const) {
      it(`refuse ${what}`, async () => {
        expect((await refusal(call(method, properties))).code).to.equal(code);
      });
    }
  });

  describe('the methods that write', () => {
    it('answer with what was sent', async () => {
      const sent = message(named('Tyne'));
      const answer = await call('Upsert', sent);
      expect(answer.SiebelMessage).to.equal(sent.SiebelMessage);
      expect(answer).to.include({ NumOutputObjects: '1' });
      expect(answer.PrimaryRowId).to.match(/^1-/);
    });

    it('answer with status keys and what was done, when they are asked to', async () => {
      await insert('Tyne');
      const answer = await call('Upsert', {
        ...message(named('Tyne', { Alias: 'T' }), named('Wear')),
        StatusObject: 'true',
      });
      expect(operations(answer)).to.deep.equal(['update', 'insert']);
      const [first] = (answer.SiebelMessage as InstanceList).roots;
      expect(fieldValue(first, 'Account Id')).to.equal(answer.PrimaryRowId);
      expect(fieldValue(first, 'Alias')).to.equal(undefined);
    });

    for (const [method, code] of [
      ['Insert', 'SBL-EAI-04383'],
      ['Update', undefined],
      ['Upsert', undefined],
      ['Synchronize', undefined],
      ['Execute', undefined],
    ] as const) {
      it(`${method} ${code === undefined ? 'takes' : 'refuses'} what is there`, async () => {
        await insert('Tyne');
        const work = call(method, message({ 'Integration Id': 'ID-Tyne', Alias: 'T' }));
        if (code === undefined) expect(await work).to.include({ NumOutputObjects: '1' });
        else expect((await refusal(work)).code).to.equal(code);
      });
    }

    it('need objects', async () => {
      const error = await refusal(call('Update', message()));
      expect(error.message)
        .to.include('CUTSampleAccountUpdate')
        .and.include('ListOfCutSampleAccountIo with at least one Account');
      expect(error.code).to.equal('SBL-EAI-04022');
    });

    it('hand LOVLanguageMode on, as do those that query', async () => {
      const coded = modelWith('ACCOUNT_STATUS:               [Active,', 'ACCOUNT_STATUS: [{ value: Active, code: A },');
      const object = coded.integrationObjects.get(account.name) ?? expect.fail('no such object');
      const runCoded = processRunner(database, coded);
      const upsert = (status: string, mode: string) =>
        runCoded('CUTSampleAccountUpsert', {
          SiebelMessage: instanceList(object, named('Tyne', { 'Account Status': status })),
          LOVLanguageMode: mode,
        });
      await upsert('A', 'LIC');
      expect((await refusal(upsert('A', 'LDC'))).key).to.equal('INVALID_VALUE');
      const status = async (mode: string) => {
        const answer = await runCoded('CUTSampleAccountQuery', {
          SearchSpec: '[Name] = "Tyne"',
          LOVLanguageMode: mode,
        });
        return fieldValue((answer.SiebelMessage as InstanceList).roots[0], 'Account Status');
      };
      expect([await status('LIC'), await status('LDC'), await status('')]).to.deep.equal(['A', 'Active', 'Active']);
    });
  });

  describe('Delete', () => {
    beforeEach(() => insert('Aln', 'Tees', 'Tyne'));

    it('deletes the objects that are sent', async () => {
      const answer = await call('Delete', { ...message({ 'Integration Id': 'ID-Aln' }), StatusObject: 'true' });
      expect(answer).to.include({ NumOutputObjects: '1' });
      expect(operations(answer)).to.deep.equal(['delete']);
      expect(names(await call('Query', { SearchSpec: '[Name] LIKE "*"' }))).to.deep.equal(['Tees', 'Tyne']);
    });

    it('deletes what a row id or a search specification finds', async () => {
      const { PrimaryRowId = '' } = await call('Query', message({ Name: 'Aln' }));
      expect(await call('Delete', { PrimaryRowId })).to.deep.equal({ PrimaryRowId, NumOutputObjects: '1' });
      const answer = await call('Delete', { SearchSpec: '[Name] LIKE "T*"', StatusObject: 'true' });
      expect(answer).to.include({ NumOutputObjects: '2' });
      expect(operations(answer)).to.deep.equal(['delete', 'delete']);
    });

    it('passes over what is not there, and names no row then', async () => {
      const answer = await call('Delete', message({ 'Integration Id': 'none' }));
      expect(answer.PrimaryRowId).to.equal('');
      expect(await call('Delete', { SearchSpec: '[Name] = "none"' })).to.include({ NumOutputObjects: '0' });
    });

    it('refuses what is not there, when it is told to', async () => {
      const properties = { ...message({ 'Integration Id': 'none' }), ErrorOnNonExistingDelete: 'true' };
      expect((await refusal(call('Delete', properties))).code).to.equal('SBL-EAI-04378');
    });

    for (const [what, properties, code] of [
      ['nothing to go by', {}, 'SBL-EAI-04022'],
      [
        'objects and a search specification together',
        { ...message({ Name: 'Aln' }), SearchSpec: '[Name] = "Tyne"' },
        'SBL-EAI-04388',
      ],
      ['to delete by example', { ...message({ Name: 'Aln' }), DeleteByUserKey: 'false' }, 'SBL-EAI-04388'],
    ] as const) {
      it(`refuses ${what}`, async () => {
        expect((await refusal(call('Delete', properties))).code).to.equal(code);
        expect(names(await call('Query', { SearchSpec: '[Name] LIKE "*"' }))).to.have.length(3);
      });
    }
  });

  describe('Insert or Update, in a process with the property Method', () => {
    const receive = (method: string | undefined, sketch: Sketch) =>
      run('CUTReceiveAccountData', {
        'Account Message': instanceList(account, sketch),
        ...(method !== undefined && { Method: method }),
      });
    const done = ({ 'Account Message': list }: Readonly<Record<string, PropertyValue>>) =>
      (list as InstanceList).roots[0]?.operation;

    it('is an upsert when nothing else is said', async () => {
      expect(done(await receive(undefined, named('Tyne')))).to.equal('insert');
      expect(done(await receive('', named('Tyne', { Alias: 'T' })))).to.equal('update');
    });

    for (const [method, expected] of [
      ['Upsert', 'update'],
      ['upsert', 'update'],
      ['Insert or Update', 'update'],
      ['Update', 'update'],
      ['synchronize', 'update'],
      ['Execute', 'update'],
      ['Delete', 'delete'],
    ] as const) {
      it(`becomes ${method}`, async () => {
        const { 'Object Id': id } = await receive(undefined, named('Tyne'));
        const answer = await receive(method, { 'Integration Id': 'ID-Tyne', Alias: method });
        expect(done(answer)).to.equal(expected);
        expect(answer['Object Id']).to.equal(id);
      });
    }

    it('refuses a method that is misspelt, and names those that there are', async () => {
      const error = await refusal(receive('Deletes', named('Tyne')));
      expect(error.code).to.equal('SBL-EAI-04388');
      expect(error.location.allowed).to.deep.equal([
        'Insert',
        'Update',
        'Upsert',
        'Insert or Update',
        'Synchronize',
        'Delete',
        'Execute',
        'InsertOrUpdate',
      ]);
    });

    it('answers with an empty Object Id when nothing was there to delete', async () => {
      const answer = await run('CUTReceiveAccountData', {
        'Object Id': '1-SENT',
        'Account Message': instanceList(account, { 'Integration Id': 'none' }),
        Method: 'Delete',
      });
      expect(answer['Object Id']).to.equal('');
    });
  });
});

/** The shipped model with one text of its lists of values replaced. */
function modelWith(from: string, to: string): Model {
  const directory = mkdtempSync(join(tmpdir(), 'mappings-'));
  try {
    cpSync(MAPPINGS, directory, { recursive: true });
    const file = join(directory, 'value-lists.yaml');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new RangeError(`${file} does not hold: ${from}`);
    writeFileSync(file, text.replace(from, to));
    return loadModel(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
