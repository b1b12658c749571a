import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openService } from '../../src/commands/open-service.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { type Insert, recordInserts } from '../copy-rows.ts';
import { accountDocument } from '../messages.ts';

const STAMP = { by: '0-1', source: 'bench' };

/** The rows of new accounts, one list for each, as the service inserts them: written to an embedded database on the way, which is thrown away. */
export async function accountInserts(numbers: readonly number[]): Promise<readonly (readonly Insert[])[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cut-bench-rows-'));
  try {
    const { options } = readOptions({ flags: { dataDir }, environment: {}, directory: dataDir });
    await using service = await openService(options);
    const all: (readonly Insert[])[] = [];
    for (const number of numbers) {
      const list = service.codec.decoder.decodeDocument(accountDocument(number, number));
      all.push(
        await recordInserts(service.store, (transaction) =>
          service.adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP }),
        ),
      );
    }
    return all;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
