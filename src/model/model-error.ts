/** A mistake in a mapping file. */
export interface Problem {
  /** Path of the file, as the caller named its directory. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What is wrong, and what would be right. */
  readonly message: string;
}

/** Mapping files that cannot be used: everything that is wrong with them. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}

/** `mappings/tables.yaml:12:9: ...` */
export function describeProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}
