import type { SchemaProblem } from './schema-problem.ts';
import type { SchemaValidator } from './schema-validator.ts';

/** A document has to be validated, and what does that has not been loaded yet: load it, and decode again. */
export class ValidatorMissing extends Error {
  override readonly name = 'ValidatorMissing';
  readonly load: () => Promise<void>;

  constructor(load: () => Promise<void>) {
    super('the validator has not been loaded');
    this.load = load;
  }
}

/**
 * A validator that is loaded for the first document that needs one. libxml2 takes 20 MB and a twentieth of a second even when it does nothing, and in most feeds
 * all objects are read the compiled way.
 */
export class LateValidator implements Pick<SchemaValidator, 'validate'> {
  readonly #make: () => Promise<Pick<SchemaValidator, 'validate'>>;
  #validator: Pick<SchemaValidator, 'validate'> | undefined;

  constructor(make: () => Promise<Pick<SchemaValidator, 'validate'>>) {
    this.#make = make;
  }

  /** @throws ValidatorMissing the first time */
  validate(objectName: string, document: string): readonly SchemaProblem[] {
    if (this.#validator !== undefined) return this.#validator.validate(objectName, document);
    throw new ValidatorMissing(async () => {
      this.#validator ??= await this.#make();
    });
  }
}
