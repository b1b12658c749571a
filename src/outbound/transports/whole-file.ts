import { randomBytes } from 'node:crypto';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a file that appears under its name only when it is whole and on disk. The group of this process may read it, nobody else. */
export async function writeWholeFile(directory: string, name: string, content: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o750 });
  // Of its own for each try: another process may take over while this one hangs.
  const temporary = join(directory, `.${name}.${randomBytes(4).toString('hex')}${PART}`);
  try {
    const file = await open(temporary, 'wx', 0o640);
    try {
      await file.writeFile(content, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(directory, name));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncDirectory(directory);
}

const PART = '.part';

/** Milliseconds after which nobody can still be writing a file that has not got its name. */
const FORGOTTEN = 86_400_000;

/** Removes what was left when a process died in the midst of a file. */
export async function removeLeftParts(directory: string): Promise<void> {
  for await (const { name } of await opendir(directory)) {
    if (!name.startsWith('.') || !name.endsWith(PART)) continue;
    const path = join(directory, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs < Date.now() - FORGOTTEN) await rm(path, { force: true });
  }
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
