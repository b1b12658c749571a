import { cutElement } from '../xml/cut-element.ts';
import { parseXml } from '../xml/parse-xml.ts';

/**
 * The document in a partner's answer: the content of the body of a SOAP envelope, or the answer itself. Undefined when there is none.
 * @throws CutError as `parseXml` does
 */
export function answerDocument(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const root = parseXml(text);
  if (root.name !== 'Envelope') return text;
  const [content] = root.children.find(({ name }) => name === 'Body')?.children ?? [];
  return content && cutElement(text, content);
}
