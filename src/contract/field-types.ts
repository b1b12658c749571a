import type { DataType } from '../model/data-types/data-type.ts';
import { ASCII_TEXT } from '../model/data-types/dtype-text.ts';
import type { Field } from '../model/model.ts';
import { node, type XmlNode } from './xml-writer.ts';

/** The simple types that the fields of one schema use: each declared once, under a name made of data type and length (`Text100`). */
export class FieldTypes {
  readonly #taken: Set<string>;
  readonly #names = new Map<string, string>();
  readonly #declarations = new Map<string, XmlNode>();

  /** @param taken names of other types of the schema */
  constructor(taken: ReadonlySet<string>) {
    this.#taken = new Set(taken);
  }

  /** The name of the type of `field`, which is declared from now on. */
  nameFor(field: Field): string {
    const wanted = `${readableName(field.type)}${field.length ?? ''}`;
    const known = this.#names.get(wanted);
    if (known !== undefined) return known;

    const name = this.#freeName(wanted);
    this.#taken.add(name);
    this.#names.set(wanted, name);
    this.#declarations.set(name, simpleType(name, field));
    return name;
  }

  /** In the order of their names. */
  declarations(): readonly XmlNode[] {
    return [...this.#declarations]
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([, type]) => type);
  }

  #freeName(name: string): string {
    return this.#taken.has(name) ? this.#freeName(`${name}Type`) : name;
  }
}

const READABLE_NAMES: ReadonlyMap<string, string> = new Map([
  ['DTYPE_BOOL', 'YesNo'],
  ['DTYPE_DATETIME', 'DateTime'],
  ['DTYPE_UTCDATETIME', 'UtcDateTime'],
]);

/** `DTYPE_CURRENCY` -> `Currency` */
function readableName(type: DataType): string {
  if (type === ASCII_TEXT) return 'AsciiText';
  const word = type.name.replace(/^DTYPE_/, '');
  return READABLE_NAMES.get(type.name) ?? `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`;
}

function simpleType(name: string, { type, length }: Field): XmlNode {
  const facets: XmlNode[] = [];
  if (type.pattern !== undefined) facets.push(node('xs:pattern', { value: `(${type.pattern})?` }));
  if (length !== undefined) facets.push(node('xs:maxLength', { value: String(length) }));
  const expects = `${type.expects.slice(0, 1).toUpperCase()}${type.expects.slice(1)}; empty stands for null.`;
  return node('xs:simpleType', { name }, [
    node('xs:annotation', {}, [node('xs:documentation', {}, expects)]),
    node('xs:restriction', { base: 'xs:string' }, facets),
  ]);
}
