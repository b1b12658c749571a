import type { Field } from '../model/model.ts';
import { calledValue, comparedDay } from './field-query-values.ts';
import { closingQuote, unquote } from './lexer.ts';
import { syntaxError, tooLarge } from './query-error.ts';
import { checkLength, DEEPEST_QUERY, MOST_NODES } from './query-limits.ts';
import type { ComparisonOperator, Expression } from './tree.ts';
import { refuseUnfinished } from './unfinished-query.ts';

/**
 * A value of a query by example: the condition that it puts on `field`, which is implied on the left and stands unqualified in the tree
 * (siebel-eai, 5.6; docs/query-language.md has the rule of what is an operator and what is not).
 * @throws CutError QUERY_SYNTAX, QUERY_TOO_LARGE
 */
export function parseFieldQuery(text: string, field: Field): Expression {
  checkLength(text);
  return new FieldQueryParser(text, field).parse();
}

/** A condition, and whether it is only text: no operator, wildcard or quotes in it. */
interface Part {
  readonly expression: Expression;
  readonly isPlain: boolean;
}

const BLANKS = /\s*/uy;
const NULL_TEST = /IS\s+(NOT\s+)?NULL(?=\s*(?:$|\))|\s+(?:AND|OR)[\s("'])/iuy;
const NEGATED_LIKE = /NOT\s+(~?)\s*LIKE(?=[\s"'])\s*/uy;
const LIKE = /(~?)\s*LIKE(?=[\s"'])\s*/uy;
const NOT = /NOT(?=[\s(])\s*/uy;
const COMPARISON = /(~?)(<>|<=|>=|=|<|>)\s*/uy;
const TILDE = /~\s*/uy;
const CONNECTIVE = { and: /\s*AND(?=[\s("'])\s*/uy, or: /\s*OR(?=[\s("'])\s*/uy } as const;
const NEXT_CONNECTIVE = /\s(?:AND|OR)(?=[\s("'])/gu;
const WILDCARD = /[*?]/;

/** Recursive descent over the text itself, since what is no operator is no token either: it may hold blanks, quotes and signs. */
class FieldQueryParser {
  readonly #text: string;
  readonly #field: Field;
  #position = 0;
  #nesting = 0;
  #parts = 0;
  /** Where brackets stand that were found to be text. */
  readonly #noGroups = new Set<number>();

  constructor(text: string, field: Field) {
    this.#text = text.trimEnd();
    this.#field = field;
  }

  parse(): Expression {
    this.#take(BLANKS);
    const { expression, isPlain } = this.#chain('or', () => this.#chain('and', () => this.#negation()));
    if (this.#position < this.#text.length) throw syntaxError(this.#position, 'found more where the end was expected');
    refuseUnfinished(this.#text, expression, isPlain);
    return expression;
  }

  #chain(kind: 'and' | 'or', part: () => Part): Part {
    const { start, first } = { start: this.#position, first: part() };
    const parts = [first];
    while (this.#take(CONNECTIVE[kind]) !== undefined) parts.push(part());
    if (parts.length === 1) return first;
    // No value is equal to two texts: `Black AND White Ltd` is a name.
    if (kind === 'and' && parts.every(({ isPlain }) => isPlain)) return this.#plain(start, this.#position);
    const of = parts.map(({ expression }) => expression);
    return { expression: { kind, of, span: { start, end: this.#position } }, isPlain: false };
  }

  #negation(): Part {
    const start = this.#position;
    const like = this.#take(NEGATED_LIKE);
    if (like !== undefined) return this.#like(start, true, like[1] === '~');
    if (this.#take(NOT) === undefined) return this.#simple();
    const { expression: operand } = this.#nested(() => this.#negation());
    return { expression: { kind: 'not', operand, span: { start, end: this.#position } }, isPlain: false };
  }

  #simple(): Part {
    if (++this.#parts > MOST_NODES) throw tooLarge(`it has more than ${MOST_NODES} operators and values`);
    const start = this.#position;
    const nullTest = this.#take(NULL_TEST);
    if (nullTest !== undefined) {
      const negated = nullTest[1] !== undefined;
      return this.#condition({ kind: 'is-null', operand: this.#fieldAt(start), negated, span: this.#since(start) });
    }
    const like = this.#take(LIKE);
    if (like !== undefined) return this.#like(start, false, like[1] === '~');
    const comparison = this.#take(COMPARISON);
    if (comparison !== undefined) {
      const operator = comparison[2] as ComparisonOperator;
      const valueStart = this.#position;
      const { text, quoted } = this.#operand();
      const called = quoted ? undefined : calledValue(text, valueStart);
      return this.#compare(start, operator, text, comparison[1] === '~', called);
    }
    if (this.#take(TILDE) !== undefined) {
      const { text, quoted } = this.#operand();
      if (quoted || !WILDCARD.test(text)) return this.#compare(start, '=', text, true);
      return this.#likeOf(start, text, false, true);
    }
    return this.#group(start) ?? this.#value(start);
  }

  #like(start: number, negated: boolean, ignoreCase: boolean): Part {
    return this.#likeOf(start, this.#operand().text, negated, ignoreCase);
  }

  #likeOf(start: number, value: string, negated: boolean, ignoreCase: boolean): Part {
    const span = this.#since(start);
    const pattern = { kind: 'text', value, span } as const;
    return this.#condition({ kind: 'like', operand: this.#fieldAt(start), pattern, negated, ignoreCase, span });
  }

  #compare(start: number, operator: ComparisonOperator, value: string, ignoreCase: boolean, called?: Expression): Part {
    const span = this.#since(start);
    const day = called === undefined ? comparedDay(value, operator, this.#field, span) : undefined;
    if (day !== undefined) return this.#condition(day);
    const right = called ?? ({ kind: 'text', value, span } as const);
    return this.#condition({ kind: 'compare', operator, left: this.#fieldAt(start), right, ignoreCase, span });
  }

  /** `(...)` with operators in it, when nothing but a connective follows; other brackets are part of a text. */
  #group(start: number): Part | undefined {
    if (this.#text.charAt(start) !== '(' || this.#noGroups.has(start)) return undefined;
    this.#position++;
    this.#take(BLANKS);
    const inner = this.#nested(() => this.#chain('or', () => this.#chain('and', () => this.#negation())));
    this.#take(BLANKS);
    const isClosed = this.#text.charAt(this.#position) === ')';
    if (isClosed) this.#position++;
    if (isClosed && !inner.isPlain && this.#isAtEnd(this.#position)) return inner;
    if (!isClosed && !inner.isPlain) throw syntaxError(start, '( has no closing )');
    this.#noGroups.add(start);
    this.#position = start;
    return undefined;
  }

  /** A value without an operator: in quotes, with wildcards, or as it is. */
  #value(start: number): Part {
    const quoted = this.#quotedAt(start);
    if (quoted === undefined && this.#text.charAt(start) === '"') throw notClosed(start, '"');
    if (quoted !== undefined && this.#isAtEnd(quoted)) {
      this.#position = quoted;
      return this.#compare(start, '=', unquote(this.#text.slice(start, quoted)), false);
    }
    this.#position = this.#plainEnd(start);
    const text = this.#text.slice(start, this.#position);
    return WILDCARD.test(text) ? this.#likeOf(start, text, false, false) : this.#plain(start, this.#position);
  }

  /** What stands after an operator. */
  #operand(): { readonly text: string; readonly quoted: boolean } {
    const start = this.#position;
    const first = this.#text.charAt(start);
    if (first === '"' || first === "'") {
      const end = this.#quotedAt(start);
      if (end === undefined) throw notClosed(start, first);
      if (!this.#isAtEnd(end)) throw syntaxError(end, 'after a text in quotes, AND, OR or the end was expected');
      this.#position = end;
      return { text: unquote(this.#text.slice(start, end)), quoted: true };
    }
    const end = this.#plainEnd(start);
    if (end === start || /[=<>]/.test(first)) throw syntaxError(start, 'a value was expected after the operator');
    this.#position = end;
    return { text: this.#text.slice(start, end), quoted: false };
  }

  #quotedAt(start: number): number | undefined {
    const quote = this.#text.charAt(start);
    return quote === '"' || quote === "'" ? closingQuote(this.#text, start, quote) : undefined;
  }

  /** Where text that is not in quotes ends: at a connective, in a group at its closing bracket, or with the value. */
  #plainEnd(start: number): number {
    NEXT_CONNECTIVE.lastIndex = start;
    const connective = NEXT_CONNECTIVE.exec(this.#text)?.index ?? this.#text.length;
    const end = this.#nesting > 0 ? Math.min(connective, this.#closingBracket(start)) : connective;
    return start + this.#text.slice(start, end).trimEnd().length;
  }

  /** The bracket that closes the group around `start`; brackets within the text come in pairs. */
  #closingBracket(start: number): number {
    let open = 0;
    for (let at = start; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '(') open += 1;
      else if (character === ')' && open-- === 0) return at;
    }
    return this.#text.length;
  }

  /** Whether a value may end here. */
  #isAtEnd(position: number): boolean {
    const rest = this.#text.slice(position).trimStart();
    return rest === '' || (this.#nesting > 0 && rest.startsWith(')')) || /^(?:AND|OR)(?=[\s("'])/u.test(rest);
  }

  #plain(start: number, end: number): Part {
    const span = { start, end };
    const value = this.#text.slice(start, end);
    const day = comparedDay(value, '=', this.#field, span);
    if (day !== undefined) return { expression: day, isPlain: false };
    const right = { kind: 'text', value, span } as const;
    const left = this.#fieldAt(start);
    return { expression: { kind: 'compare', operator: '=', left, right, ignoreCase: false, span }, isPlain: true };
  }

  #condition(expression: Expression): Part {
    return { expression, isPlain: false };
  }

  #fieldAt(start: number): Expression {
    return { kind: 'field', field: this.#field.name, span: { start, end: start } };
  }

  #since(start: number): Expression['span'] {
    return { start, end: this.#position };
  }

  /** @throws CutError QUERY_TOO_LARGE before the recursion gets deep */
  #nested<T>(parse: () => T): T {
    if (++this.#nesting > DEEPEST_QUERY) throw tooLarge(`it nests more than ${DEEPEST_QUERY} conditions`);
    const parsed = parse();
    this.#nesting--;
    return parsed;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#position += found[0].length;
    return found;
  }
}

function notClosed(start: number, quote: string): Error {
  return syntaxError(start, `the text that begins here has no closing ${quote}`);
}
