import { CutError } from '../../errors/cut-error.ts';
import type { InstanceList } from '../../model/instance.ts';
import type { IntegrationObject } from '../../model/model.ts';
import { type BusinessService, stringArgument } from '../business-service.ts';

/** Writes a `SiebelMessage` document. */
export interface DocumentEncoder {
  encodeDocument(list: InstanceList, header?: { messageId?: string }): string;
}

/** Reads and validates a `SiebelMessage` document. */
export interface DocumentDecoder {
  decodeDocument(text: string, expected?: IntegrationObject): InstanceList;
}

/** EAI XML Converter / Integration Object Hierarchy to XML Document */
export function toDocumentService(encoder: DocumentEncoder): BusinessService {
  return {
    database: 'none',
    async run(input) {
      const list = input.get('SiebelMessage');
      return new Map(typeof list === 'object' ? [['Value', encoder.encodeDocument(list)]] : []);
    },
  };
}

/** EAI XML Converter / XML Document to Integration Object Hierarchy; an empty document is as good as none. */
export function fromDocumentService(decoder: DocumentDecoder): BusinessService {
  return {
    database: 'none',
    async run(input, { process }) {
      const text = stringArgument(input, 'Value');
      if (text === undefined) return new Map();
      if (typeof input.get('SiebelMessage') === 'object') {
        const expected = 'the objects either as elements or as an XML document, not both';
        throw new CutError('INVALID_ARGUMENT', { value: text.slice(0, 40), argument: 'Value', expected });
      }
      return new Map([['SiebelMessage', decoder.decodeDocument(text, process.integrationObject)]]);
    },
  };
}
