import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../delivery-failure.ts';
import type { DeliveryMessage, Transport } from './transport.ts';

/**
 * Writes each message as a file of its own. A file appears under its name only when it is whole and on disk; the name comes from the
 * message id, so that a message delivered twice is one file. The group of this process may read the files, nobody else.
 */
export class FileTransport implements Transport {
  readonly #directory: string;
  readonly #name: string;

  /** @param name pattern of the file names: `{process}_{objectId}_{messageId}.xml` */
  constructor(directory: string, name: string) {
    this.#directory = directory;
    this.#name = name;
  }

  async deliver(message: DeliveryMessage): Promise<Answer> {
    await mkdir(this.#directory, { recursive: true, mode: 0o750 });
    const name = fileName(this.#name, message);
    const temporary = join(this.#directory, `.${name}.part`);
    const file = await open(temporary, 'w', 0o640);
    try {
      await file.writeFile(message.payload, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(this.#directory, name));
    await syncDirectory(this.#directory);
    return {};
  }

  async close(): Promise<void> {}
}

function fileName(pattern: string, message: DeliveryMessage): string {
  return pattern.replaceAll(/\{(process|objectId|messageId)\}/g, (_, part: 'process' | 'objectId' | 'messageId') =>
    fileNamePart(message[part]),
  );
}

function fileNamePart(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.-]+/g, '-');
}

/** Makes the rename durable; not every platform can open a directory. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
