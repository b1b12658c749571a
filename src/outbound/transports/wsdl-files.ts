import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CutError } from '../../errors/cut-error.ts';
import { type SchemaLocation, schemaLocation } from '../../mapping/external/schema-location.ts';
import type { SoapTransportEntry } from '../../model/partner.ts';
import { decodeText } from '../../xml/decode-text.ts';
import type { XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse-xml.ts';
import { UnresolvedReference } from './references.ts';

export const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const XSD = 'http://www.w3.org/2001/XMLSchema';

/** More are no partner's WSDL. */
const MOST_FILES = 500;

interface WsdlFile extends SchemaLocation {
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

  /** Absolute path of the WSDL. */
  get main(): string {
    return join(this.#folder, this.#main);
  }

  /** Elements `definitions` of the WSDL and of those that it imports. */
  get definitions(): readonly XmlElement[] {
    return [...this.#files.values()].flatMap(({ root }) => (root.name === 'definitions' ? [root] : []));
  }

  /** Absolute path of the file that an import names. @param from that of the file in which it stands */
  locate(from: string, named: string): string {
    const file = this.#files.get(relative(this.#folder, from).replaceAll(sep, '/'));
    const location = file && schemaLocation(named.trim(), file.name, this.#main);
    if (location === undefined) throw this.#problem(`imports '${named}', which is no file of it`);
    return join(this.#folder, location.path);
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
    this.#files.set(location.path, { ...location, root: this.#read(location, where) });
  }

  #read({ name, path }: SchemaLocation, where: string | undefined): XmlElement {
    const problem = (text: string): UnresolvedReference => {
      if (where === undefined) return this.#problem(text);
      if (name === path) return this.#problem(`imports ${path} (${where}), which ${text}`);
      const folder = dirname(this.#main) === '.' ? '' : `${dirname(this.#main)}/`;
      const place = `put a copy of it, ${path.slice(folder.length)}, beside the WSDL`;
      return this.#problem(`imports ${name} (${where}), and ${path} ${text}; nothing is read over a network: ${place}`);
    };
    const root = parse(readBytes(join(this.#folder, path), problem), problem);
    const isDefinitions = root.name === 'definitions' && root.namespace === WSDL;
    const isSchema = root.name === 'schema' && root.namespace === XSD;
    if (isDefinitions || (isSchema && where !== undefined)) return root;
    throw problem(
      `is no ${where === undefined ? '' : 'XML Schema and no '}WSDL 1.1: its document element is ${root.name}`,
    );
  }

  #problem(text: string): UnresolvedReference {
    return new UnresolvedReference(`the WSDL ${this.#main} ${text}`);
  }
}

interface Import {
  readonly line: number;
  /** What it names; undefined where it has to and does not. */
  readonly named: string | undefined;
}

/** What a file names of other files. A schema may import without saying where the declarations are: they stand beside it. */
function importsOf(root: XmlElement): readonly Import[] {
  const children = (parent: XmlElement, namespace: string, names: readonly string[]): readonly XmlElement[] =>
    parent.children.filter((child) => child.namespace === namespace && names.includes(child.name));
  const isSchema = root.namespace === XSD;
  const schemas = isSchema
    ? [root]
    : children(root, WSDL, ['types']).flatMap((each) => children(each, XSD, ['schema']));
  const imports = isSchema ? [] : children(root, WSDL, ['import']);
  const inSchemas = schemas.flatMap((schema) => children(schema, XSD, ['import', 'include']));
  return [
    ...imports.map((each) => ({ line: each.line, named: each.attribute('location')?.trim() })),
    ...inSchemas.flatMap((each) => {
      const named = each.attribute('schemaLocation')?.trim();
      return named === undefined && each.name === 'import' ? [] : [{ line: each.line, named }];
    }),
  ];
}

type ProblemOf = (text: string) => UnresolvedReference;

function readBytes(file: string, problem: ProblemOf): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw problem(`cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`);
  }
}

function parse(bytes: Uint8Array, problem: ProblemOf): XmlElement {
  try {
    return parseXml(decodeText(bytes));
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    if (error.key === 'DOCTYPE_REFUSED')
      throw problem(
        `has a document type declaration (line ${error.location.line}): take it out, nothing in it counts here`,
      );
    throw problem(`cannot be used: ${error.message}`);
  }
}
