/** Shapes as T-SQL text: where their rows come from and which of them count. */
import type { Column } from '../../model/model.ts';
import { memoize } from '../memoize.ts';
import type { ColumnReference, Shape } from '../store.ts';
import { BINARY, isNumeric, isText, literal } from './column-type.ts';
import { quoteName, tableName } from './identifiers.ts';

/** What is the same in all queries of a shape. */
export interface ShapeTexts {
  /** `[S_ORG_EXT] AS [t]` */
  readonly table: string;
  /** ` LEFT JOIN ...`, or nothing */
  readonly joins: string;
  readonly fixed: readonly string[];
}

/**
 * @param schema where the tables are; see {@link tableName}
 * @param depth how many sub-selects the shape stands in; see {@link reference}
 */
export function shapeTexts(shape: Shape, schema?: string, depth = 0): ShapeTexts {
  const texts = textsOf(shape);
  const key = `${depth} ${schema ?? ''}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const made = makeTexts(shape, schema, depth);
  texts.set(key, made);
  return made;
}

/** A column of a shape; in sub-selects its alias has a prefix, so that the shapes around it can be named beside it. */
export function reference({ alias, column }: ColumnReference, depth = 0): string {
  return `${aliasName(alias, depth)}.${quoteName(column.name)}`;
}

/** A column as it is read: dates as text in canonical form, so that none passes through a JavaScript Date; numbers as text, too. */
export function selected(reference: string, { type }: Column): string {
  if (type.kind === 'date') return `CONVERT(char(10), ${reference}, 23)`;
  if (isNumeric(type)) return `CONVERT(varchar(40), ${reference})`;
  return isText(type) ? reference : `CONVERT(char(19), ${reference}, 120)`;
}

/** By depth and schema. */
const textsOf = memoize((_shape: Shape) => new Map<string, ShapeTexts>());

function makeTexts(shape: Shape, schema: string | undefined, depth: number): ShapeTexts {
  const joins = shape.joins.map(({ kind, table, alias, on }) => {
    const name = aliasName(alias, depth);
    return ` ${kind === 'inner' ? 'JOIN' : 'LEFT JOIN'} ${tableName(table.name, schema)} AS ${name} ON ${name}.[ROW_ID] = ${reference(on, depth)}`;
  });
  return {
    table: `${tableName(shape.table.name, schema)} AS ${aliasName('t', depth)}`,
    joins: joins.join(''),
    fixed: shape.where.map(({ column, value }) => {
      const { type } = column.column;
      return `${reference(column, depth)} = ${literal(type, value)}${isText(type) ? ` ${BINARY}` : ''}`;
    }),
  };
}

function aliasName(alias: string, depth: number): string {
  return quoteName(depth === 0 ? alias : `${depth}.${alias}`);
}
