import { readFileSync } from 'node:fs';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
} from 'yaml';
import { type Path, Place, type Position } from './place.ts';
import type { Problems } from './problems.ts';

/** A YAML file whose every value knows where it stands. */
export class Source {
  readonly file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /** @param problems gets what is not YAML */
  static read(file: string, problems: Problems): Source | undefined {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      problems.add({ file, line: 1, column: 1 }, `cannot be read (${reason})`);
      return undefined;
    }
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const source = new Source(file, document, lines);
    for (const { message, pos } of [...document.errors, ...document.warnings]) {
      problems.add(source.#position(pos[0]), `is not YAML that can be read: ${message}`);
    }
    return document.errors.length === 0 ? source : undefined;
  }

  private constructor(file: string, document: Document, lines: LineCounter) {
    this.file = file;
    this.#document = document;
    this.#lines = lines;
  }

  get root(): Place {
    return new Place(this, []);
  }

  /** The file as plain values. */
  get value(): unknown {
    return this.#document.toJS();
  }

  /** Where a scalar or an item of a list stands; of what else stands under a key, the key. */
  positionOf(path: Path): Position {
    const pair = this.#pairAt(path);
    if (pair !== undefined && isCollection(pair.value)) return this.positionOfKey(path);
    return this.#startOf(this.#nodeAt(path));
  }

  positionOfKey(path: Path): Position {
    return this.#startOf(this.#pairAt(path)?.key ?? this.#nodeAt(path));
  }

  #nodeAt(path: Path): unknown {
    let node: unknown = this.#document.contents;
    for (const segment of path) {
      const parent = this.#resolve(node);
      const child: unknown = isMap(parent) || isSeq(parent) ? parent.get(segment, true) : undefined;
      if (child === undefined || child === null) return node;
      node = child;
    }
    return node;
  }

  #pairAt(path: Path): Pair | undefined {
    const parent = this.#resolve(this.#nodeAt(path.slice(0, -1)));
    const key = path.at(-1);
    return isMap(parent) ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === key) : undefined;
  }

  #resolve(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  #startOf(node: unknown): Position {
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    return this.#position(Array.isArray(range) ? Number(range[0]) : 0);
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}
