import type { Expression } from '../../src/expression/tree.ts';

/** A tree without its spans: what a text means. */
export type Meaning = Expression extends infer E ? (E extends unknown ? Strip<E> : never) : never;

type Strip<T> = T extends { readonly span: unknown }
  ? { readonly [K in keyof T as K extends 'span' ? never : K]: Strip<T[K]> }
  : T extends readonly (infer E)[]
    ? readonly Strip<E>[]
    : T;

/** How tightly what is written holds together; what stands inside something tighter gets parentheses. */
const STRENGTH = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, sign: 7, value: 8 } as const;

/** The text of a tree, with no more parentheses than it needs. */
export function printExpression(tree: Meaning, least: number = STRENGTH.or): string {
  const [strength, text] = written(tree);
  return strength < least ? `(${text})` : text;
}

function written(tree: Meaning): readonly [strength: number, text: string] {
  switch (tree.kind) {
    case 'text':
      return [STRENGTH.value, `"${tree.value.replaceAll('"', '""')}"`];
    case 'number':
      return [STRENGTH.value, tree.value];
    case 'field':
      return [STRENGTH.value, `[${tree.component === undefined ? '' : `${tree.component}.`}${tree.field}]`];
    case 'argument':
      return [STRENGTH.value, `[&${tree.name}]`];
    case 'negate':
      return [STRENGTH.sign, `-${printExpression(tree.operand, STRENGTH.sign)}`];
    case 'not':
      return [STRENGTH.not, `NOT ${printExpression(tree.operand, STRENGTH.not)}`];
    case 'and':
    case 'or': {
      const parts = tree.of.map((part) => printExpression(part, STRENGTH[tree.kind] + 1));
      return [STRENGTH[tree.kind], parts.join(` ${tree.kind.toUpperCase()} `)];
    }
    case 'compare': {
      const operator = `${tree.ignoreCase ? '~' : ''}${tree.operator}`;
      return [STRENGTH.comparison, `${sum(tree.left)} ${operator} ${sum(tree.right)}`];
    }
    case 'like': {
      const operator = `${tree.negated ? 'NOT ' : ''}${tree.ignoreCase ? '~' : ''}LIKE`;
      return [STRENGTH.comparison, `${sum(tree.operand)} ${operator} ${sum(tree.pattern)}`];
    }
    case 'is-null':
      return [STRENGTH.comparison, `${sum(tree.operand)} IS ${tree.negated ? 'NOT ' : ''}NULL`];
    case 'arithmetic': {
      const strength = tree.operator === '+' || tree.operator === '-' ? STRENGTH.sum : STRENGTH.product;
      const [left, right] = [printExpression(tree.left, strength), printExpression(tree.right, strength + 1)];
      return [strength, `${left} ${tree.operator} ${right}`];
    }
    case 'call':
      return [STRENGTH.value, `${tree.function}(${tree.arguments.map((part) => printExpression(part)).join(', ')})`];
    case 'exists':
      return [STRENGTH.value, `EXISTS (${printExpression(tree.condition)})`];
  }
}

function sum(tree: Meaning): string {
  return printExpression(tree, STRENGTH.sum);
}
