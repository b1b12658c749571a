import { SingleBar } from 'cli-progress';
import { escapeControls } from '../telemetry/escape-controls.ts';

/** How far a feed has got; from the thread that works on it. */
export interface FeedProgressNews {
  /** Of the file. */
  readonly name: string;
  /** Bytes that are behind it, of `size`. The feed is done with when they are all. */
  readonly offset: number;
  readonly size: number;
  readonly objects: number;
}

const FORMAT = '{name} [{bar}] {percentage} % | {objects} objects, {rate}/s | {eta_formatted} left';

/** The progress bar of the feed that is worked on: on a terminal only, and gone when the feed is done with. */
export class FeedProgress {
  readonly #stream: NodeJS.WriteStream;
  #bar: SingleBar | undefined;
  #first = { objects: 0, time: 0 };

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show({ name: fileName, offset, size, objects }: FeedProgressNews): void {
    const name = escapeControls(fileName);
    if (this.#bar === undefined) {
      this.#first = { objects, time: performance.now() };
      this.#bar = new SingleBar({ format: FORMAT, stream: this.#stream, clearOnComplete: true, hideCursor: true });
      this.#bar.start(size, offset, { name, objects, rate: 0 });
    }
    const seconds = Math.max((performance.now() - this.#first.time) / 1000, 0.001);
    this.#bar.update(offset, { name, objects, rate: Math.round((objects - this.#first.objects) / seconds) });
    if (offset >= size) this.end();
  }

  /** Leaves the terminal as it was. */
  end(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}
