import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DIRECTORY = join(import.meta.dirname, '..', 'fixtures', 'certificates');

/** Path of a PEM file: `authority.crt` has signed `server.crt` (localhost, 127.0.0.1) and `client.crt`; valid for a hundred years. */
export function certificateFile(
  name: 'authority.crt' | 'server.crt' | 'server.key' | 'client.crt' | 'client.key',
): string {
  return join(DIRECTORY, name);
}

export function certificate(name: Parameters<typeof certificateFile>[0]): string {
  return readFileSync(certificateFile(name), 'utf8');
}
