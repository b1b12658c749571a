import type { IntegrationObject } from '../model/model.ts';
import type { XmlElement } from './element.ts';
import { escapeAttribute } from './escape.ts';
import { dropAttributes, startTag } from './start-tag.ts';
import { stripComments } from './strip-comments.ts';

/**
 * Whether a list element may be in this namespace: the object's own; none, as in batch documents (siebel-eai, 1.3); or the object's own with
 * spaces as they are, as old rpc contracts have it (siebel-eai, 2.1).
 */
export function isNamespaceOf(object: IntegrationObject, namespace: string): boolean {
  return namespace === '' || withoutSpaces(namespace) === object.namespace;
}

/**
 * Cuts a payload out of its message, as a document of its own for validation: what is in scope is declared on its start tag, every line
 * keeps its number, and what is in no namespace gets into that of the integration object. Attributes in foreign namespaces (`xsi:type`,
 * `soapenc:arrayType`) are the business of SOAP and left out; comments and processing instructions too.
 *
 * @param text the message that `element` was parsed from
 * @param namespace of the integration object
 */
export function payloadDocument(text: string, element: XmlElement, namespace: string): string {
  const rootTag = startTag(text, element.start);
  // Before the root there may be white space, as long as there is no XML declaration.
  const start = '\n'.repeat(countLineFeeds(text, element.start)) + standaloneTag(rootTag, element, namespace);
  const rest = element.start + rootTag.length;
  const content = text.slice(rest, element.end);
  return start + stripComments(MAY_NEED_CARE.test(content) ? cleanContent(text, element, rest, namespace) : content);
}

/** A quick look, sometimes true in vain: an attribute with a prefix, or a default namespace taken back. */
const MAY_NEED_CARE = /\s(?!xmlns:)[^\s<>=:"']+:[^\s<>=:"']+\s*=\s*["']|\sxmlns\s*=\s*(?:""|'')/;

function standaloneTag(tag: string, element: XmlElement, namespace: string): string {
  const scope = element.inScope();
  if (element.namespace === '') scope.set('', namespace);
  const declarations = [...scope].map(([prefix, uri]) => {
    const canonical = withoutSpaces(uri) === namespace ? namespace : uri;
    return `xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(canonical)}"`;
  });
  const foreign = foreignAttributes(element, namespace);
  const kept = dropAttributes(tag, (name) => isDeclaration(name) || foreign.has(name));
  return kept.replace(/^<[^\s/>]+/, (name) => [name, ...declarations].join(' '));
}

/** What follows the start tag of `element` at offset `from`, without foreign attributes and without default namespaces taken back. */
function cleanContent(text: string, element: XmlElement, from: number, namespace: string): string {
  const pieces: string[] = [];
  let copied = from;
  for (const inner of descendants(element)) {
    if (inner.attributes.length === 0 && inner.declarations[''] !== '') continue;
    const tag = startTag(text, inner.start);
    const takesBack = element.namespace === '' && inner.declarations[''] === '';
    const foreign = foreignAttributes(inner, namespace);
    const kept = dropAttributes(tag, (name) => (takesBack && name === 'xmlns') || foreign.has(name));
    pieces.push(text.slice(copied, inner.start), kept);
    copied = inner.start + tag.length;
  }
  pieces.push(text.slice(copied, element.end));
  return pieces.join('');
}

function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    yield child;
    yield* descendants(child);
  }
}

function isDeclaration(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:');
}

/** Qualified names of the attributes that are in another namespace than the integration object. */
function foreignAttributes({ attributes }: XmlElement, namespace: string): ReadonlySet<string> {
  const foreign = attributes.filter((each) => each.namespace !== '' && withoutSpaces(each.namespace) !== namespace);
  return new Set(foreign.map(({ qualifiedName }) => qualifiedName));
}

function withoutSpaces(namespace: string): string {
  return namespace.replaceAll(' ', '%20');
}

function countLineFeeds(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
