import type { Column, Component, Field } from '../model/model.ts';
import { memoize } from '../store/memoize.ts';
import type { ColumnReference, Join, Row, Shape, Value } from '../store/store.ts';

/** How a component's rows are read: two shapes with the same row layout, made once per component at start. */
export interface ComponentRows {
  readonly component: Component;
  /** The component's rows wherever they belong. Columns of an association are null. */
  readonly base: Shape;
  /** The component's rows together with what links them to a parent; the same as `base` where there is no association. */
  readonly linked: Shape;
  /** In `linked`: the column that holds the parent's ROW_ID; absent for the root. */
  readonly parent?: ColumnReference;
  /** `parent` alone, to find by in `linked`. Of what is found by, it is the same list each time, by which the store knows its statement. */
  readonly byParent: readonly ColumnReference[];
  /** `parent` and the columns of a user key, to find by in `linked`. */
  byParentAnd(key: readonly Field[]): readonly ColumnReference[];
  /** The columns of a user key, to find by in `base`. */
  byKey(key: readonly Field[]): readonly ColumnReference[];
  /** Column of `base` that holds a field's value. */
  columnOf(field: Field): ColumnReference;
  /** Column of `linked` that holds a field's value. */
  linkedColumnOf(field: Field): ColumnReference;
  /** Position in a row of a column of the component's own table. */
  readonly positions: ReadonlyMap<Column, number>;
  /** Position in a row of a column of the association's table. */
  readonly linkPositions: ReadonlyMap<Column, number>;
  readonly parentPosition: number;
  /** Position of the ROW_ID of the association's row. */
  readonly linkRowIdPosition: number;
  /** The field that is MODIFICATION_NUM. */
  readonly modificationNumber?: Field;
}

const BASE_ALIAS = 't';
/** In the `linked` shape of an association `t` is the intersection table and `b` the component's. */
const ASSOCIATED_ALIAS = 'b';

/** @param primaries columns of the component's table that hold the primaries of its child groups */
export function componentRows(component: Component, primaries: readonly Column[]): ComponentRows {
  const joins = lookupJoins(component);
  const extra = extraColumns(component, primaries);
  const association = component.link?.kind === 'association' ? component.link : undefined;
  const rowIdOfLink = association?.table.columns.get('ROW_ID');

  const shape = (alias: string, ofLink: (column: Column) => ColumnReference | null): Shape['columns'] => [
    ...component.fields.map((field) =>
      field.source.kind === 'association-column' ? ofLink(field.source.column) : fieldColumn(field, alias, joins),
    ),
    ...extra.map((column) => ({ alias, column })),
    component.link?.kind === 'foreign-key' ? { alias, column: component.link.column } : null,
    rowIdOfLink === undefined ? null : ofLink(rowIdOfLink),
  ];
  const joinsFrom = (alias: string): Join[] =>
    [...joins].map(([via, join]) => ({
      alias: join.alias,
      kind: 'left',
      table: join.table,
      on: { alias, column: via },
    }));
  const whereOf = (alias: string): Shape['where'] =>
    [...component.where].map(([name, value]) => ({ column: { alias, column: columnNamed(component, name) }, value }));

  const base: Shape = {
    table: component.table,
    joins: joinsFrom(BASE_ALIAS),
    where: whereOf(BASE_ALIAS),
    columns: shape(BASE_ALIAS, () => null),
  };
  let linked = base;
  let parent: ColumnReference | undefined;
  const parentPosition = component.fields.length + extra.length;
  if (component.link?.kind === 'foreign-key') parent = { alias: BASE_ALIAS, column: component.link.column };
  if (association !== undefined) {
    parent = { alias: BASE_ALIAS, column: association.parentColumn };
    const columns = [...shape(ASSOCIATED_ALIAS, (column) => ({ alias: BASE_ALIAS, column }))];
    columns[parentPosition] = parent;
    linked = {
      table: association.table,
      joins: [
        {
          alias: ASSOCIATED_ALIAS,
          kind: 'inner',
          table: component.table,
          on: { alias: BASE_ALIAS, column: association.childColumn },
        },
        ...joinsFrom(ASSOCIATED_ALIAS),
      ],
      where: whereOf(ASSOCIATED_ALIAS),
      columns,
    };
  }

  const ofLinked = (field: Field): ColumnReference =>
    association !== undefined && field.source.kind !== 'association-column'
      ? fieldColumn(field, ASSOCIATED_ALIAS, joins)
      : fieldColumn(field, BASE_ALIAS, joins);
  const columnOf = (field: Field): ColumnReference => fieldColumn(field, BASE_ALIAS, joins);
  const byParent = parent === undefined ? [] : [parent];
  const modificationNumber = component.fields.find(
    ({ source }) => source.kind === 'column' && source.column.name === 'MODIFICATION_NUM',
  );
  return Object.freeze({
    component,
    base,
    linked,
    ...(parent === undefined ? {} : { parent }),
    byParent,
    byParentAnd: memoize((key: readonly Field[]) => [...byParent, ...key.map(ofLinked)]),
    byKey: memoize((key: readonly Field[]) => key.map(columnOf)),
    ...(modificationNumber === undefined ? {} : { modificationNumber }),
    columnOf,
    linkedColumnOf: ofLinked,
    positions: columnPositions(component, extra),
    linkPositions: linkColumnPositions(component),
    parentPosition,
    linkRowIdPosition: parentPosition + 1,
  });
}

/** A row of the database as a component's. */
export interface StoredRow {
  readonly rowId: string;
  /** ROW_ID of the association's row; null when the row was not read through its association. */
  readonly linkRowId: Value;
  readonly parentId: Value;
  readonly values: Row;
}

export function storedRow(rows: ComponentRows, row: Row): StoredRow {
  return {
    rowId: row[rows.component.rowId.ordinal] ?? '',
    linkRowId: row[rows.linkRowIdPosition] ?? null,
    parentId: row[rows.parentPosition] ?? null,
    values: row,
  };
}

function lookupJoins(component: Component): Map<Column, { alias: string; table: Component['table'] }> {
  const joins = new Map<Column, { alias: string; table: Component['table'] }>();
  for (const { source } of component.fields) {
    if (source.kind === 'lookup' && !joins.has(source.via)) {
      joins.set(source.via, { alias: `j${joins.size + 1}`, table: source.table });
    }
  }
  return joins;
}

/** Columns that the adapter needs beside those of the fields: foreign keys behind lookups, and primaries. */
function extraColumns(component: Component, primaries: readonly Column[]): Column[] {
  const mapped = new Set(component.fields.flatMap(({ source }) => (source.kind === 'column' ? [source.column] : [])));
  const extra = new Set<Column>();
  for (const { source } of component.fields) {
    if (source.kind === 'lookup' && !mapped.has(source.via)) extra.add(source.via);
  }
  for (const primary of primaries) if (!mapped.has(primary)) extra.add(primary);
  return [...extra];
}

function fieldColumn(
  { name, source }: Field,
  alias: string,
  joins: ReadonlyMap<Column, { readonly alias: string }>,
): ColumnReference {
  if (source.kind !== 'lookup') return { alias, column: source.column };
  const join = joins.get(source.via);
  if (join === undefined) throw new RangeError(`field ${name} has no join`);
  return { alias: join.alias, column: source.column };
}

function columnPositions(component: Component, extra: readonly Column[]): ReadonlyMap<Column, number> {
  const positions = new Map<Column, number>();
  for (const { source, ordinal } of component.fields)
    if (source.kind === 'column') positions.set(source.column, ordinal);
  for (const [index, column] of extra.entries()) positions.set(column, component.fields.length + index);
  return positions;
}

function linkColumnPositions(component: Component): ReadonlyMap<Column, number> {
  const positions = new Map<Column, number>();
  for (const { source, ordinal } of component.fields) {
    if (source.kind === 'association-column') positions.set(source.column, ordinal);
  }
  return positions;
}

function columnNamed(component: Component, name: string): Column {
  const column = component.table.columns.get(name);
  if (column === undefined) throw new RangeError(`${component.table.name} has no column ${name}`);
  return column;
}
