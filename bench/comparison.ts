import type { Job, Measurement } from './load/job.ts';
import type { LoadProcess } from './load/load-process.ts';
import { median } from './median.ts';
import { processorSeconds } from './processor-time.ts';

/** One of the systems compared, with one kind of work. */
export interface System {
  readonly name: string;
  readonly url: string;
  readonly kind: Job['kind'];
  readonly pid: number;
  /** By account, the turn that was sent last; of systems that store. */
  readonly lastTurns?: Map<string, number>;
}

export interface Comparison {
  readonly work: string;
  readonly subject: System;
  readonly peer: System;
  readonly connections: number;
  /** The least ratio subject / peer that design section 10 asks for; undefined: only shown. */
  readonly goal?: number;
}

/** Medians over the rounds. */
export interface Compared {
  readonly work: string;
  readonly connections: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of processor time for a request. */
  readonly processorTime: number | undefined;
  readonly peer: string;
  readonly peerRate: number;
  readonly peerP50: number;
  readonly peerP99: number;
  readonly peerProcessorTime: number | undefined;
  /** Of rounds side by side. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  readonly goal: number | undefined;
  readonly failed: number;
  readonly reached: boolean;
}

export interface CompareOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly authorization: string;
  readonly objectIds: readonly string[];
}

/** Makes measurements, each with turns that no other one has. */
export class Comparer {
  readonly #load: LoadProcess;
  readonly #options: CompareOptions;
  #turn = 1_000_000;

  constructor(load: LoadProcess, options: CompareOptions) {
    this.#load = load;
    this.#options = options;
  }

  /** The subject and its peer in turns, after a short round of each that does not count. */
  async compare({ work, subject, peer, connections, goal }: Comparison): Promise<Compared> {
    const { rounds, seconds } = this.#options;
    const ours: Measured[] = [];
    const theirs: Measured[] = [];
    await this.measure(subject, connections, seconds / 2);
    await this.measure(peer, connections, seconds / 2);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await this.measure(subject, connections, seconds));
      theirs.push(await this.measure(peer, connections, seconds));
    }
    const ratios = ours.map(({ rate }, index) => rate / (theirs[index]?.rate ?? Number.NaN));
    const ratio = median(ratios);
    const failed = [...ours, ...theirs].reduce((sum, measured) => sum + measured.failed, 0);
    return {
      work,
      connections,
      ...medians(ours),
      processorTime: medianTime(ours),
      peer: peer.name,
      peerRate: medians(theirs).rate,
      peerP50: medians(theirs).p50,
      peerP99: medians(theirs).p99,
      peerProcessorTime: medianTime(theirs),
      ratio,
      ratios,
      goal,
      failed,
      reached: failed === 0 && ratio >= (goal ?? 0),
    };
  }

  async measure(system: System, connections: number, duration: number): Promise<Measured> {
    const { authorization, objectIds } = this.#options;
    const { url, kind, pid, lastTurns } = system;
    const before = processorSeconds(pid);
    const start = performance.now();
    const measurement = await this.#load.run({
      url,
      kind,
      connections,
      duration,
      authorization,
      firstTurn: this.#turn,
      objectIds,
    });
    this.#turn += TURNS;
    const answers = (measurement.rate * (performance.now() - start)) / 1000;
    const after = processorSeconds(pid);
    for (const [account, turn] of Object.entries(measurement.lastTurns)) lastTurns?.set(account, turn);
    const processorTime = before === undefined || after === undefined ? undefined : ((after - before) * 1e6) / answers;
    return { ...measurement, processorTime };
  }
}

/** More than one measurement uses. */
const TURNS = 500_000;

export interface Measured extends Measurement {
  readonly processorTime: number | undefined;
}

function medians(measured: readonly Measurement[]): Pick<Measurement, 'rate' | 'p50' | 'p99'> {
  return {
    rate: median(measured.map(({ rate }) => rate)),
    p50: median(measured.map(({ p50 }) => p50)),
    p99: median(measured.map(({ p99 }) => p99)),
  };
}

function medianTime(measured: readonly Measured[]): number | undefined {
  const times = measured.flatMap(({ processorTime }) => processorTime ?? []);
  return times.length === 0 ? undefined : median(times);
}
