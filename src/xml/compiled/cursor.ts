import {
  AMPERSAND,
  CARRIAGE_RETURN,
  CLASSES,
  CLOSING_BRACKET,
  EXCLAMATION_MARK,
  GREATER_THAN,
  HYPHEN,
  isCharacter,
  LESS_THAN,
  LINE_FEED,
  QUESTION_MARK,
  SLASH,
  SPACE,
  TAB,
  TEXT,
  VALUE,
} from './characters.ts';
import { textOfReference } from './reference.ts';
import { stepAside } from './step-aside.ts';

/**
 * A place in a text that goes forward over one piece of XML after the other. Each method begins where the one before it ended, checks what it
 * passes, and steps aside for what is malformed or unusual. A text may break off anywhere: what ends too early is malformed.
 */
export class Cursor {
  readonly text: string;
  /** Offset of what comes next. */
  at = 0;
  /** Of what comes next. */
  line: number;
  /** Number of the first line. */
  readonly firstLine: number;

  constructor(text: string, firstLine = 1) {
    this.text = text;
    this.line = firstLine;
    this.firstLine = firstLine;
  }

  /** The code unit at `at + distance`; 0, which XML does not allow, behind the end. */
  peek(distance = 0): number {
    const at = this.at + distance;
    return at < this.text.length ? this.text.charCodeAt(at) : 0;
  }

  /** Passes `expected`, which must be what comes next. */
  pass(expected: string): void {
    if (!this.text.startsWith(expected, this.at)) stepAside('markup');
    this.at += expected.length;
  }

  /** An end tag, whose `<` comes next. */
  passEndTag(prefix: string, name: string): void {
    if (this.peek(1) !== SLASH) stepAside('structure');
    this.at += 2;
    if (prefix !== '') this.pass(prefix);
    this.pass(name);
    if (this.peek() !== GREATER_THAN) this.skipSpace();
    if (this.peek() !== GREATER_THAN) stepAside('markup');
    this.at += 1;
  }

  skipSpace(): void {
    const { text } = this;
    let { at } = this;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === SPACE || code === TAB) continue;
      if (code === LINE_FEED) this.line += 1;
      else if (code === CARRIAGE_RETURN) this.#countReturn(at);
      else break;
    }
    this.at = at;
  }

  /** White space and comments. */
  skipBetweenElements(): void {
    this.skipSpace();
    while (this.peek() === LESS_THAN && this.peek(1) === EXCLAMATION_MARK) {
      this.skipComment();
      this.skipSpace();
    }
  }

  skipComment(): void {
    this.pass('<!--');
    while (this.peek() !== HYPHEN || this.peek(1) !== HYPHEN) this.#passCharacter();
    this.pass('-->');
  }

  /** A processing instruction outside the root. */
  skipInstruction(): void {
    const target = INSTRUCTION.exec(this.text.slice(this.at, this.at + LONGEST_TARGET))?.[0];
    if (target === undefined || /^<\?xml$/i.test(target)) stepAside('markup');
    this.at += target.length;
    while (this.peek() !== QUESTION_MARK || this.peek(1) !== GREATER_THAN) this.#passCharacter();
    this.at += 2;
  }

  /** Character data up to the next tag, CDATA included and comments left out, with line ends as XML 1.0 wants them. */
  readText(): string {
    const { text, at: start, line } = this;
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (((CLASSES[code] ?? 0) & TEXT) !== 0) continue;
      if (code === LESS_THAN) {
        this.at = at;
        if (this.peek(1) !== EXCLAMATION_MARK) return text.slice(start, at);
      }
      if (code !== LINE_FEED) break;
      this.line += 1;
    }
    this.at = start;
    this.line = line;
    return this.#readMixedText();
  }

  #readMixedText(): string {
    const { text } = this;
    let result = '';
    let start = this.at;
    for (;;) {
      this.#skip(TEXT);
      const code = this.peek();
      if (code === LESS_THAN) {
        result += text.slice(start, this.at);
        if (this.peek(1) !== EXCLAMATION_MARK) return result;
        if (this.peek(2) === HYPHEN) this.skipComment();
        else result += this.#readCdata();
        start = this.at;
      } else if (code === AMPERSAND) {
        result += text.slice(start, this.at) + this.#readReference();
        start = this.at;
      } else if (code === CARRIAGE_RETURN) {
        result += `${text.slice(start, this.at)}\n`;
        this.#passReturn();
        start = this.at;
      } else if (code === GREATER_THAN && this.peek(-1) === CLOSING_BRACKET && this.peek(-2) === CLOSING_BRACKET) {
        stepAside('markup');
      } else this.#passCharacter();
    }
  }

  #readCdata(): string {
    this.pass('<![CDATA[');
    const { text } = this;
    let result = '';
    let start = this.at;
    while (this.peek() !== CLOSING_BRACKET || this.peek(1) !== CLOSING_BRACKET || this.peek(2) !== GREATER_THAN) {
      if (this.peek() === CARRIAGE_RETURN) {
        result += `${text.slice(start, this.at)}\n`;
        this.#passReturn();
        start = this.at;
      } else this.#passCharacter();
    }
    result += text.slice(start, this.at);
    this.at += 3;
    return result;
  }

  /** The value of an attribute, whose closing quote is passed too. */
  readValue(quote: number): string {
    const start = this.at;
    this.#skip(VALUE);
    if (this.peek() === quote) {
      this.at += 1;
      return this.text.slice(start, this.at - 1);
    }
    this.at = start;
    return this.#readMixedValue(quote);
  }

  #readMixedValue(quote: number): string {
    const { text } = this;
    let result = '';
    let start = this.at;
    for (;;) {
      this.#skip(VALUE);
      const code = this.peek();
      if (code === quote) break;
      if (code === LESS_THAN) stepAside('markup');
      if (code === AMPERSAND) {
        result += text.slice(start, this.at) + this.#readReference();
        start = this.at;
      } else if (code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN) {
        result += `${text.slice(start, this.at)} `;
        if (code === CARRIAGE_RETURN) this.#passReturn();
        else this.#passCharacter();
        start = this.at;
      } else this.#passCharacter();
    }
    result += text.slice(start, this.at);
    this.at += 1;
    return result;
  }

  #readReference(): string {
    const end = this.text.indexOf(';', this.at);
    if (end < 0 || end - this.at > LONGEST_REFERENCE) stepAside('character');
    const name = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return textOfReference(name);
  }

  /** Passes what is of a class. */
  #skip(kind: typeof TEXT | typeof VALUE): void {
    const { text } = this;
    let { at } = this;
    while (at < text.length && ((CLASSES[text.charCodeAt(at)] ?? 0) & kind) !== 0) at += 1;
    this.at = at;
  }

  #passCharacter(): void {
    const codePoint = this.text.codePointAt(this.at) ?? stepAside('markup');
    if (!isCharacter(codePoint)) stepAside('character');
    if (codePoint === CARRIAGE_RETURN) this.#countReturn(this.at);
    else if (codePoint === LINE_FEED) this.line += 1;
    this.at += codePoint > 0xffff ? 2 : 1;
  }

  /** With the line feed that may follow it. */
  #passReturn(): void {
    this.line += 1;
    this.at += this.peek(1) === LINE_FEED ? 2 : 1;
  }

  /** A carriage return ends a line, unless a line feed after it does. */
  #countReturn(at: number): void {
    if (this.text.charCodeAt(at + 1) !== LINE_FEED) this.line += 1;
  }
}

/** Longer ones are unusual. */
const LONGEST_REFERENCE = 12;
const LONGEST_TARGET = 64;
const INSTRUCTION = /^<\?[A-Za-z_][A-Za-z0-9_.-]*(?=[ \t\r\n]|\?>)/;
