import { CutError } from '../errors/cut-error.ts';
import type { XmlElement } from '../xml/element.ts';
import type { EnvelopeHead } from './envelope.ts';
import { isForUs, mustBeUnderstood } from './header-block.ts';
import { ADDRESSING, SECURITY_EXTENSIONS, SIEBEL_HEADERS } from './namespaces.ts';

/** Expanded name of a header block. */
export interface HeaderName {
  readonly namespace: string;
  readonly name: string;
}

/** Headers that had to be understood, and are not. */
export class HeadersNotUnderstood extends CutError {
  readonly headers: readonly HeaderName[];

  /** @param blocks at least one */
  constructor(blocks: readonly [XmlElement, ...XmlElement[]]) {
    const [first, ...rest] = blocks;
    super('MUST_UNDERSTAND', describe(first), { ...place(first), further: rest.map(toError) });
    this.headers = blocks.map(({ namespace, name }) => ({ namespace, name }));
  }
}

/**
 * Refuses a message with a header for us that must be understood and is not, before anything is done with it.
 * @throws HeadersNotUnderstood
 */
export function checkMustUnderstand({ version, headers }: EnvelopeHead): void {
  const [first, ...rest] = headers.filter(
    (block) => mustBeUnderstood(block, version) && isForUs(block, version) && !isUnderstood(block),
  );
  if (first !== undefined) throw new HeadersNotUnderstood([first, ...rest]);
}

const SIEBEL_BLOCKS: ReadonlySet<string> = new Set(['UsernameToken', 'PasswordText', 'SessionType', 'SessionToken']);

function isUnderstood({ namespace, name }: XmlElement): boolean {
  if (namespace === SIEBEL_HEADERS) return SIEBEL_BLOCKS.has(name);
  if (ADDRESSING.has(namespace)) return name === 'MessageID';
  return SECURITY_EXTENSIONS.has(namespace) && name === 'Security';
}

function toError(block: XmlElement): CutError {
  return new CutError('MUST_UNDERSTAND', describe(block), place(block));
}

function describe({ namespace, name }: XmlElement): { header: string } {
  return { header: `{${namespace}}${name}` };
}

function place({ line }: XmlElement) {
  return { location: { line } };
}
