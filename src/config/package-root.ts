import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Directory of this package, where `mappings/`, `xsd/` and `wsdl/` are; ends without a separator. */
export const PACKAGE_ROOT: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Version of this package, from its `package.json`. */
export const PACKAGE_VERSION: string = readVersion();

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
