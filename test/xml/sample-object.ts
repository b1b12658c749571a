import type { DataType } from '../../src/model/data-types/data-type.ts';
import { DTYPE_BOOL } from '../../src/model/data-types/dtype-bool.ts';
import { DTYPE_CURRENCY } from '../../src/model/data-types/dtype-currency.ts';
import { DTYPE_DATE } from '../../src/model/data-types/dtype-date.ts';
import { DTYPE_DATETIME } from '../../src/model/data-types/dtype-datetime.ts';
import { DTYPE_ID } from '../../src/model/data-types/dtype-id.ts';
import { DTYPE_INTEGER } from '../../src/model/data-types/dtype-integer.ts';
import { DTYPE_NOTE } from '../../src/model/data-types/dtype-note.ts';
import { DTYPE_NUMBER } from '../../src/model/data-types/dtype-number.ts';
import { DTYPE_PHONE } from '../../src/model/data-types/dtype-phone.ts';
import { ASCII_TEXT, DTYPE_TEXT } from '../../src/model/data-types/dtype-text.ts';
import { DTYPE_UTCDATETIME } from '../../src/model/data-types/dtype-utcdatetime.ts';
import type { Component, Field, IntegrationObject, Table, ValueList } from '../../src/model/model.ts';

/** A small integration object with everything that matters on the wire: all data types, containers, a component that nests. */
export function sampleObject(
  name = 'CUT Test Asset IO',
  tag = 'ListOfCutTestAssetIo',
  contactTag = 'AssetContact',
): IntegrationObject {
  const contact = component('Asset Contact', contactTag, [
    field('Last Name', DTYPE_TEXT, { length: 50 }),
    field('Phone', DTYPE_PHONE, { length: 40 }),
  ]);
  const status = field('Status', DTYPE_TEXT, { length: 30, values: valueList('STATUS', ['Active', 'A & B']) });
  const reasons = valueList(
    'REASON',
    Array.from({ length: 30 }, (_, index) => `Reason ${index}`),
  );
  const asset = component('Asset', 'Asset-Item', [
    field('Asset Id', DTYPE_ID),
    field('Serial Number', DTYPE_TEXT, { length: 20, required: true }),
    status,
    field('Reason', DTYPE_TEXT, { length: 30, values: reasons, within: status }),
    field('Currency Code', ASCII_TEXT, { length: 20 }),
    field('Price', DTYPE_CURRENCY),
    field('Weight', DTYPE_NUMBER),
    field('Quantity', DTYPE_INTEGER),
    field('Billable', DTYPE_BOOL),
    field('Install Date', DTYPE_DATE),
    field('Due', DTYPE_DATETIME),
    field('Updated', DTYPE_UTCDATETIME, { readOnly: true }),
    field('Comment', DTYPE_NOTE),
  ]);
  (asset.children as Component[]).push(contact, asset);
  return {
    name,
    tag,
    namespace: `http://www.siebel.com/xml/${name.replaceAll(' ', '%20')}`,
    businessObject: 'Asset',
    id: 'test-asset',
    root: asset,
    components: new Map([asset, contact].map((each) => [each.name, each])),
  };
}

const TABLE: Table = { name: 'S_TEST', comment: 'For tests', columns: new Map(), indexes: [] };

function valueList(name: string, values: readonly string[]): ValueList {
  return { name, values: values.map((value) => ({ value, code: value })) };
}

function field(name: string, type: DataType, more: Partial<Field> = {}): Field {
  const column = { name: 'X', type: { kind: 'note' } as const, required: false, system: false };
  return {
    name,
    tag: name.replaceAll(' ', ''),
    ordinal: 0,
    type,
    required: false,
    readOnly: false,
    source: { kind: 'column', column },
    ...more,
  };
}

function component(name: string, tag: string, declared: readonly Field[]): Component {
  const fields = declared.map((each, ordinal) => ({ ...each, ordinal }));
  const [first] = fields;
  if (first === undefined) throw new RangeError('a component needs a field');
  return {
    name,
    tag,
    containerTag: `ListOf${tag}`,
    businessComponent: name,
    table: TABLE,
    where: new Map(),
    fields,
    fieldsByName: new Map(fields.map((each) => [each.name, each])),
    rowId: first,
    userKeys: [[first]],
    statusKey: [first],
    noInsert: false,
    noUpdate: false,
    noDelete: false,
    cascadeClear: false,
    children: [],
  };
}
