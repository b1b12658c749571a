import { CutError } from '../../errors/cut-error.ts';
import { shorten } from '../../xml/shorten.ts';
import type { ByteWindow } from './byte-window.ts';
import { ENDS_NAME, OpenNames } from './open-names.ts';
import { malformed } from './start-tag.ts';

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const EXCLAMATION_MARK = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const HYPHEN = 0x2d;
const SLASH = 0x2f;
const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const QUESTION_MARK = 0x3f;

/** Bytes of one tag; and in which the likely end of an element is looked for. */
export const LONGEST_TAG = 64 * 1024;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const DOCTYPE = Buffer.from('<!DOCTYPE');
const CDATA = Buffer.from('<![CDATA[');

/** Goes over the markup of a feed, tag by tag, and counts lines; in UTF-8, bytes below 0x80 are characters. */
export class MarkupScanner {
  readonly #window: ByteWindow;
  #line: number;
  readonly #names = new OpenNames();
  /** That `passLikelyElement` has looked for last. */
  #endTag: Buffer = Buffer.alloc(0);

  constructor(window: ByteWindow, line: number) {
    this.#window = window;
    this.#line = line;
  }

  /** In the file, of what comes next. */
  get offset(): number {
    return this.#window.offset;
  }

  /** Of what comes next. */
  get line(): number {
    return this.#line;
  }

  /**
   * Goes to the next tag, over white space, comments and processing instructions.
   * @param parent name of the element that is open
   * @throws CutError INVALID_MESSAGE for text, MALFORMED_XML, DOCTYPE_REFUSED
   */
  toNextTag(parent: string | undefined): 'start-tag' | 'end-tag' | 'end-of-file' {
    const window = this.#window;
    for (;;) {
      this.#skipSpace();
      window.hold(LONGEST_TAG);
      if (window.at === window.end) return 'end-of-file';
      if (window.bytes[window.at] !== LESS_THAN) this.#passMark(parent);
      else if (window.bytes[window.at + 1] === SLASH) return 'end-tag';
      else if (window.bytes[window.at + 1] === QUESTION_MARK) this.#skipTo('?>');
      else if (window.bytes[window.at + 1] !== EXCLAMATION_MARK) return 'start-tag';
      else if (this.#isNext(CDATA)) throw strayText('a CDATA section', parent, this.#line);
      else this.#skipDeclaration();
    }
  }

  /** The name in the end tag that comes next, which is passed. */
  readEndTag(): string {
    const text = this.#tagText();
    const name = /^<\/([^\s<>/]+)\s*>$/.exec(text)?.[1];
    if (name === undefined) throw malformed(`${shorten(text)} is not an end tag (line ${this.#line})`, this.#line);
    this.#pass(Buffer.byteLength(text));
    return name;
  }

  /** The start tag that comes next, which is not passed. */
  peekStartTag(): { readonly text: string; readonly isEmpty: boolean } {
    const text = this.#tagText();
    return { text, isEmpty: text.endsWith('/>') };
  }

  /** What comes next, as far as it is in the window: at least as much as a tag may have. */
  ahead(): string {
    const { bytes, at, end } = this.#window;
    return bytes.toString('utf8', at, Math.min(end, at + LONGEST_TAG));
  }

  /**
   * Goes back to where it has been before.
   * @throws RangeError when that is not in the window any more
   */
  goBack({ offset, line }: Pick<MarkupScanner, 'offset' | 'line'>): void {
    const at = this.#window.at - (this.#window.offset - offset);
    if (at < 0) throw new RangeError('the window has gone on');
    this.#window.at = at;
    this.#line = line;
  }

  /**
   * Passes the element whose start tag comes next, as it seems: to the first end tag with its name, without a look at what is in between. Fast,
   * but wrong where that is in a comment, a CDATA section or an instruction, or ends an element inside; and where the element itself is empty, or its end tag has
   * white space in it, and what was passed holds others.
   * @returns whether there is one nearby; otherwise nothing was passed
   */
  passLikelyElement(): boolean {
    const window = this.#window;
    window.hold(LONGEST_TAG);
    const near = window.bytes.subarray(window.at, Math.min(window.end, window.at + LONGEST_TAG));
    if (near[near.indexOf(GREATER_THAN) - 1] === SLASH) return false;
    const endTag = this.#endTagOf(near);
    const found = near.indexOf(endTag);
    if (found < 0) return false;
    this.#pass(found + endTag.length);
    return true;
  }

  passStartTag(): void {
    this.#pass(this.#tagEnd() - this.#window.at);
  }

  /**
   * Passes the element whose start tag comes next, to the end of its end tag.
   * @throws CutError MALFORMED_XML when it has none, or others are in the way; DOCTYPE_REFUSED, MESSAGE_TOO_DEEP
   */
  passElement(): void {
    const window = this.#window;
    const names = this.#names;
    names.clear();
    do {
      window.hold(LONGEST_TAG);
      if (window.at === window.end) throw this.#unclosed();
      const next = window.bytes[window.at + 1];
      if (next === SLASH) this.#passEndTag();
      else if (next === EXCLAMATION_MARK) this.#skipDeclaration();
      else if (next === QUESTION_MARK) this.#skipTo('?>');
      else this.#passStartTagInside();
      if (names.size > 0) this.#skipText();
    } while (names.size > 0);
  }

  /** Of the element whose start tag `bytes` begins with; mostly it is the same as before. */
  #endTagOf(bytes: Uint8Array): Buffer {
    const known = this.#endTag;
    let length = 0;
    let isKnown = true;
    for (
      let byte = Number(bytes[1]);
      length + 1 < bytes.length && ENDS_NAME[byte] !== 1;
      byte = Number(bytes[length + 1])
    ) {
      isKnown &&= byte === known[length + 2];
      length += 1;
    }
    if (isKnown && known.length === length + 3) return known;
    this.#endTag = Buffer.concat([Buffer.from('</'), bytes.subarray(1, length + 1), Buffer.from('>')]);
    return this.#endTag;
  }

  #passStartTagInside(): void {
    const { bytes, at } = this.#window;
    const end = this.#tagEnd();
    if (bytes[end - 2] !== SLASH) this.#names.push(bytes, at + 1, this.#line);
    this.#pass(end - at);
  }

  #passEndTag(): void {
    const { bytes, at } = this.#window;
    const end = bytes.indexOf(GREATER_THAN, at) + 1;
    if (end === 0 || end > this.#furthestEnd) throw this.#unclosed();
    if (!this.#names.pop(bytes, at + 2)) throw this.#mismatch(bytes.toString('utf8', at, end));
    this.#pass(end - at);
  }

  /** To the next `<`. */
  #skipText(): void {
    const window = this.#window;
    const { bytes } = window;
    let line = this.#line;
    for (;;) {
      let { at } = window;
      // Whether a carriage return ends the line can be told with the byte behind it only.
      const end = window.isLast ? window.end : window.end - 1;
      for (; at < end; at += 1) {
        const byte = bytes[at];
        if (byte === LESS_THAN) break;
        if (byte === LINE_FEED) line += 1;
        else if (byte === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED) line += 1;
      }
      window.at = at;
      if (at < end || window.isLast) break;
      window.fill();
    }
    this.#line = line;
  }

  #skipSpace(): void {
    const window = this.#window;
    for (;;) {
      const end = window.isLast ? window.end : window.end - 1;
      const start = window.at;
      let at = start;
      while (at < end && isSpace(window.bytes[at])) at += 1;
      this.#pass(at - start);
      if (at < end || window.isLast) return;
      window.fill();
    }
  }

  /** A byte order mark may begin each of several documents in a row. */
  #passMark(parent: string | undefined): void {
    const { bytes, at, end } = this.#window;
    if (parent === undefined && this.#isNext(BYTE_ORDER_MARK)) {
      this.#window.at += BYTE_ORDER_MARK.length;
      return;
    }
    const text = bytes.toString('utf8', at, Math.min(end, at + 200)).split('<', 1)[0] ?? '';
    throw strayText(`'${shorten(text.trim())}'`, parent, this.#line);
  }

  /** A comment, or within an element a CDATA section. */
  #skipDeclaration(): void {
    const { bytes, at } = this.#window;
    if (bytes[at + 2] === HYPHEN && bytes[at + 3] === HYPHEN) this.#skipTo('-->');
    else if (this.#isNext(CDATA)) this.#skipTo(']]>');
    else if (this.#isNext(DOCTYPE)) throw new CutError('DOCTYPE_REFUSED', {}, { location: { line: this.#line } });
    else throw malformed(`'<!' begins neither a comment nor a CDATA section (line ${this.#line})`, this.#line);
  }

  /** Behind `terminator`, however far that is. */
  #skipTo(terminator: string): void {
    const window = this.#window;
    const begun = this.#line;
    // A comment is not ended by its own beginning: `<!-->`.
    let from = window.at + (terminator === '-->' ? 4 : 2);
    for (;;) {
      const found = window.bytes.indexOf(terminator, from, 'latin1');
      if (found >= 0 && found + terminator.length <= window.end) {
        this.#pass(found + terminator.length - window.at);
        return;
      }
      if (window.isLast) throw malformed(`the feed ends without the ${terminator} for line ${begun}`, begun);
      this.#pass(Math.max(0, window.end - terminator.length - window.at));
      window.fill();
      from = window.at;
    }
  }

  #tagText(): string {
    return this.#window.bytes.toString('utf8', this.#window.at, this.#tagEnd());
  }

  /** Position behind the `>` of the start tag at `at`; quotes may hold others. */
  #tagEnd(): number {
    const { bytes, at } = this.#window;
    const end = this.#furthestEnd;
    let quote = 0;
    for (let position = at + 1; position < end; position += 1) {
      const byte = bytes[position];
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === GREATER_THAN) return position + 1;
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
      else if (byte === LESS_THAN) break;
    }
    const text = bytes.toString('utf8', at, Math.min(end, at + 100));
    throw malformed(`the tag ${shorten(text)} does not end (line ${this.#line})`, this.#line);
  }

  /** Where a tag at `at` ends at the latest: not where the window happens to end, which depends on where reading began. */
  get #furthestEnd(): number {
    return Math.min(this.#window.end, this.#window.at + LONGEST_TAG);
  }

  /** Passes bytes that are in the window, and counts their lines. */
  #pass(count: number): void {
    const window = this.#window;
    const end = window.at + count;
    for (let at = window.at; at < end; at += 1) {
      const byte = window.bytes[at];
      if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && window.bytes[at + 1] !== LINE_FEED)) this.#line += 1;
    }
    window.at = end;
  }

  #isNext(expected: Buffer): boolean {
    const { bytes, at, end } = this.#window;
    return at + expected.length <= end && bytes.compare(expected, 0, expected.length, at, at + expected.length) === 0;
  }

  #unclosed(): CutError {
    const { name, line } = this.#names.last;
    return malformed(`the feed ends without </${shorten(name)}>, which was opened in line ${line}`, this.#line);
  }

  #mismatch(endTag: string): CutError {
    const { name, line } = this.#names.last;
    const text = shorten(endTag);
    return malformed(
      `${text} in line ${this.#line} where </${shorten(name)}> is due, which was opened in line ${line}`,
      this.#line,
    );
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;
}

function strayText(what: string, parent: string | undefined, line: number): CutError {
  const where = parent === undefined ? 'outside of all elements' : `between the elements of ${shorten(parent)}`;
  return new CutError('INVALID_MESSAGE', { problem: `${what} stands ${where}` }, { location: { line } });
}
