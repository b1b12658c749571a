import { cutElement } from '../xml/cut-element.ts';
import type { XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse-xml.ts';

/** Elements around a document, at most: `Output`, a part, `PropertySet`, `SiebelMessage`, and one to spare. */
const DEEPEST = 5;

/**
 * The document in a partner's answer: the first element in it that is the document element of one, seen level by level from the outside, since WSDLs wrap what an operation
 * answers in an element of its own. Where there is none, what stands in the body of the SOAP envelope, or the answer itself, so that somebody can say what is wrong with it.
 * Undefined when there is nothing.
 * @param isDocument whether an element is the document element of what is wanted
 * @throws CutError as `parseXml` does
 */
export function answerDocument(text: string, isDocument: (element: XmlElement) => boolean): string | undefined {
  if (text.trim() === '') return undefined;
  const root = parseXml(text);
  const content = root.name === 'Envelope' ? root.children.find(({ name }) => name === 'Body')?.children[0] : root;
  const document = content && (find(content, isDocument) ?? content);
  return document === root ? text : document && cutElement(text, document);
}

function find(content: XmlElement, isDocument: (element: XmlElement) => boolean): XmlElement | undefined {
  let level: readonly XmlElement[] = [content];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth += 1) {
    const found = level.find(isDocument);
    if (found !== undefined) return found;
    level = level.flatMap(({ children }) => children);
  }
  return undefined;
}
