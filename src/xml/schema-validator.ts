import { type ErrorDetail, ParseOption, XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { readableProblems, type SchemaProblem } from './schema-problem.ts';

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
   * @param schemas text of the XSD by name of the integration object
   * @throws Error when libxml2 does not accept a schema
   */
  static create(schemas: ReadonlyMap<string, string>): SchemaValidator {
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

function compile(objectName: string, xsd: string): CompiledSchema {
  try {
    const source = parse(xsd);
    return { source, validator: XsdValidator.fromDoc(source) };
  } catch (cause) {
    throw new Error(`the XSD of ${objectName} is not accepted: ${firstMessage(cause)}`, { cause });
  }
}

function firstMessage(cause: unknown): string {
  const details: readonly ErrorDetail[] = cause instanceof XmlLibError ? cause.details : [];
  return details[0] === undefined ? String(cause) : `line ${details[0].line}: ${details[0].message.trim()}`;
}

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
