import { nearestName } from '../errors/near-names.ts';
import { type Token, tokens } from './lexer.ts';
import { qualifiedName } from './qualified-name.ts';
import { shorten, syntaxError, tooLarge } from './query-error.ts';
import { checkLength, DEEPEST_QUERY, MOST_NODES } from './query-limits.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression, Span } from './tree.ts';

/**
 * A condition or value in Siebel query language: a SearchSpec, a condition or field map of a data map.
 * @throws CutError QUERY_SYNTAX, QUERY_TOO_LARGE
 */
export function parseExpression(text: string): Expression {
  checkLength(text);
  return new Parser(text).parse();
}

const COMPARISONS: readonly ComparisonOperator[] = ['=', '<>', '<', '<=', '>', '>='];
const SUMS: readonly ArithmeticOperator[] = ['+', '-'];
const PRODUCTS: readonly ArithmeticOperator[] = ['*', '/'];
const KEYWORDS: readonly string[] = ['AND', 'OR', 'NOT', 'LIKE', 'IS', 'NULL', 'EXISTS'];

/** Omits from each member, where `Omit` would leave what all members share. */
type Unspanned<T> = T extends unknown ? Omit<T, 'span'> : never;

/** Recursive descent, weakest operators first: OR, AND, NOT, comparisons, `+ -`, `* /`, the sign. */
class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #depths = new Map<Expression, number>();
  #position = 0;
  #nesting = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokens(text);
  }

  parse(): Expression {
    const expression = this.#alternatives();
    if (this.#token.kind !== 'end') throw this.#unexpected('an operator, AND, OR or the end');
    return expression;
  }

  #alternatives(): Expression {
    return this.#chain('or', () => this.#chain('and', () => this.#negation()));
  }

  #chain(kind: 'and' | 'or', part: () => Expression): Expression {
    const first = part();
    const of = [first];
    while (this.#acceptWord(kind)) of.push(part());
    const last = of.at(-1) ?? first;
    return of.length === 1 ? first : this.#node(first.span.start, last.span.end, { kind, of }, of);
  }

  #negation(): Expression {
    const { start } = this.#token;
    if (!this.#acceptWord('not')) return this.#comparison();
    const operand = this.#nested(() => this.#negation());
    return this.#node(start, operand.span.end, { kind: 'not', operand }, [operand]);
  }

  #comparison(): Expression {
    const left = this.#sum();
    const ignoreCase = this.#acceptSymbol(['~']) !== undefined;
    const operator = this.#acceptSymbol(COMPARISONS);
    if (operator !== undefined) {
      const right = this.#sum();
      const node = { kind: 'compare', operator, left, right, ignoreCase } as const;
      return this.#node(left.span.start, right.span.end, node, [left, right]);
    }
    if (ignoreCase || this.#isWord('like') || this.#isWord('not')) return this.#like(left, ignoreCase);
    return this.#isWord('is') ? this.#nullTest(left) : left;
  }

  /** What follows the operand: `LIKE`, `~LIKE`, `NOT LIKE`, `NOT ~LIKE`; the first `~` has been read. */
  #like(operand: Expression, tilde: boolean): Expression {
    const negated = !tilde && this.#acceptWord('not');
    const ignoreCase = tilde || this.#acceptSymbol(['~']) !== undefined;
    if (!this.#acceptWord('like')) throw this.#unexpected(tilde ? '=, LIKE or another comparison' : 'LIKE');
    const pattern = this.#sum();
    const node = { kind: 'like', operand, pattern, negated, ignoreCase } as const;
    return this.#node(operand.span.start, pattern.span.end, node, [operand, pattern]);
  }

  #nullTest(operand: Expression): Expression {
    this.#position++;
    const negated = this.#acceptWord('not');
    const { end } = this.#token;
    if (!this.#acceptWord('null')) throw this.#unexpected(negated ? 'NULL' : 'NULL or NOT NULL');
    return this.#node(operand.span.start, end, { kind: 'is-null', operand, negated }, [operand]);
  }

  #sum(): Expression {
    return this.#arithmetic(SUMS, () => this.#arithmetic(PRODUCTS, () => this.#signed()));
  }

  #arithmetic(operators: readonly ArithmeticOperator[], part: () => Expression): Expression {
    let left = part();
    for (;;) {
      const operator = this.#acceptSymbol(operators);
      if (operator === undefined) return left;
      const right = part();
      const node = { kind: 'arithmetic', operator, left, right } as const;
      left = this.#node(left.span.start, right.span.end, node, [left, right]);
    }
  }

  #signed(): Expression {
    const { start } = this.#token;
    if (this.#acceptSymbol(['-']) === undefined) return this.#primary();
    const operand = this.#nested(() => this.#signed());
    return this.#node(start, operand.span.end, { kind: 'negate', operand }, [operand]);
  }

  #primary(): Expression {
    const token = this.#token;
    const { kind, value, start, end } = token;
    if (kind === 'word') return this.#call(token);
    if (kind === 'symbol' && value === '(') {
      this.#position++;
      const inner = this.#nested(() => this.#alternatives());
      this.#close('(', start);
      return inner;
    }
    if (kind === 'symbol' || kind === 'end') throw this.#unexpected('a value');
    this.#position++;
    if (kind !== 'name') return this.#node(start, end, { kind, value }, []);
    const name = value.startsWith('&')
      ? ({ kind: 'argument', name: value.slice(1).trim() } as const)
      : ({ kind: 'field', ...qualifiedName(value) } as const);
    return this.#node(start, end, name, []);
  }

  #call({ value, start }: Token): Expression {
    const next = this.#tokens[this.#position + 1];
    if (next?.kind !== 'symbol' || next.value !== '(') throw this.#strayWord(value);
    this.#position += 2;
    return this.#nested(() => {
      if (value.toLowerCase() === 'exists') {
        const condition = this.#alternatives();
        this.#close('EXISTS(', start);
        return this.#node(start, this.#previousEnd, { kind: 'exists', condition }, [condition]);
      }
      if (KEYWORDS.includes(value.toUpperCase())) throw syntaxError(start, `found ${value} where a value was expected`);
      const list = this.#arguments(value, start);
      return this.#node(start, this.#previousEnd, { kind: 'call', function: value, arguments: list }, list);
    });
  }

  #arguments(name: string, start: number): readonly Expression[] {
    if (this.#acceptSymbol([')']) !== undefined) return [];
    const list = [this.#alternatives()];
    while (this.#acceptSymbol([',']) !== undefined) list.push(this.#alternatives());
    this.#close(`${name}(`, start);
    return list;
  }

  #close(opening: string, start: number): void {
    if (this.#acceptSymbol([')']) !== undefined) return;
    if (this.#token.kind === 'end') throw syntaxError(start, `${shorten(opening)} has no closing )`);
    throw this.#unexpected('an operator, AND, OR or )');
  }

  /** @throws CutError QUERY_TOO_LARGE before the recursion gets deep */
  #nested(parse: () => Expression): Expression {
    if (++this.#nesting > DEEPEST_QUERY) throw tooDeep();
    const expression = parse();
    this.#nesting--;
    return expression;
  }

  /** Chains of arithmetic are as deep as they are long, so that depth is kept node by node. */
  #node(start: number, end: number, node: Unspanned<Expression>, parts: readonly Expression[]): Expression {
    const depth = 1 + Math.max(0, ...parts.map((part) => this.#depths.get(part) ?? 0));
    if (depth > DEEPEST_QUERY) throw tooDeep();
    const span: Span = { start, end };
    const expression: Expression = { ...node, span };
    this.#depths.set(expression, depth);
    if (this.#depths.size > MOST_NODES) throw tooLarge(`it has more than ${MOST_NODES} operators, names and values`);
    return expression;
  }

  get #token(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', value: '', start: this.#text.length, end: this.#text.length };
  }

  get #previousEnd(): number {
    return this.#tokens[this.#position - 1]?.end ?? 0;
  }

  #isWord(word: string): boolean {
    return this.#token.kind === 'word' && this.#token.value.toLowerCase() === word;
  }

  #isSymbol(symbol: string): boolean {
    return this.#token.kind === 'symbol' && this.#token.value === symbol;
  }

  #acceptWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#position++;
    return true;
  }

  #acceptSymbol<T extends string>(symbols: readonly T[]): T | undefined {
    const symbol = symbols.find((each) => this.#isSymbol(each));
    if (symbol !== undefined) this.#position++;
    return symbol;
  }

  #unexpected(expected: string): Error {
    const { kind, value, start, end } = this.#token;
    if (kind === 'end') return syntaxError(start, `the query ends where ${expected} was expected`);
    const near = kind === 'word' ? nearestName(value, KEYWORDS) : undefined;
    const hint = near === undefined || near === value.toUpperCase() ? '' : `; did you mean ${near}?`;
    return syntaxError(start, `found ${shorten(this.#text.slice(start, end))} where ${expected} was expected${hint}`);
  }

  #strayWord(word: string): Error {
    if (KEYWORDS.includes(word.toUpperCase())) return this.#unexpected('a value');
    return syntaxError(
      this.#token.start,
      `found ${shorten(word)} where a value was expected; fields are written [${shorten(word)}], texts "${shorten(word)}"`,
    );
  }
}

function tooDeep(): Error {
  return tooLarge(`it nests more than ${DEEPEST_QUERY} expressions`);
}
