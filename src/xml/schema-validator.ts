import { posix } from 'node:path';
import {
  closeBuffer,
  type ErrorDetail,
  openBuffer,
  ParseOption,
  readBuffer,
  XmlDocument,
  type XmlInputProvider,
  XmlLibError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { readableProblems, type SchemaProblem } from './schema-problem.ts';

/** A schema of several files. */
export interface SchemaFiles {
  /** Of the first one. */
  readonly name: string;
  /** All of them by name: paths from a common folder, without `.` and `..`; addresses as they are. Nothing else is loaded. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** libxml2 does not accept a schema. */
export class SchemaRefused extends Error {
  override readonly name = 'SchemaRefused';
  /** With the line. */
  readonly problem: string;

  constructor(objectName: string, problem: string, options: ErrorOptions) {
    super(`the XSD of ${objectName} is not accepted: ${problem}`, options);
    this.problem = problem;
  }
}

/**
 * Validates documents against the XSD of integration objects, with libxml2. The only module that touches it: its memory is freed by hand, it
 * gets buffers only, never names of files, and nothing in a document makes it load another one.
 */
export class SchemaValidator implements Disposable {
  readonly #schemas: ReadonlyMap<string, CompiledSchema>;

  private constructor(schemas: ReadonlyMap<string, CompiledSchema>) {
    this.#schemas = schemas;
  }

  /**
   * Compiles all schemas.
   * @param schemas text of the XSD, or its files, by name of the integration object
   * @throws SchemaRefused
   */
  static create(schemas: ReadonlyMap<string, string | SchemaFiles>): SchemaValidator {
    const compiled = new Map<string, CompiledSchema>();
    for (const [objectName, xsd] of schemas) compiled.set(objectName, compile(objectName, xsd));
    return new SchemaValidator(compiled);
  }

  /** What is wrong with the document, in the order found; nothing when it is valid. Lines are those of `document`. */
  validate(objectName: string, document: string): readonly SchemaProblem[] {
    const schema = this.#schemas.get(objectName);
    if (schema === undefined) throw new RangeError(`no schema for ${objectName}`);
    try {
      using parsed = parse(document);
      schema.validator.validate(parsed);
      return [];
    } catch (error) {
      if (error instanceof XmlLibError) return readableProblems(error.details);
      throw error;
    }
  }

  dispose(): void {
    for (const { validator, source } of this.#schemas.values()) {
      validator.dispose();
      source.dispose();
    }
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** A compiled schema points into its document, which must live as long. */
interface CompiledSchema {
  readonly validator: XsdValidator;
  readonly source: XmlDocument;
}

function compile(objectName: string, xsd: string | SchemaFiles): CompiledSchema {
  try {
    return typeof xsd === 'string' ? compileText(parse(xsd)) : compileFiles(xsd);
  } catch (cause) {
    throw new SchemaRefused(objectName, firstMessage(cause, xsd), { cause });
  }
}

function compileText(source: XmlDocument): CompiledSchema {
  return { source, validator: XsdValidator.fromDoc(source) };
}

/** libxml2 is given the files for as long as this takes, and never any others. */
function compileFiles({ name, files }: SchemaFiles): CompiledSchema {
  xmlRegisterInputProvider(providerOf(files));
  try {
    return compileText(XmlDocument.fromBuffer(files.get(name) ?? new Uint8Array(), { url: name, option: OPTIONS }));
  } finally {
    xmlCleanupInputProvider();
  }
}

/** libxml2 asks for `./types.xsd` as it stands there. */
function providerOf(files: SchemaFiles['files']): XmlInputProvider {
  const find = (name: string) => files.get(/^https?:/i.test(name) ? name : posix.normalize(name));
  return {
    match: (name) => find(name) !== undefined,
    open(name) {
      const bytes = find(name);
      return bytes && openBuffer(bytes);
    },
    read: readBuffer,
    close(buffer) {
      closeBuffer(buffer);
      return true;
    },
  };
}

function firstMessage(cause: unknown, xsd: string | SchemaFiles): string {
  const details: readonly ErrorDetail[] = cause instanceof XmlLibError ? cause.details : [];
  const [detail] = details.filter(({ level }) => level > WARNING);
  if (detail === undefined) return String(cause);
  const { file, line, message } = detail;
  const isOther = typeof xsd !== 'string' && file !== undefined && file !== xsd.name;
  return `${isOther ? `${file}, ` : ''}line ${line}: ${message.trim()}`;
}

const WARNING = 1;

/** HUGE only lifts the limit of 10 MB on one text: depth and size are bounded before, and there are no entities without a DOCTYPE. */
const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_HUGE |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_BIG_LINES;

function parse(text: string): XmlDocument {
  return XmlDocument.fromBuffer(Buffer.from(text), { encoding: 'utf-8', option: OPTIONS });
}
