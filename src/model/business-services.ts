/** An argument of a business service's method. */
export interface Argument {
  readonly type: 'string' | 'hierarchy';
  readonly required?: boolean;
  /** The only literals that it takes. */
  readonly literals?: readonly string[];
  /** It takes the name of the process's integration object. */
  readonly integrationObject?: boolean;
}

/** What a step that calls a method may hand over and take back, by argument name. */
export interface MethodSignature {
  readonly inputs: Readonly<Record<string, Argument>>;
  readonly outputs: Readonly<Record<string, Argument>>;
}

/** `service` of a step that runs another process; its method is the name of that process. */
export const SUBPROCESS_SERVICE = 'Workflow';

/** The service through which a process hands messages over to partners. */
export const OUTBOX_SERVICE = 'EAI Outbox';

const text: Argument = { type: 'string' };
const message: Argument = { type: 'hierarchy' };

/** The business services and methods that steps can call, with the arguments that work here (siebel-model, 1.3). */
export const BUSINESS_SERVICES: Readonly<Record<string, Readonly<Record<string, MethodSignature>>>> = Object.freeze({
  'EAI Siebel Adapter': {
    Query: {
      inputs: {
        PrimaryRowId: text,
        OutputIntObjectName: { type: 'string', integrationObject: true },
        SiebelMessage: message,
      },
      outputs: { SiebelMessage: message, NumOutputObjects: text, PrimaryRowId: text },
    },
    'Insert or Update': {
      inputs: {
        SiebelMessage: { type: 'hierarchy', required: true },
        // the answer is always a status object
        StatusObject: { type: 'string', literals: ['true'] },
      },
      outputs: { SiebelMessage: message, NumOutputObjects: text, PrimaryRowId: text },
    },
  },
  'EAI XML Converter': {
    'Integration Object Hierarchy to XML Document': {
      inputs: { SiebelMessage: { type: 'hierarchy', required: true } },
      outputs: { Value: text },
    },
    'XML Document to Integration Object Hierarchy': {
      // SiebelMessage: refused when it comes together with Value
      inputs: { Value: { type: 'string', required: true }, SiebelMessage: message },
      outputs: { SiebelMessage: message },
    },
  },
  [OUTBOX_SERVICE]: {
    Send: {
      inputs: {
        SiebelMessage: { type: 'hierarchy', required: true },
        PrimaryRowId: { type: 'string', required: true },
      },
      outputs: { MessageId: text },
    },
  },
});
