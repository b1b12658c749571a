import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly quick: boolean;
  /** Rounds of each comparison, in which the systems compared take turns. */
  readonly rounds: number;
  /** Of one measurement. */
  readonly seconds: number;
  /** File for the results. */
  readonly json: string;
  /** Numbers of stored accounts to compare; none: not asked for. */
  readonly growth: readonly number[];
  /** Only comparisons whose name contains this. */
  readonly only: string;
}

const SIZES = '1000,100000,1000000';

/** @throws TypeError for arguments that are not known */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: args.map((arg, index) =>
      arg === '--growth' && !/^\d/.test(args[index + 1] ?? '') ? `--growth=${SIZES}` : arg,
    ),
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string', default: '' },
      growth: { type: 'string', default: '' },
      json: { type: 'string', default: 'bench-result.json' },
    },
  });
  const { quick, growth, json, only } = values;
  return {
    quick,
    json,
    only,
    rounds: Number(values.rounds ?? (quick ? 3 : 7)),
    seconds: Number(values.seconds ?? (quick ? 0.5 : 2)),
    growth: growth.split(',').filter(Boolean).map(Number),
  };
}
