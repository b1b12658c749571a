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
  /** As plain values. */
  readonly value: unknown;
  readonly #text: string;
  #parsed: Parsed | undefined;

  /** @param problems gets what is not YAML */
  static parse(file: string, text: string, problems: Problems): Source | undefined {
    const parsed = parse(text);
    const { errors, warnings } = parsed.document;
    for (const { message, pos } of [...errors, ...warnings]) {
      problems.add(positionAt(file, parsed, pos[0]), `is not YAML that can be read: ${message}`);
    }
    return errors.length === 0 ? new Source(file, text, parsed.document.toJS(), parsed) : undefined;
  }

  /** @param value what `text` holds, known without parsing it; that is done when somebody asks where something stands */
  static known(file: string, text: string, value: unknown): Source {
    return new Source(file, text, value);
  }

  private constructor(file: string, text: string, value: unknown, parsed?: Parsed) {
    this.file = file;
    this.value = value;
    this.#text = text;
    this.#parsed = parsed;
  }

  get root(): Place {
    return new Place(this, []);
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

  #parse(): Parsed {
    this.#parsed ??= parse(this.#text);
    return this.#parsed;
  }

  #nodeAt(path: Path): unknown {
    let node: unknown = this.#parse().document.contents;
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
    return isAlias(node) ? node.resolve(this.#parse().document) : node;
  }

  #startOf(node: unknown): Position {
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    return positionAt(this.file, this.#parse(), Array.isArray(range) ? Number(range[0]) : 0);
  }
}

interface Parsed {
  readonly document: Document;
  readonly lines: LineCounter;
}

function parse(text: string): Parsed {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines };
}

function positionAt(file: string, { lines }: Parsed, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}
