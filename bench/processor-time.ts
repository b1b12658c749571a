import { readFileSync } from 'node:fs';

/** Of Linux' clock, by which processes are accounted for. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process, with all its threads, has had; undefined where the system does not tell. */
export function processorSeconds(pid: number): number | undefined {
  try {
    // The name of the program, in parentheses, may hold anything.
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/);
    const [user, system] = rest.split(' ').slice(11, 13).map(Number);
    return ((user ?? Number.NaN) + (system ?? Number.NaN)) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}
