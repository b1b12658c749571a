import type { Field } from '../../model/model.ts';
import { elementAt, type XmlElement } from '../element.ts';
import { parseXml } from '../parse-xml.ts';

/** The lines of fields in a message that has been read: found by parsing it again, since only mistakes need them. */
export class FieldLines {
  readonly #text: string;
  readonly #firstLine: number;
  #root: XmlElement | undefined;

  /** @param firstLine number of the first line */
  constructor(text: string, firstLine: number) {
    this.#text = text;
    this.#firstLine = firstLine;
  }

  /** @param start offset of the element of an instance */
  of(start: number, { tag }: Field): number | undefined {
    this.#root ??= parseXml(this.#text, {}, this.#firstLine);
    return elementAt(this.#root, start)?.children.find(({ name }) => name === tag)?.line;
  }
}
