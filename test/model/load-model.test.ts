import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadModel } from '../../src/model/load-model.ts';
import type { Component, Field } from '../../src/model/model.ts';
import { SYSTEM_COLUMNS } from '../../src/model/system-columns.ts';
import { problemsIn, problemsOf, VALID } from './broken-copy.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'mappings');

describe('loadModel', () => {
  const model = loadModel(VALID);
  const component = (object: string, name: string): Component =>
    found(model.integrationObjects.get(object)?.components.get(name));
  const field = (name: string): Field => found(component('Sample Account IO', 'Account').fieldsByName.get(name));

  it('gives every table the system columns first, and an index on ROW_ID', () => {
    const { columns, indexes } = found(model.tables.get('S_ORG_EXT'));
    const names = SYSTEM_COLUMNS.map(({ name }) => name);
    expect([...columns.keys()].slice(0, names.length)).to.deep.equal(names);
    expect(indexes).to.deep.equal([
      { name: 'S_ORG_EXT_P1', unique: true, columns: ['ROW_ID'] },
      { name: 'S_ORG_EXT_U1', unique: true, columns: ['NAME', 'BU_ID', 'CONFLICT_ID'] },
      { name: 'S_ORG_EXT_F1', unique: false, columns: ['BU_ID'] },
    ]);
  });

  it('links a table to the one that it extends', () => {
    const { extends: extension } = found(model.tables.get('S_ORG_EXT'));
    expect(extension?.table).to.equal(model.tables.get('S_PARTY'));
    expect([...found(extension).values]).to.deep.equal([['PARTY_TYPE_CD', 'Organization']]);
  });

  it('makes the code of a value its display value unless it is given', () => {
    expect(model.valueLists.get('STATUS')?.values[0]).to.deep.equal({ value: 'Active', code: 'Active' });
    expect(model.valueLists.get('TYPE')?.values[0]).to.deep.equal({ value: 'Business', code: '1' });
    expect(model.valueLists.get('SUBTYPE')).to.deep.include({ parent: 'TYPE' });
    const { inbound, outbound } = found(model.valueMaps.get('COLOUR'));
    expect([...inbound]).to.deep.equal([
      ['R', 'Red'],
      ['RD', 'Red'],
    ]);
    expect([...outbound]).to.deep.equal([
      ['Red', 'R'],
      ['Pink', 'R'],
    ]);
  });

  it('names integration objects by the rules, or as they say', () => {
    expect(
      [...model.integrationObjects.values()].map(({ id, tag, namespace }) => ({ id, tag, namespace })),
    ).to.deep.equal([
      { id: 'account', tag: 'ListOfSampleAccountIo', namespace: 'http://www.siebel.com/xml/Sample%20Account%20IO' },
      { id: 'asset', tag: 'ListOfAssets', namespace: 'urn:example:assets' },
      { id: 'order', tag: 'ListOfSampleOrderIo', namespace: 'http://www.siebel.com/xml/Sample%20Order%20IO' },
    ]);
    expect(component('Sample Account IO', 'Account Note')).to.deep.include({ tag: 'Note', containerTag: 'ListOfNote' });
    expect(component('Sample Account IO', 'Account').businessComponent).to.equal('Organization');
    expect(component('Sample Account IO', 'Contact').businessComponent).to.equal('Contact');
  });

  it('links components to their parents', () => {
    const account = component('Sample Account IO', 'Account');
    const contact = component('Sample Account IO', 'Contact');
    const note = component('Sample Account IO', 'Account Note');
    expect(account.children).to.deep.equal([contact, note]);
    expect(account.link).to.equal(undefined);
    expect([...account.where]).to.deep.equal([['CLASS_CD', 'Customer']]);
    expect(note.link).to.deep.equal({ kind: 'foreign-key', column: note.table.columns.get('ORG_ID') });
    const between = found(model.tables.get('S_ORG_CON'));
    expect(contact.link).to.deep.equal({
      kind: 'association',
      table: between,
      parentColumn: between.columns.get('ORG_ID'),
      childColumn: between.columns.get('CON_ID'),
    });
    expect(contact.primary).to.equal(account.table.columns.get('PR_CON_ID'));
  });

  it('lets a component nest in itself', () => {
    const part = component('Sample_ASSET IO', 'Part');
    expect(component('Sample_ASSET IO', 'Asset').children).to.deep.equal([part]);
    expect(part.children[0]).to.equal(part);
  });

  it('gives every component the system fields last, Id only where no field is ROW_ID', () => {
    const SYSTEM = ['Created', 'Created By', 'Updated', 'Updated By', 'Mod Id', 'Conflict Id'];
    const account = component('Sample Account IO', 'Account');
    const note = component('Sample Account IO', 'Account Note');
    expect(account.fields.slice(-6).map(({ name }) => name)).to.deep.equal(SYSTEM);
    expect(account.rowId.name).to.equal('Account Id');
    expect(note.fields.map(({ name }) => name)).to.deep.equal(['Text', 'Id', ...SYSTEM]);
    expect(note.rowId).to.deep.include({ name: 'Id', readOnly: false });
    expect(note.fieldsByName.get('Mod Id')).to.deep.include({ tag: 'ModId', readOnly: true });
    for (const { fields } of [account, note]) {
      expect(fields.map(({ ordinal }) => ordinal)).to.deep.equal(fields.map((_, index) => index));
    }
  });

  it('takes type and length from the column unless the field says otherwise', () => {
    const typeAndLength = (name: string) => [field(name).type.name, field(name).length];
    expect(typeAndLength('Name')).to.deep.equal(['DTYPE_TEXT', 100]);
    expect(typeAndLength('Main Phone #')).to.deep.equal(['DTYPE_PHONE', 20]);
    expect(typeAndLength('Description')).to.deep.equal(['DTYPE_NOTE', 2000]);
    expect(typeAndLength('Credit Limit')).to.deep.equal(['DTYPE_CURRENCY', undefined]);
    expect(typeAndLength('Account Id')).to.deep.equal(['DTYPE_ID', undefined]);
    expect(field('Currency').type.parse('€')).to.equal(undefined);
  });

  it('keeps defaults in canonical form', () => {
    expect(field('Credit Limit').default).to.equal('100.5');
    expect(field('Status').default).to.equal('Active');
  });

  it('links fields to columns, lists of values and each other', () => {
    expect(field('Sub-Type').within).to.equal(field('Type'));
    expect(field('Sub-Type').values).to.equal(model.valueLists.get('SUBTYPE'));
    const bu = found(model.tables.get('S_BU'));
    expect(field('Organization').source).to.deep.equal({
      kind: 'lookup',
      via: component('Sample Account IO', 'Account').table.columns.get('BU_ID'),
      table: bu,
      column: bu.columns.get('NAME'),
    });
    expect(component('Sample Account IO', 'Contact').fieldsByName.get('Role')?.source.kind).to.equal(
      'association-column',
    );
  });

  it('makes the status key of the user keys unless it is given', () => {
    const names = ({ statusKey }: Component): string[] => statusKey.map(({ name }) => name);
    expect(names(component('Sample Account IO', 'Account'))).to.deep.equal(['Account Id', 'Name', 'Organization']);
    expect(names(component('Sample Account IO', 'Contact'))).to.deep.equal(['Id']);
  });

  it('lets messages do everything with the rows of a component unless it says otherwise', () => {
    const nothing = { noInsert: false, noUpdate: false, noDelete: false };
    expect(component('Sample Account IO', 'Account')).to.deep.include(nothing);
    const item = component('Sample Order IO', 'Item');
    expect(item).to.deep.include({ noInsert: true, noUpdate: true, noDelete: true });
  });

  it('links the rules of a table to its columns', () => {
    const orders = found(model.tables.get('S_ORDER'));
    const lines = found(model.tables.get('S_ORDER_ITEM'));
    const by = lines.columns.get('ORDER_ID');
    expect(orders.hierarchy).to.deep.equal({
      parent: orders.columns.get('PAR_ORDER_ID'),
      root: orders.columns.get('ROOT_ORDER_ID'),
    });
    expect(lines.hierarchy).to.deep.equal({ parent: lines.columns.get('PAR_ITEM_ID') });
    expect(orders.totals?.map((total) => total.lines)).to.deep.equal([lines, lines]);
    expect(orders.totals?.map(({ lines: _, ...total }) => total)).to.deep.equal([
      { column: orders.columns.get('TOTAL_AMT'), by, factors: [lines.columns.get('AMT')], rolledUp: false },
      {
        column: orders.columns.get('LIST_AMT'),
        by,
        factors: [lines.columns.get('QTY'), lines.columns.get('PRI')],
        rolledUp: true,
      },
    ]);
    expect(lines).to.not.have.property('totals');
  });

  it('knows that a required root is filled by the hierarchy', () => {
    const from = 'column: ROOT_ORDER_ID, type: id,';
    const required = { file: 'tables.yaml', from, to: `${from} required: true,` };
    expect(problemsOf(required, loadModel)).to.deep.equal([]);
  });

  it('publishes processes as operations of services', () => {
    expect([...model.processes.keys()]).to.deep.equal(['GetAccount', 'PushAccount', 'ReceiveAccount']);
    expect(model.services.get('account')?.processes).to.deep.equal([...model.processes.values()]);
    const get = found(model.processes.get('GetAccount'));
    expect(get.properties.map(({ tag }) => tag)).to.deep.equal([
      'Object_spcId',
      'Input_cln_spcObject_spcName',
      'ListOfSampleAccountIo',
      'Account_spcXML',
    ]);
    expect(get.steps[1]).to.deep.include({ name: 'Convert', when: 'Account XML' });
    expect([...found(get.steps[1]).outputs]).to.deep.equal([['Value', 'Account XML']]);
    expect([...found(model.processes.get('ReceiveAccount')?.steps[0]).literals]).to.deep.equal([
      ['StatusObject', 'true'],
    ]);
    expect(model.partners).to.deep.equal([
      {
        name: 'back-office',
        receives: [{ process: 'Send Account' }],
        transport: {
          kind: 'file',
          directory: 'outbox/back-office',
          name: '{sequence}_{process}_{objectId}_{messageId}.xml',
        },
        concurrency: 4,
        timeout: 30_000,
        retry: { refusals: 10, firstPause: 1000, longestPause: 300_000, giveUpAfter: 604_800_000 },
        breaker: { failures: 5, firstPause: 1000, longestPause: 60_000 },
      },
    ]);
  });

  it('freezes all of it', () => {
    const account = component('Sample Account IO', 'Account');
    for (const part of [
      model,
      account,
      account.children,
      account.fields,
      field('Status'),
      field('Name').source,
      model.partners,
    ]) {
      expect(part).to.satisfy(Object.isFrozen);
    }
  });

  it('accepts the mappings that the service ships with', () => {
    expect(problemsIn(SHIPPED, loadModel)).to.deep.equal([]);
  });

  it('reports the mistakes of all files at once, in the order of files and lines', () => {
    const directory = mkdtempSync(join(tmpdir(), 'mappings-'));
    try {
      cpSync(VALID, directory, { recursive: true });
      writeFileSync(
        join(directory, 'value-lists.yaml'),
        'valueLists:\n  STATUS: [Active]\n  TYPE: [A]\n  SUBTYPE: [B]\n',
      );
      writeFileSync(join(directory, 'partners.yaml'), 'partners: []\nfriends: []\n');
      expect(problemsIn(directory, loadModel)).to.deep.equal([
        "integration-objects/account.yaml:15:73: SUBTYPE has no parent list; leave 'within' out",
        "partners.yaml:2:1: unknown key 'friends'; there is 'partners', 'queues'",
      ]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('reports files that are not there', () => {
    const directory = mkdtempSync(join(tmpdir(), 'mappings-'));
    try {
      expect(problemsIn(directory, loadModel)).to.deep.equal([
        'integration-objects:1:1: is not there; it holds one file for each integration object',
        'partners.yaml:1:1: cannot be read (ENOENT)',
        'tables.yaml:1:1: cannot be read (ENOENT)',
        'value-lists.yaml:1:1: cannot be read (ENOENT)',
        'workflows.yaml:1:1: cannot be read (ENOENT)',
      ]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('not in the model');
  return value;
}
