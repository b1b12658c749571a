import { shorten } from './shorten.ts';

/** Something that the XSD does not allow, in words that need no knowledge of libxml2. */
export interface SchemaProblem {
  /** Of the document that was validated, from 1. */
  readonly line: number;
  /** Local name of the element concerned. */
  readonly element: string;
  readonly kind: 'unknown-element' | 'value' | 'structure';
  readonly text: string;
}

/** What libxml2 says about an error. */
interface Detail {
  readonly message: string;
  readonly level: number;
  readonly line: number;
}

/** More would not help anybody, and a message can have millions. */
const MOST_PROBLEMS = 100;
const WARNING = 1;

/** Never empty: what cannot be read is passed on as one problem of structure. */
export function readableProblems(details: readonly Detail[]): readonly SchemaProblem[] {
  const problems = details
    .filter(({ level }) => level > WARNING)
    .slice(0, MOST_PROBLEMS)
    .map(readable);
  return problems.length > 0 ? problems : [{ line: 0, element: '', kind: 'structure', text: 'it is not valid' }];
}

type Rule = readonly [RegExp, SchemaProblem['kind'], (match: RegExpExecArray, element: string) => string];

/** After the error messages of libxml2's xmlschemas.c. */
const RULES: readonly Rule[] = [
  [/^This element is not expected/, 'unknown-element', (_, element) => `${element} is not expected here`],
  [/^No matching global/, 'unknown-element', (_, element) => `${element} is not the element that is expected`],
  [
    /^\[facet 'maxLength'\].*length of '(\d+)';.* of '(\d+)'/s,
    'value',
    ([, length, most], element) => `the value of ${element} has ${length} characters; ${most} are allowed`,
  ],
  [/^\[facet /, 'value', (_, element) => `the value of ${element} is not of its type`],
  [/^'.*' is not a valid value/s, 'value', (_, element) => `the value of ${element} is not of its type`],
  [
    /^The attribute '([^']*)' is not allowed/,
    'structure',
    ([, name = ''], element) => `${element} has no attribute ${shorten(name)}`,
  ],
  [/^Element content is not allowed/, 'structure', (_, element) => `${element} takes text, not elements`],
  [/^Character content/, 'structure', (_, element) => `${element} takes elements, not text`],
];

function readable({ message, line }: Detail): SchemaProblem {
  const [, name = '', said = message] =
    /^Element '(?:\{[^}]*\})?([^']*)'(?:, attribute '[^']*')?: (.*)$/s.exec(message) ?? [];
  const element = shorten(name);
  for (const [pattern, kind, text] of RULES) {
    const match = pattern.exec(said);
    if (match !== null) return { line, element, kind, text: text(match, element) };
  }
  const where = element === '' ? '' : `${element}: `;
  const what = shorten(said.trim().replaceAll(/\{[^}]*\}|\.$/g, ''));
  return { line, element, kind: 'structure', text: where + what };
}
