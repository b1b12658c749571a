import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject } from '../model/model.ts';
import { type EncoderOptions, MessageEncoder } from './encode-instances.ts';

/** The encoders of all integration objects, made once at start. */
export class MessageEncoders {
  readonly #encoders: ReadonlyMap<IntegrationObject, MessageEncoder>;

  constructor(objects: Iterable<IntegrationObject>, options: EncoderOptions) {
    this.#encoders = new Map([...objects].map((object) => [object, new MessageEncoder(object, options)]));
  }

  /** The list element, as it stands in a SOAP body. */
  encode(list: InstanceList): string {
    return this.#of(list.integrationObject).encode(list);
  }

  /** A `SiebelMessage` document. */
  encodeDocument(list: InstanceList, header: { readonly messageId?: string } = {}): string {
    return this.#of(list.integrationObject).encodeDocument(list, header);
  }

  /** A `SiebelMessage` document of any length, in pieces; `pages` are of `object`. */
  encodePages(object: IntegrationObject, pages: AsyncIterable<InstanceList>): AsyncGenerator<string> {
    return this.#of(object).encodePages(pages);
  }

  #of(object: IntegrationObject): MessageEncoder {
    const encoder = this.#encoders.get(object);
    if (encoder === undefined) throw new RangeError(`${object.name} is not an object of this model`);
    return encoder;
  }
}
