import type { PublishedContract } from '../contract/published-contract.ts';
import type { DateFormat } from '../model/data-types/data-type.ts';
import type { Model } from '../model/model.ts';
import { MessageDecoder } from '../xml/message-decoder.ts';
import { MessageEncoders } from '../xml/message-encoders.ts';
import type { Way } from '../xml/message-parser.ts';
import { SchemaValidator } from '../xml/schema-validator.ts';
import { messageSchemas } from './message-schemas.ts';

/** Reads and writes the messages of a model. */
export interface MessageCodec extends Disposable {
  readonly decoder: MessageDecoder;
  readonly encoder: MessageEncoders;
}

/** When the schemas of messages are compiled. */
export type SchemaTime = 'at start' | 'when needed';

export function createCodec(
  model: Model,
  contract: PublishedContract,
  dates: DateFormat,
  way: Way = 'compiled',
  schemas: SchemaTime = 'at start',
): MessageCodec {
  const objects = [...model.integrationObjects.values()];
  const validator = schemas === 'at start' ? createValidator(model, contract) : validatorWhenNeeded(model, contract);
  return {
    decoder: new MessageDecoder(objects, validator, { way }),
    encoder: new MessageEncoders(objects, { dates }),
    [Symbol.dispose]: () => validator[Symbol.dispose](),
  };
}

/** Compiles the schemas for the first message that is not read the compiled way: they take memory, and most feeds have none. */
function validatorWhenNeeded(
  model: Model,
  contract: PublishedContract,
): Pick<SchemaValidator, 'validate'> & Disposable {
  let validator: SchemaValidator | undefined;
  return {
    validate: (objectName, document) => {
      validator ??= createValidator(model, contract);
      return validator.validate(objectName, document);
    },
    [Symbol.dispose]: () => validator?.dispose(),
  };
}

function createValidator(model: Model, contract: PublishedContract): SchemaValidator {
  return SchemaValidator.create(messageSchemas(model, contract));
}
