import type { Component, Field } from '../model/model.ts';
import type { Row, Shape, Value } from '../store/store.ts';
import type { ComponentRows } from './component-rows.ts';

/** What a write reads of a component's rows: the columns that the message sends, and those that every write needs. */
export interface StoredShape {
  /** As in {@link ComponentRows}, with fewer columns. */
  readonly base: Shape;
  readonly linked: Shape;
  /** By position in a row of {@link ComponentRows}: position in a row of this shape; -1 where it is not read. */
  readonly positions: readonly number[];
  readonly rowIdPosition: number;
  readonly parentPosition: number;
  readonly linkRowIdPosition: number;
}

/** A stored row of a component, as far as a write has read it. */
export interface KnownRow {
  readonly rowId: string;
  /** ROW_ID of the association's row; null when the row was not read through its association. */
  readonly linkRowId: Value;
  readonly shape: StoredShape;
  readonly row: Row;
}

export function knownRow(shape: StoredShape, row: Row): KnownRow {
  return { rowId: row[shape.rowIdPosition] ?? '', linkRowId: row[shape.linkRowIdPosition] ?? null, shape, row };
}

export function parentIdOf({ shape, row }: KnownRow): string {
  return row[shape.parentPosition] ?? '';
}

/**
 * @param position in a row of {@link ComponentRows}: that of a field is its ordinal
 * @returns undefined when the column was not read
 */
export function storedValue({ shape, row }: KnownRow, position: number): Value | undefined {
  return row[shape.positions[position] ?? -1];
}

/** Senders use few sets of fields; one that makes up new ones for ever gets all columns. */
const MOST_SHAPES = 50;

/** The shapes of one component, made when a set of fields is first sent; a store compiles each once. */
export class StoredShapes {
  /** Every column. */
  readonly all: StoredShape;
  /** Only ROW_IDs: the record's, its parent's, its link's. */
  readonly ids: StoredShape;
  /** The least to find rows by their user keys. */
  readonly keys: StoredShape;
  readonly #rows: ComponentRows;
  /** By position in a row of {@link ComponentRows}. */
  readonly #always: readonly boolean[];
  readonly #bySent = new Map<string, StoredShape>();

  constructor(rows: ComponentRows) {
    this.#rows = rows;
    this.#always = alwaysRead(rows);
    this.all = makeShape(rows, () => true);
    const ids = [rows.component.rowId.ordinal, rows.parentPosition, rows.linkRowIdPosition];
    this.ids = makeShape(rows, (position) => ids.includes(position));
    this.keys = makeShape(rows, (position) => this.#always[position] === true);
  }

  /** @param isSent whether an instance of the message sends the field of this ordinal */
  of(isSent: (ordinal: number) => boolean): StoredShape {
    const sent = fieldSet(this.#rows.component, isSent);
    const known = this.#bySent.get(sent);
    if (known !== undefined) return known;
    if (this.#bySent.size >= MOST_SHAPES) return this.all;
    const wanted = this.#always.slice();
    for (const field of this.#rows.component.fields) {
      // a value that depends on one that is sent is looked at, too
      if (isSent(field.ordinal) || (field.within && isSent(field.within.ordinal))) this.#want(wanted, field);
    }
    const shape = makeShape(this.#rows, (position) => wanted[position] === true);
    this.#bySent.set(sent, shape);
    return shape;
  }

  #want(wanted: boolean[], { ordinal, source, within }: Field): void {
    wanted[ordinal] = true;
    if (within !== undefined) wanted[within.ordinal] = true;
    const via = source.kind === 'lookup' ? this.#rows.positions.get(source.via) : undefined;
    if (via !== undefined) wanted[via] = true;
  }
}

const WORD = 15;

/** A text that is the same for the same set of fields. */
function fieldSet({ fields }: Component, isSent: (ordinal: number) => boolean): string {
  let text = '';
  for (let start = 0; start < fields.length; start += WORD) {
    const end = Math.min(start + WORD, fields.length);
    let word = 0;
    for (let ordinal = start; ordinal < end; ordinal += 1) if (isSent(ordinal)) word |= 1 << (ordinal - start);
    text += String.fromCharCode(word);
  }
  return text;
}

/** Keys match rows, status keys are answered, primaries move when their row goes. */
function alwaysRead(rows: ComponentRows): boolean[] {
  const { component, parentPosition, linkRowIdPosition } = rows;
  const wanted = rows.base.columns.map(() => false);
  for (const { ordinal } of [component.rowId, ...component.statusKey, ...component.userKeys.flat()])
    wanted[ordinal] = true;
  wanted[parentPosition] = true;
  wanted[linkRowIdPosition] = true;
  for (const { primary } of component.children) {
    const position = primary && rows.positions.get(primary);
    if (position !== undefined) wanted[position] = true;
  }
  return wanted;
}

function makeShape(rows: ComponentRows, isWanted: (position: number) => boolean): StoredShape {
  const positions: number[] = [];
  let count = 0;
  rows.base.columns.forEach((_, position) => {
    positions.push(isWanted(position) ? count : -1);
    if (isWanted(position)) count += 1;
  });
  const base = narrow(rows.base, isWanted);
  return Object.freeze({
    base,
    linked: rows.linked === rows.base ? base : narrow(rows.linked, isWanted),
    positions,
    rowIdPosition: positions[rows.component.rowId.ordinal] ?? -1,
    parentPosition: positions[rows.parentPosition] ?? -1,
    linkRowIdPosition: positions[rows.linkRowIdPosition] ?? -1,
  });
}

/** Joins that no column is left of are left out, too. */
function narrow(shape: Shape, isWanted: (position: number) => boolean): Shape {
  const columns = shape.columns.filter((_, position) => isWanted(position));
  const used = new Set(columns.map((column) => column?.alias));
  return { ...shape, joins: shape.joins.filter(({ kind, alias }) => kind === 'inner' || used.has(alias)), columns };
}
