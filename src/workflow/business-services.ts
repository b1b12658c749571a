import type { SiebelAdapter } from '../adapter/siebel-adapter.ts';
import { SIEBEL_ADAPTER } from '../model/siebel-adapter-methods.ts';
import type { Outbox } from '../outbound/outbox.ts';
import { type BusinessService, serviceKey } from './business-service.ts';
import { sendService } from './services/outbox-service.ts';
import { siebelAdapterServices } from './services/siebel-adapter-service.ts';
import {
  type DocumentDecoder,
  type DocumentEncoder,
  fromDocumentService,
  toDocumentService,
} from './services/xml-converter-service.ts';

export interface BusinessServiceParts {
  readonly adapter: SiebelAdapter;
  readonly outbox: Outbox;
  readonly encoder: DocumentEncoder;
  readonly decoder: DocumentDecoder;
}

/** The business services that steps can call, under Siebel's names (siebel-model, 1.4 no. 7). */
export function businessServices({
  adapter,
  outbox,
  encoder,
  decoder,
}: BusinessServiceParts): ReadonlyMap<string, BusinessService> {
  return new Map([
    ...[...siebelAdapterServices(adapter)].map(([method, service]): [string, BusinessService] => [
      serviceKey(SIEBEL_ADAPTER, method),
      service,
    ]),
    [serviceKey('EAI XML Converter', 'Integration Object Hierarchy to XML Document'), toDocumentService(encoder)],
    [serviceKey('EAI XML Converter', 'XML Document to Integration Object Hierarchy'), fromDocumentService(decoder)],
    [serviceKey('EAI Outbox', 'Send'), sendService(outbox, encoder)],
  ]);
}
