import type { ExternalShapeDeclaration } from '../../model/data-map.ts';
import type { SchemaProblem } from '../../xml/schema-problem.ts';
import { SchemaValidator } from '../../xml/schema-validator.ts';
import type { ExternalObject } from './external-object.ts';
import { readExternalObject } from './read-external-object.ts';
import { readXsdFiles, type XsdFiles } from './xsd-files.ts';

/** The XSDs of partners, read once each, and compiled. */
export class PartnerSchemas implements Disposable {
  readonly #files = new Map<string, XsdFiles>();
  readonly #validators = new Map<string, SchemaValidator>();

  /** @throws XsdProblem, SchemaRefused, CutError when the XSD cannot be used */
  read({ folder, file, element }: ExternalShapeDeclaration): ExternalObject {
    const files = this.#files.get(file) ?? readXsdFiles(folder, file);
    this.#files.set(file, files);
    const external = readExternalObject(file, files, element);
    if (!this.#validators.has(file)) this.#validators.set(file, compile(file, files));
    return external;
  }

  /** What the XSD does not allow in a document, in the order found; nothing when it is valid. */
  mistakesIn(document: string, { object }: ExternalObject): readonly SchemaProblem[] {
    const validator = this.#validators.get(object.id);
    if (validator === undefined) throw new RangeError(`${object.id} was not read`);
    return validator.validate(object.id, document);
  }

  [Symbol.dispose](): void {
    for (const validator of this.#validators.values()) validator.dispose();
  }
}

function compile(file: string, files: XsdFiles): SchemaValidator {
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return SchemaValidator.create(new Map([[file, { name: file, files: byName }]]));
}
