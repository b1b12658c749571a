import { defaultDataType } from './data-types/data-types.ts';
import type { PhysicalType } from './model.ts';

/** Reads a type as `tables.yaml` writes it, `nvarchar(50)`; the schema of that file has already checked the text. */
export function parsePhysicalType(text: string): PhysicalType {
  const [, kind = text, length] = /^([a-z]+)(?:\(([0-9]+)\))?$/.exec(text) ?? [];
  return length === undefined
    ? { kind: kind as Exclude<PhysicalType['kind'], 'varchar' | 'nvarchar'> }
    : { kind: kind as 'varchar' | 'nvarchar', length: Number(length) };
}

/** Most UTF-16 code units that a text column holds; undefined for columns that have no such limit. */
export function maximumLength(type: PhysicalType): number | undefined {
  return 'length' in type ? type.length : undefined;
}

/**
 * The canonical form of a value that a mapping file gives for a column, or, as an Error, what the column takes instead.
 */
export function columnValue(type: PhysicalType, text: string): string | RangeError {
  const dataType = defaultDataType(type.kind);
  const canonical = dataType.parse(text);
  if (canonical === undefined) return new RangeError(`'${text}' is not ${dataType.expects}`);
  const length = maximumLength(type);
  if (length !== undefined && canonical.length > length) {
    return new RangeError(`'${text}' is longer than the ${length} characters of the column`);
  }
  return canonical;
}
