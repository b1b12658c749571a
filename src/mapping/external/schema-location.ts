import { posix } from 'node:path';

/** Where a file of a schema is. */
export interface SchemaLocation {
  /** As libxml2 asks for it: the path, or the address by which it is imported. */
  readonly name: string;
  /** Below the folder of the XSDs, with `/`. */
  readonly path: string;
}

/**
 * What a `schemaLocation` names: an address, in which characters outside of ASCII, and spaces, are written with `%`.
 * @param from name of the file in which it stands
 * @param main path of the first file of the schema: beside it stands the copy of what has an address on a network
 * @returns undefined when it is outside of the folder, or no location at all
 */
export function schemaLocation(named: string, from: string, main: string): SchemaLocation | undefined {
  if (WEB.test(named) || WEB.test(from)) return webLocation(named, from, main);
  if (!/^(?!\/|[a-z][a-z0-9+.-]*:)[\x21-\x5b\x5d-\x7e]+$/i.test(named)) return undefined;
  const path = decoded(named);
  if (path === undefined) return undefined;
  const name = posix.join(posix.dirname(from), path);
  return name.startsWith('../') ? undefined : { name, path: name };
}

function decoded(address: string): string | undefined {
  try {
    return decodeURIComponent(address);
  } catch {
    return undefined;
  }
}

const WEB = /^https?:/i;

function webLocation(named: string, from: string, main: string): SchemaLocation | undefined {
  const base = WEB.test(from) ? from : undefined;
  if (!URL.canParse(named, base)) return undefined;
  const { href, pathname, search } = new URL(named, base);
  // A query tells files apart that a program makes: `Accounts.svc?xsd=xsd0`.
  const file = decoded(posix.basename(pathname) + search)?.replaceAll(/[^\p{L}\p{N}_.~+-]/gu, '_');
  return WEB.test(href) && file ? { name: href, path: posix.join(posix.dirname(main), file) } : undefined;
}
