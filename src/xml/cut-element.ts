import type { XmlElement } from './element.ts';
import { escapeAttribute } from './escape.ts';
import { dropAttributes, startTag } from './start-tag.ts';

/**
 * Cuts an element out of its document as a document of its own: what is in scope is declared on its start tag.
 * @param text the document that `element` was parsed from
 */
export function cutElement(text: string, element: XmlElement): string {
  const tag = startTag(text, element.start);
  const declarations = [...element.inScope()].map(
    ([prefix, uri]) => `xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`,
  );
  const bare = dropAttributes(tag, (name) => name === 'xmlns' || name.startsWith('xmlns:'));
  const start = bare.replace(/^<[^\s/>]+/, (name) => [name, ...declarations].join(' '));
  return start + text.slice(element.start + tag.length, element.end);
}
