/** What an operation takes in the SOAP body. */
export type OperationInput = DocumentInput | RpcInput;

/** Document/literal: an element. */
interface DocumentInput {
  readonly style: 'document';
  readonly name: string;
  readonly namespace: string;
}

/** rpc/literal: an element that is named after the operation, and in it, in no namespace, one for each part of the message (WS-I Basic Profile, 4.7). */
export interface RpcInput {
  readonly style: 'rpc';
  readonly name: string;
  readonly namespace: string;
  readonly parts: readonly RpcPart[];
}

interface RpcPart {
  readonly name: string;
  /** It takes a text, not elements. */
  readonly isText: boolean;
}
