import type { XmlElement } from './element.ts';

/** A list element, and what its wrappers say about it. */
export interface Payload {
  readonly list: XmlElement;
  /** Attribute `MessageId` of the envelope, when it is not empty. */
  readonly messageId?: string;
  /** Attribute `IntObjectName` of the envelope, when it is not empty. */
  readonly objectName?: string;
}

/**
 * Finds the list element (`ListOf...`) in a document or an argument: it is the element itself, or the one inside `SiebelMessage` (also
 * `SiebelMessageIn`, `SiebelMessageOut`), which may be inside `PropertySet` (siebel-eai, 1.2 and 1.3). Undefined when a wrapper does not hold exactly one element.
 */
export function findPayload(element: XmlElement): Payload | undefined {
  if (!isWrapper(element)) return { list: element };
  const [only, another] = element.children;
  if (only === undefined || another !== undefined) return undefined;
  const inner = findPayload(only);
  return inner && { ...headerOf(element), ...inner };
}

function isWrapper({ name }: XmlElement): boolean {
  return name === 'PropertySet' || name.startsWith('SiebelMessage');
}

/** Oracle's pages know two spellings of both (siebel-eai, 1.2). */
function headerOf(element: XmlElement): Omit<Payload, 'list'> {
  const messageId = element.attribute('MessageId') || element.attribute('MessageID');
  const objectName = element.attribute('IntObjectName') || element.attribute('IntObjName');
  return { ...(messageId ? { messageId } : {}), ...(objectName ? { objectName } : {}) };
}
