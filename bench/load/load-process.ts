import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Job, Measurement } from './job.ts';

/** The process that the load comes from: the same one for all measurements, so that what it costs is the same too. */
export class LoadProcess implements Disposable {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'main.ts'));

  async run(job: Job): Promise<Measurement> {
    const ended = new AbortController();
    const answer = once(this.#child, 'message', { signal: ended.signal });
    const onExit = (): void => ended.abort();
    this.#child.once('exit', onExit);
    this.#child.send(job);
    const [measurement] = await answer;
    this.#child.off('exit', onExit);
    return measurement;
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
