import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * One keep-alive connection that sends a request when the one before it is answered, and reads no more of an answer than its status and
 * length. A client of a library takes as much processor time for a request as the servers that it is to measure, on processors that they share.
 */
export class LoadConnection {
  readonly #socket: Socket;
  readonly #head: string;
  #onAnswer: (status: number) => void = () => {};
  #status = 0;
  /** Bytes of the answer under way that are still to come: infinitely many when it comes in chunks; -1 while its headers are. */
  #missing = -1;
  #pending = '';

  private constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  /** @param headers of every request, with a line end after each */
  static async open(url: URL, headers: string): Promise<LoadConnection> {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    await once(socket, 'connect');
    const head = `POST ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n${headers}Content-Length: `;
    return new LoadConnection(socket, head);
  }

  /**
   * Sends bodies until there is none.
   * @param nextBody ASCII; undefined ends
   */
  run(nextBody: () => string | undefined, onAnswer: (status: number, milliseconds: number) => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let sent = 0;
    const send = (): void => {
      const body = nextBody();
      if (body === undefined) {
        this.#socket.destroy();
        resolve();
        return;
      }
      sent = performance.now();
      this.#socket.write(`${this.#head}${body.length}\r\n\r\n${body}`, 'latin1');
    };
    this.#onAnswer = (status) => {
      onAnswer(status, performance.now() - sent);
      send();
    };
    this.#socket.once('error', reject).once('end', () => reject(new Error('the server closed the connection')));
    send();
    return promise;
  }

  #read(chunk: Buffer): void {
    if (this.#missing < 0) this.#readHeaders(chunk);
    else this.#missing -= chunk.length;
    if (this.#missing === Number.POSITIVE_INFINITY && chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) {
      this.#missing = 0;
    }
    if (this.#missing !== 0) return;
    this.#missing = -1;
    this.#onAnswer(this.#status);
  }

  #readHeaders(chunk: Buffer): void {
    this.#pending += chunk.toString('latin1');
    const end = this.#pending.indexOf('\r\n\r\n');
    if (end < 0) return;
    const headers = this.#pending.slice(0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(headers)?.[1] ?? Number.POSITIVE_INFINITY;
    this.#status = Number(headers.slice(9, 12));
    this.#missing = Number(length) - (this.#pending.length - end - 4);
    this.#pending = '';
  }
}

/** The empty chunk that ends an answer in chunks; servers write it apart from what it follows, or at its end. */
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
