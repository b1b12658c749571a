/** Statements of one generation. */
const GENERATION = 500;
/** In characters: what is longer was made for one call, and would only push others out. */
const LONGEST_TEXT = 6_000;

/**
 * Prepared statements by their text. When the young generation is full, the old one goes, with all in it that was not used since, and the
 * young one takes its place: what is used stays, at no cost for each use.
 */
export class StatementCache<S> {
  readonly #prepare: (sql: string) => S;
  #young = new Map<string, S>();
  #old = new Map<string, S>();

  constructor(prepare: (sql: string) => S) {
    this.#prepare = prepare;
  }

  get(sql: string): S {
    const known = this.#young.get(sql);
    if (known !== undefined) return known;
    const statement = this.#old.get(sql) ?? this.#prepare(sql);
    if (sql.length <= LONGEST_TEXT) this.#keep(sql, statement);
    return statement;
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  #keep(sql: string, statement: S): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(sql, statement);
  }
}
