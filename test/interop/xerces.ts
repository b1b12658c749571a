import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixtureDocument } from './fixture-documents.ts';

/** The part of package xsd-schema-validator that is used here; it comes without types. */
interface XercesPackage {
  /** Compiles the Java class that it needs, unless it is there. */
  setup(): Promise<void>;
  validateXML(xml: { file: string }, schema: string): Promise<unknown>;
}

const load = createRequire(import.meta.url);

/** Why Xerces cannot be asked here; undefined when it can. */
export async function whyNoXerces(): Promise<string | undefined> {
  try {
    const { setup } = load('xsd-schema-validator') as XercesPackage;
    await setup();
    const { JAVA_HOME } = process.env;
    const java = JAVA_HOME === undefined ? 'java' : join(JAVA_HOME, 'bin', 'java');
    return spawnSync(java, ['-version']).error?.message;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

/**
 * What Xerces says against each document: messages by name, none where it is valid. A JVM starts for each call of the package, so all documents go
 * in one, as the children of one element; lines tell whose each message is.
 *
 * @param schemas text of the XSD by namespace
 * @throws Error when Xerces refuses a schema
 */
export async function askXerces(
  documents: readonly FixtureDocument[],
  schemas: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const directory = mkdtempSync(join(tmpdir(), 'cut-xerces-'));
  try {
    const schema = writeSchemas(directory, schemas);
    const file = join(directory, 'batch.xml');
    writeFileSync(file, `<batch xmlns="">\n${documents.map(({ text }) => text).join('')}</batch>\n`);
    return byDocument(documents, await messagesOf(file, schema));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The path of a schema whose element `batch` takes any elements of `schemas`. */
function writeSchemas(directory: string, schemas: ReadonlyMap<string, string>): string {
  const imports = [...schemas].map(([namespace, text], index) => {
    writeFileSync(join(directory, `${index}.xsd`), text);
    return `<xs:import namespace="${namespace}" schemaLocation="${index}.xsd"/>`;
  });
  const path = join(directory, 'batch.xsd');
  writeFileSync(
    path,
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}
      <xs:element name="batch"><xs:complexType><xs:sequence>
        <xs:any namespace="##other" processContents="strict" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>`,
  );
  return path;
}

async function messagesOf(file: string, schema: string): Promise<readonly string[]> {
  const { validateXML } = load('xsd-schema-validator') as XercesPackage;
  try {
    await validateXML({ file }, schema);
    return [];
  } catch (error) {
    const { messages = [] } = error as { messages?: readonly string[] };
    const located = messages.flatMap((message) => message.match(/\[(?:error|warning|fatal)\].*?\(\d+:\d+\)/g) ?? []);
    // A schema that Xerces refuses has no place in the document.
    if (located.length === 0) throw error;
    return located;
  }
}

function byDocument(
  documents: readonly FixtureDocument[],
  messages: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  let line = 2;
  return new Map(
    documents.map(({ name, text }) => {
      const first = line;
      line += text.split('\n').length - 1;
      return [name, messages.filter((message) => isBetween(lineOf(message), first, line))];
    }),
  );
}

function isBetween(line: number, first: number, end: number): boolean {
  return line >= first && line < end;
}

/** `[error] ... (12:34)` */
function lineOf(message: string): number {
  return Number(/\((\d+):\d+\)$/.exec(message)?.[1]);
}
