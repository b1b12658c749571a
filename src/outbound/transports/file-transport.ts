import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { PendingDelivery } from '../outbox-rows.ts';
import type { Transport } from './transport.ts';

/**
 * Writes each message as a file of its own. A file appears under its name only when it is whole and on disk; the name comes from the
 * message id, so that a message delivered twice is one file. The group of this process may read the files, nobody else.
 */
export class FileTransport implements Transport {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async deliver({ process, objectId, messageId, payload }: PendingDelivery): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o750 });
    const name = [process, objectId, messageId].map(fileNamePart).join('_');
    const temporary = join(this.#directory, `.${name}.part`);
    const file = await open(temporary, 'w', 0o640);
    try {
      await file.writeFile(payload, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(this.#directory, `${name}.xml`));
    await syncDirectory(this.#directory);
  }
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
