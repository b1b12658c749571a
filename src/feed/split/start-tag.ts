import { SaxesParser } from 'saxes';
import { CutError } from '../../errors/cut-error.ts';
import { shorten } from '../../xml/shorten.ts';

/** A start tag around objects, read by itself. */
export interface StartTag {
  /** As it stands in the text, with its prefix. */
  readonly qualifiedName: string;
  /** Without the colon; empty when there is none. */
  readonly prefix: string;
  /** Without prefix. */
  readonly name: string;
  /** Without namespace declarations, by qualified name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Prefix (empty for the default namespace) to URI. */
  readonly declarations: ReadonlyMap<string, string>;
}

/**
 * Reads a start tag or an empty-element tag, from `<` to `>`.
 * @throws CutError MALFORMED_XML
 */
export function readStartTag(text: string, line: number): StartTag {
  const attributes = new Map<string, string>();
  const declarations = new Map<string, string>();
  let qualifiedName = '';
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', (tag) => {
    qualifiedName = tag.name;
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (name === 'xmlns') declarations.set('', value);
      else if (name.startsWith('xmlns:')) declarations.set(name.slice('xmlns:'.length), value);
      else attributes.set(name, value);
    }
  });
  try {
    parser.write(text.endsWith('/>') ? text : `${text.slice(0, -1)}/>`).close();
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    throw malformed(`${shorten(said)} in the tag ${shorten(text)} (line ${line})`, line);
  }
  const colon = qualifiedName.indexOf(':');
  return {
    qualifiedName,
    prefix: qualifiedName.slice(0, Math.max(colon, 0)),
    name: qualifiedName.slice(colon + 1),
    attributes,
    declarations,
  };
}

export function malformed(problem: string, line: number): CutError {
  return new CutError('MALFORMED_XML', { problem }, { location: { line } });
}
