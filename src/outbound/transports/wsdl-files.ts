import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CutError } from '../../errors/cut-error.ts';
import { type SchemaLocation, schemaLocation } from '../../mapping/external/schema-location.ts';
import type { SoapTransportEntry } from '../../model/partner.ts';
import { decodeText } from '../../xml/decode-text.ts';
import type { XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse-xml.ts';
import { dropAttributes, startTag } from '../../xml/start-tag.ts';
import { UnresolvedReference } from './references.ts';
import { importsOf, WSDL, wsdlImports, XSD } from './wsdl-imports.ts';

/** More are no partner's WSDL. */
const MOST_FILES = 500;

/** What the addresses begin with by which package `soap` gets the files; there is no such host. */
const SERVED = 'http://wsdl.invalid/';

interface WsdlFile extends SchemaLocation {
  readonly text: string;
  readonly root: XmlElement;
}

/**
 * A WSDL, and all that it imports and includes, at any depth. Nothing is read from outside of the folder of the mapping files, or over a network: of what has an address on
 * one, a copy with the same file name is looked for beside the WSDL.
 */
export class WsdlFiles {
  readonly #folder: string;
  readonly #main: string;
  /** By path below the folder. */
  readonly #files = new Map<string, WsdlFile>();

  /** @throws UnresolvedReference when one of the files is not there, or is not what it should be */
  constructor({ folder, wsdl }: Pick<SoapTransportEntry, 'folder' | 'wsdl'>) {
    this.#folder = folder;
    this.#main = wsdl;
    this.#add({ name: wsdl, path: wsdl });
    // Those that are added meanwhile have their turn, too.
    for (const file of this.#files.values()) {
      for (const { line, named } of importsOf(file.root)) {
        const location = this.#location(file, named, line);
        if (!this.#files.has(location.path)) this.#add(location, `${file.path}, line ${line}`);
        if (this.#files.size > MOST_FILES) throw this.#problem(`consists of more than ${MOST_FILES} files`);
      }
    }
  }

  /** Address of the WSDL, for package `soap`. */
  get main(): string {
    return addressOf(this.#main);
  }

  /** Elements `definitions` of the WSDL and of those that it imports. */
  get definitions(): readonly XmlElement[] {
    return [...this.#files.values()].flatMap(({ root }) => (root.name === 'definitions' ? [root] : []));
  }

  /** Address of the file that an import names. @param from that of the file in which it stands */
  locate(from: string, named: string): string {
    const location = schemaLocation(named.trim(), this.#file(from).name, this.#main);
    if (location === undefined) throw new RangeError(`${named} was not read`);
    return addressOf(location.path);
  }

  /** The file at an address, as package `soap` understands it: of several imports of one namespace it forgets all but the last, so each gets one of its own. */
  text(address: string): string {
    const { text, root } = this.#file(address);
    const pieces: string[] = [];
    let copied = 0;
    for (const [index, { start }] of wsdlImports(root).entries()) {
      const tag = startTag(text, start);
      const bare = dropAttributes(tag, (name) => name === 'namespace');
      pieces.push(
        text.slice(copied, start),
        bare.replace(/^<[^\s/>]+/, (name) => `${name} namespace="${address}#${index}"`),
      );
      copied = start + tag.length;
    }
    return pieces.join('') + text.slice(copied);
  }

  #file(address: string): WsdlFile {
    const file = this.#files.get(decodeURIComponent(address.slice(SERVED.length)));
    if (file === undefined) throw new RangeError(`${address} was not read`);
    return file;
  }

  #location(file: WsdlFile, named: string | undefined, line: number): SchemaLocation {
    const where = `${file.path}, line ${line}`;
    if (named === undefined || named === '')
      throw this.#problem(`has an import without a location (${where}): write there which file it means`);
    const location = schemaLocation(named, file.name, this.#main);
    if (location !== undefined) return location;
    throw this.#problem(
      `imports '${named}' (${where}), which is no address of a file in the folder of partners.yaml, from where this one stands`,
    );
  }

  #add(location: SchemaLocation, where?: string): void {
    this.#files.set(location.path, { ...location, ...this.#read(location, where) });
  }

  #read({ name, path }: SchemaLocation, where: string | undefined): Pick<WsdlFile, 'text' | 'root'> {
    const problem = (text: string): UnresolvedReference => {
      if (where === undefined) return this.#problem(text);
      if (name === path) return this.#problem(`imports ${path} (${where}), which ${text}`);
      const folder = dirname(this.#main) === '.' ? '' : `${dirname(this.#main)}/`;
      const place = `put a copy of it, ${path.slice(folder.length)}, beside the WSDL`;
      return this.#problem(`imports ${name} (${where}), and ${path} ${text}; nothing is read over a network: ${place}`);
    };
    const { text, root } = parse(readBytes(join(this.#folder, path), problem), problem);
    const isDefinitions = root.name === 'definitions' && root.namespace === WSDL;
    const isSchema = root.name === 'schema' && root.namespace === XSD;
    if (isDefinitions || (isSchema && where !== undefined)) return { text, root };
    throw problem(
      `is no ${where === undefined ? '' : 'XML Schema and no '}WSDL 1.1: its document element is ${root.name}`,
    );
  }

  #problem(text: string): UnresolvedReference {
    return new UnresolvedReference(`the WSDL ${this.#main} ${text}`);
  }
}

function addressOf(path: string): string {
  return `${SERVED}${encodeURIComponent(path)}`;
}

type ProblemOf = (text: string) => UnresolvedReference;

function readBytes(file: string, problem: ProblemOf): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw problem(`cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`);
  }
}

function parse(bytes: Uint8Array, problem: ProblemOf): Pick<WsdlFile, 'text' | 'root'> {
  try {
    const text = decodeText(bytes);
    return { text, root: parseXml(text) };
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    if (error.key === 'DOCTYPE_REFUSED')
      throw problem(
        `has a document type declaration (line ${error.location.line}): take it out, nothing in it counts here`,
      );
    throw problem(`cannot be used: ${error.message}`);
  }
}
