/**
 * The notation of docs/siebel-adapter.md: `A=1 notes(n1 delete:n2) contacts(c1{Role:x}*)`. A name tells its kind by its letter, a mark `*` the
 * primary of a group.
 */
export interface Tree {
  /** `?` where the operation of the table's row goes. */
  readonly operation?: string;
  readonly name: string;
  readonly isPrimary: boolean;
  /** By field name; null: empty. `=1` is the field Value. */
  readonly fields: ReadonlyMap<string, string | null>;
  /** By label. */
  readonly containers: ReadonlyMap<string, readonly Tree[]>;
}

/** @throws SyntaxError */
export function parseForest(text: string): Tree[] {
  const parser = new Parser(text);
  const trees = parser.forest();
  parser.end();
  return trees;
}

const TREE = /(?:([?\w]*):)?([A-Za-z]\w*)(?:=(\w*))?(?:\{([^}]*)\})?(\*)?/y;
const LABEL = /([a-z]+)\(/y;

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  forest(): Tree[] {
    const trees: Tree[] = [];
    for (this.#space(); this.#at < this.#text.length && this.#text[this.#at] !== ')'; this.#space()) {
      trees.push(this.#tree());
    }
    return trees;
  }

  end(): void {
    if (this.#at < this.#text.length) throw this.#error('the end');
  }

  #tree(): Tree {
    const [, operation, name = '', value, fields = '', mark] = this.#take(TREE, 'a record');
    const containers = new Map<string, Tree[]>();
    for (let label = this.#label(); label !== undefined; label = this.#label()) {
      containers.set(label, this.forest());
      this.#take(/\)/y, ')');
    }
    return {
      ...(operation === undefined ? {} : { operation }),
      name,
      isPrimary: mark !== undefined,
      fields: new Map([...(value === undefined ? [] : [['Value', value || null] as const]), ...fieldsOf(fields)]),
      containers,
    };
  }

  #label(): string | undefined {
    this.#space();
    return this.#match(LABEL)?.[1];
  }

  #space(): void {
    this.#match(/ */y);
  }

  #take(pattern: RegExp, what: string): RegExpExecArray {
    const match = this.#match(pattern);
    if (match === null) throw this.#error(what);
    return match;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(`'${this.#text}': expected ${what} at '${this.#text.slice(this.#at)}'`);
  }
}

function fieldsOf(text: string): [string, string | null][] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', value = ''] = part.split(':');
      return [name.trim(), value.trim() || null];
    });
}
