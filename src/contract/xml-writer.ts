import { escapeAttribute, escapeText } from '../xml/escape.ts';

/** An element to be printed: attributes in the order given (undefined ones are left out), and either children or text. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly content: readonly XmlNode[] | string;
}

/** The document, indented by two spaces, in lines that end with a line feed. */
export function printXml(root: XmlNode): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  print(root, '', lines);
  return `${lines.join('\n')}\n`;
}

export function node(name: string, attributes: XmlNode['attributes'] = {}, content: XmlNode['content'] = []): XmlNode {
  return { name, attributes, content };
}

function print({ name, attributes, content }: XmlNode, indent: string, lines: string[]): void {
  const start = `${indent}<${name}${printAttributes(attributes)}`;
  if (content.length === 0) {
    lines.push(`${start}/>`);
  } else if (typeof content === 'string') {
    lines.push(`${start}>${escapeText(content)}</${name}>`);
  } else {
    lines.push(`${start}>`);
    for (const child of content) print(child, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  }
}

function printAttributes(attributes: XmlNode['attributes']): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(value)}"`))
    .join('');
}
