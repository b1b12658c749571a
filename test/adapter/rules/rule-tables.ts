import type { Table } from '../../../src/model/model.ts';
import { columnOf, makeTable } from '../../store/tables.ts';

const NODES = makeTable(
  'NODE',
  [
    { name: 'NAME', type: { kind: 'nvarchar', length: 50 } },
    { name: 'PARENT', type: { kind: 'id' }, references: 'NODE' },
    { name: 'ROOT', type: { kind: 'id' }, references: 'NODE' },
  ],
  [{ name: 'NODE_F1', unique: false, columns: ['PARENT'] }],
);

/** A hierarchy with a root. */
export const NODE: Table = {
  ...NODES,
  hierarchy: { parent: columnOf(NODES, 'PARENT'), root: columnOf(NODES, 'ROOT') },
};

const FOLDERS = makeTable('FOLDER', [{ name: 'PARENT', type: { kind: 'id' }, references: 'FOLDER' }]);

/** A hierarchy without. */
export const FOLDER: Table = { ...FOLDERS, hierarchy: { parent: columnOf(FOLDERS, 'PARENT') } };

const LINES = makeTable(
  'LINE',
  [
    { name: 'HEAD', type: { kind: 'id' }, references: 'HEAD' },
    { name: 'ABOVE', type: { kind: 'id' }, references: 'LINE' },
    { name: 'AMOUNT', type: { kind: 'number' } },
    { name: 'QTY', type: { kind: 'integer' } },
    { name: 'PRICE', type: { kind: 'number' } },
    { name: 'NAME', type: { kind: 'nvarchar', length: 50 } },
  ],
  [{ name: 'LINE_F1', unique: false, columns: ['HEAD'] }],
);
export const LINE: Table = { ...LINES, hierarchy: { parent: columnOf(LINES, 'ABOVE') } };

const HEADS = makeTable('HEAD', [
  { name: 'TOTAL', type: { kind: 'number' } },
  { name: 'WORTH', type: { kind: 'number' } },
  { name: 'ROLLED', type: { kind: 'number' } },
  { name: 'NAME', type: { kind: 'nvarchar', length: 50 } },
]);

const total = (column: string, factors: readonly string[], rolledUp = false) => ({
  column: columnOf(HEADS, column),
  lines: LINE,
  by: columnOf(LINE, 'HEAD'),
  factors: factors.map((factor) => columnOf(LINE, factor)),
  rolledUp,
});

/** Totals of its lines: a plain one, one of a product, and one over what lines contain of the lines below. */
export const HEAD: Table = {
  ...HEADS,
  totals: [total('TOTAL', ['AMOUNT']), total('WORTH', ['QTY', 'PRICE']), total('ROLLED', ['AMOUNT'], true)],
};

export const RULE_TABLES: ReadonlyMap<string, Table> = new Map(
  [NODE, FOLDER, HEAD, LINE].map((table) => [table.name, table]),
);
