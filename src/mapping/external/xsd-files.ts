import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CutError } from '../../errors/cut-error.ts';
import { decodeText } from '../../xml/decode-text.ts';
import type { XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse-xml.ts';
import { type SchemaLocation, schemaLocation } from './schema-location.ts';

export const XSD = 'http://www.w3.org/2001/XMLSchema';

/** More are no partner's schema. */
const MOST_FILES = 500;

/** An XSD that cannot be read; the message says why, with the line. */
export class XsdProblem extends Error {
  override readonly name = 'XsdProblem';
}

/** One file of a schema. */
export interface XsdFile extends SchemaLocation {
  readonly bytes: Uint8Array;
  readonly root: XmlElement;
  /** Of its declarations: its own, or, where it has none, that of the file that includes it. */
  readonly targetNamespace: string;
  /** Where an element of it is, for messages: `line 3`, with the path unless it is the first file. */
  placeOf(element: XmlElement): string;
}

/** The first one of a schema, and the others. */
export type XsdFiles = readonly [XsdFile, ...XsdFile[]];

/**
 * A file, and all that it includes and imports, at any depth. Nothing is read from outside of the folder, or over a network: of what has an address on one, a copy with the
 * same file name is looked for beside the first file.
 * @param folder of the XSDs
 * @param main path of the first file, below the folder
 * @throws XsdProblem; CutError when the first file is no XML
 */
export function readXsdFiles(folder: string, main: string): XsdFiles {
  const first = readFile(folder, { name: main, path: main }, '', true);
  const files = new Map([[keyOf(first), first]]);
  // Those that are added meanwhile have their turn, too.
  for (const file of files.values()) {
    for (const directive of schemaChildren(file.root).filter(({ name }) => DIRECTIVES.has(name))) {
      const found = follow(directive, file, { folder, main });
      if (found !== undefined && !files.has(keyOf(found))) files.set(keyOf(found), found);
      if (files.size > MOST_FILES) throw new XsdProblem(`it consists of more than ${MOST_FILES} files`);
    }
  }
  const [, ...others] = files.values();
  return [first, ...others];
}

/** Children that are part of XML Schema, without annotations. */
export function schemaChildren(element: XmlElement): readonly XmlElement[] {
  return element.children.filter(({ namespace, name }) => namespace === XSD && name !== 'annotation');
}

const DIRECTIVES: ReadonlySet<string> = new Set(['import', 'include', 'redefine', 'override']);

/** A file without a namespace, which takes that of who includes it, may be there for several. */
function keyOf({ name, targetNamespace }: XsdFile): string {
  return `${targetNamespace} ${name}`;
}

/** The file that a directive names; none for an import that leaves open where the declarations are. */
function follow(
  directive: XmlElement,
  from: XsdFile,
  { folder, main }: { readonly folder: string; readonly main: string },
): XsdFile | undefined {
  const problem = (text: string) => new XsdProblem(`${from.placeOf(directive)}: ${text}`);
  const isInclude = directive.name === 'include';
  if (!isInclude && directive.name !== 'import')
    throw problem(`${directive.name} is not understood; include the file, and write there what is to be different`);
  const named = directive.attribute('schemaLocation')?.trim();
  if (named === undefined && !isInclude) return undefined;
  const location = schemaLocation(named ?? '', from.name, main);
  if (location === undefined)
    throw problem(`'${named ?? ''}' is no address of a file in the folder external/, from where this one stands`);
  try {
    return readFile(folder, location, isInclude ? from.targetNamespace : '', false);
  } catch (error) {
    if (!(error instanceof XsdProblem || error instanceof CutError)) throw error;
    const copy = location.name === location.path ? '' : `, a copy of ${location.name},`;
    throw problem(`external/${location.path}${copy} cannot be used: ${error.message}`);
  }
}

function readFile(folder: string, location: SchemaLocation, including: string, isFirst: boolean): XsdFile {
  const bytes = readBytes(join(folder, location.path));
  const root = parseXml(decodeText(bytes));
  if (root.namespace !== XSD || root.name !== 'schema') throw new XsdProblem('it is no XML Schema');
  const targetNamespace = root.attribute('targetNamespace') ?? including;
  const where = isFirst ? '' : `external/${location.path}, `;
  return { ...location, bytes, root, targetNamespace, placeOf: ({ line }) => `${where}line ${line}` };
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new XsdProblem(`it cannot be read (${reason})`);
  }
}
