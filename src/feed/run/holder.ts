import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** How long a feed stays with its process when that does not say so again, in milliseconds. */
const LEASE = 30_000;

/** Those of this process. */
const OURS = new Set<string>();

/** What the process says who works on a feed: the machine, the process there, and its own name. */
export class Holder {
  readonly name = `${hostname().slice(0, 100)}/${process.pid}/${randomUUID()}`;

  constructor() {
    OURS.add(this.name);
  }

  /** Until when a feed that is taken now is ours. UTC, in canonical form. */
  expiry(): string {
    return new Date(Date.now() + LEASE).toISOString().slice(0, 19).replace('T', ' ');
  }

  /**
   * Whether a feed can be taken from its holder: its time has run out, or it was a process of this machine that has ended.
   * @param now UTC, in canonical form
   */
  mayTakeFrom(holder: string | undefined, expires: string | undefined, now: string): boolean {
    if (holder === undefined || holder === this.name || expires === undefined || expires <= now) return true;
    const [host, pid] = holder.split('/');
    const [ourHost, ourPid] = this.name.split('/');
    if (host !== ourHost || OURS.has(holder)) return false;
    // One that had our own number was there before us.
    return pid === ourPid || !isAlive(Number(pid));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
