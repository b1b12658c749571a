import type { Compared } from './comparison.ts';
import type { Machine } from './machine.ts';

/** One thing that is asked for, and whether it is there. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `value` must be below it. */
  readonly below: number;
  readonly reached: boolean;
}

export interface Result {
  readonly machine: Machine;
  readonly rounds: number;
  readonly seconds: number;
  readonly compared: readonly Compared[];
  readonly goals: readonly Goal[];
  /** Accounts whose stored values are not those sent last. */
  readonly wrong: number;
}

export function below(name: string, value: number, limit: number, unit: string): Goal {
  return { name, value, unit, below: limit, reached: value < limit };
}

export function countMissed({ compared, goals, wrong }: Omit<Result, 'machine' | 'rounds' | 'seconds'>): number {
  return [...compared, ...goals].filter(({ reached }) => !reached).length + (wrong > 0 ? 1 : 0);
}

export function describeRun({ processor, cores, memoryGigabytes, node, commit, loadBefore }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGigabytes} GB, Node ${node}, commit ${commit}, load before ${loadBefore}\n`;
}

export const TABLE_HEAD =
  '| work | connections | rate /s | p50 ms | p99 ms | CPU us | compared with | its rate /s | its p50 | its p99 | its CPU us | ratio | goal | |\n' +
  '|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n';

export function tableRow(row: Compared): string {
  const outcome = row.goal === undefined ? '' : row.reached ? 'reached' : 'missed';
  const cells = [
    row.work,
    row.connections,
    row.rate.toFixed(0),
    row.p50.toFixed(2),
    row.p99.toFixed(2),
    row.processorTime?.toFixed(0) ?? '-',
    row.peer,
    row.peerRate.toFixed(row.peerRate < 100 ? 1 : 0),
    row.peerP50.toFixed(2),
    row.peerP99.toFixed(2),
    row.peerProcessorTime?.toFixed(0) ?? '-',
    row.ratio.toFixed(2),
    row.goal ?? '-',
    row.failed > 0 ? `${row.failed} failed` : outcome,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

export function goalLine({ name, value, unit, below: limit, reached }: Goal): string {
  return `${name}: ${value.toFixed(unit === 'ms' ? 0 : 2)}${unit} (goal: below ${limit}${unit}) ${reached ? 'reached' : 'missed'}\n`;
}
