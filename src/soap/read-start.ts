import { CutError } from '../errors/cut-error.ts';
import { decodeStart, decodeText } from '../xml/decode-text.ts';
import type { XmlElement } from '../xml/element.ts';
import { parseXml, type XmlStart } from '../xml/parse-xml.ts';
import type { XmlLimits } from '../xml/xml-limits.ts';
import { readVersion } from './envelope.ts';

/** Bytes of a message that are looked at before it is known who sent it. */
const LONGEST_START = 256 * 1024;
/** What Header blocks within these bytes need, so that nobody unknown can make us build large trees. */
const START_LIMITS = { elements: 2_000, allAttributes: 4_000 } as const;

/** Parses messages whole, or up to an element. */
export interface MessageParser {
  parse(text: string): XmlElement;
  parseStart(text: string, isLast: (element: XmlElement) => boolean, limits: Partial<XmlLimits>): XmlStart;
}

/**
 * The root of a message whose tree ends with the start tag of the Body; what comes after it is not looked at, well-formed or not.
 * @throws CutError as `decodeText` and `parseXml` do; NOT_SOAP when the Body begins too late
 */
export function readStart(bytes: Uint8Array, charset: string | undefined, parser: MessageParser): XmlElement {
  const { root, found } = parser.parseStart(decodeStart(bytes, LONGEST_START, charset), isBody, START_LIMITS);
  if (root !== undefined && found) return root;
  if (bytes.length <= LONGEST_START) return parseXml(decodeText(bytes, charset), START_LIMITS);
  if (root !== undefined) readVersion(root);
  throw new CutError('NOT_SOAP', { problem: `its Body does not begin within its first ${LONGEST_START} bytes` });
}

function isBody({ name, parent }: XmlElement): boolean {
  return name === 'Body' && parent !== undefined && parent.parent === undefined;
}
