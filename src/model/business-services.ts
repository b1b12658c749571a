import type { Argument, MethodSignature } from './method-signature.ts';
import { SIEBEL_ADAPTER, SIEBEL_ADAPTER_METHODS } from './siebel-adapter-methods.ts';

/** `service` of a step that runs another process; its method is the name of that process. */
export const SUBPROCESS_SERVICE = 'Workflow';

/** The service through which a process hands messages over to partners. */
export const OUTBOX_SERVICE = 'EAI Outbox';

const text = (comment: string): Argument => ({ type: 'string', comment });
const message = (comment: string): Argument => ({ type: 'hierarchy', comment });

/** The business services and methods that steps can call, with the arguments that work here (siebel-model, 1.3). */
export const BUSINESS_SERVICES: Readonly<Record<string, Readonly<Record<string, MethodSignature>>>> = Object.freeze({
  [SIEBEL_ADAPTER]: SIEBEL_ADAPTER_METHODS,
  'EAI XML Converter': {
    'Integration Object Hierarchy to XML Document': {
      comment: 'Writes objects as a SiebelMessage document',
      inputs: { SiebelMessage: { ...message('The objects'), required: true } },
      outputs: { Value: text('The document') },
    },
    'XML Document to Integration Object Hierarchy': {
      comment: 'Reads and checks a SiebelMessage document',
      inputs: {
        Value: { ...text('The document'), required: true },
        SiebelMessage: message('What came as elements, so that both together are refused'),
      },
      outputs: { SiebelMessage: message('The objects in the document') },
    },
  },
  [OUTBOX_SERVICE]: {
    Send: {
      comment: 'Puts one message per subscribed partner into the outbox',
      inputs: {
        SiebelMessage: { ...message('The objects to send'), required: true },
        PrimaryRowId: { ...text('Row id of the first object'), required: true },
      },
      outputs: { MessageId: text('Id of the message in the outbox') },
    },
  },
});

/** The method's signature; undefined when there is no such service or method. */
export function methodSignature(service: string, method: string): MethodSignature | undefined {
  const methods = Object.hasOwn(BUSINESS_SERVICES, service) ? BUSINESS_SERVICES[service] : undefined;
  return methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
}
