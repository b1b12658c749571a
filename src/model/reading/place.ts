/** Keys and indexes from the top of a file down to a value. */
export type Path = readonly (string | number)[];

export interface Position {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** What can say where its values stand. */
interface Positions {
  positionOf(path: Path): Position;
  positionOfKey(path: Path): Position;
}

/** A value in a file. Its position is worked out only when there is a problem to report. */
export class Place {
  readonly #source: Positions;
  readonly path: Path;

  constructor(source: Positions, path: Path) {
    this.#source = source;
    this.path = path;
  }

  at(...path: Path): Place {
    return new Place(this.#source, [...this.path, ...path]);
  }

  get position(): Position {
    return this.#source.positionOf(this.path);
  }

  /** Where the key stands under which the value is. */
  get keyPosition(): Position {
    return this.#source.positionOfKey(this.path);
  }
}
