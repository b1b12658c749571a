import type { PhysicalType } from '../model.ts';

/** How dates and times are written: `siebel` is `MM/DD/YYYY HH:MM:SS`, `iso` is `YYYY-MM-DDTHH:MM:SS`. Both are read. */
export type DateFormat = 'siebel' | 'iso';

/**
 * A Siebel data type: what text it accepts, and how a value is kept.
 *
 * A value travels through the adapter in its canonical form, which is also the stored form: text as it is, numbers without superfluous signs and
 * zeros (`61.2`), dates as `YYYY-MM-DD` and `YYYY-MM-DD HH:MM:SS`. The empty string is not a value (it means null) and is never passed in.
 */
export interface DataType {
  /** `DTYPE_TEXT` */
  readonly name: string;
  /** Physical kinds of the columns that can hold it. */
  readonly columns: readonly PhysicalType['kind'][];
  /** XSD regular expression (anchored by definition) of the accepted text; absent when any text will do. */
  readonly pattern?: string;
  /** What is accepted, in words for the caller: `a date MM/DD/YYYY or YYYY-MM-DD`. */
  readonly expects: string;
  /** An accepted text. */
  readonly example: string;
  /** Canonical form, or undefined when `text` is not accepted. Accepts exactly what `pattern` describes. */
  parse(text: string): string | undefined;
  /** The form that goes out. */
  format(canonical: string, dates: DateFormat): string;
}
