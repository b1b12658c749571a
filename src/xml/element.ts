import type { InstanceList } from '../model/instance.ts';

/** An attribute; namespace declarations are not among them. */
export interface XmlAttribute {
  /** Empty for an attribute without prefix. */
  readonly namespace: string;
  /** Without prefix. */
  readonly name: string;
  /** As it stands in the text, with its prefix. */
  readonly qualifiedName: string;
  readonly value: string;
}

/** An element of a parsed message, with its place in the text. Only the parser changes it. */
export class XmlElement {
  readonly parent: XmlElement | undefined;
  /** Empty when it is in none. */
  readonly namespace: string;
  /** Without prefix. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  /** Namespace declarations on its own start tag: prefix (empty for the default) to URI. */
  readonly declarations: Readonly<Record<string, string>>;
  children: readonly XmlElement[] = NO_CHILDREN;
  /** Its own character data, CDATA included, that of its children not. */
  text = '';
  /** On which its start tag ends, from 1: what libxml2 calls the line of an element. */
  readonly line: number;
  /** Offset of its `<` in the text. */
  readonly start: number;
  /** Offset behind its last `>`. */
  end = 0;
  /** What a list element holds, where it was decoded while it was parsed; it has no children and no text then. */
  decoded: InstanceList | undefined;

  constructor(
    origin: Pick<XmlElement, 'parent' | 'namespace' | 'name' | 'attributes' | 'declarations' | 'line' | 'start'>,
  ) {
    this.parent = origin.parent;
    this.namespace = origin.namespace;
    this.name = origin.name;
    this.attributes = origin.attributes;
    this.declarations = origin.declarations;
    this.line = origin.line;
    this.start = origin.start;
  }

  append(child: XmlElement): void {
    if (this.children.length === 0) this.children = [child];
    else (this.children as XmlElement[]).push(child);
  }

  /** The value of an attribute, or undefined. */
  attribute(name: string, namespace = ''): string | undefined {
    return this.attributes.find((each) => each.name === name && each.namespace === namespace)?.value;
  }

  /** Namespace declarations in scope: prefix (empty for the default) to URI. Made anew at each call. */
  inScope(): Map<string, string> {
    const scope = this.parent?.inScope() ?? new Map<string, string>();
    for (const [prefix, uri] of Object.entries(this.declarations)) scope.set(prefix, uri);
    return scope;
  }
}

/** The element of a tree whose start tag is at this offset. */
export function elementAt(root: XmlElement, start: number): XmlElement | undefined {
  if (root.start === start) return root;
  const around = root.children.find((child) => child.start <= start && start < child.end);
  return around && elementAt(around, start);
}

/** Shared by all elements without children. */
const NO_CHILDREN: readonly XmlElement[] = Object.freeze([]);
