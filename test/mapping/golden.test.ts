import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { RuleReport } from '../../src/mapping/rule-report.ts';
import { codec, GOLDEN, mapNamed } from './golden-maps.ts';

const NOW = '2026-11-26 12:00:00';

interface GoldenCase {
  readonly what: string;
  readonly map: string;
  /** Both in `golden/cases`. An expected `.txt` holds the refusals, or the report of rules. */
  readonly input: string;
  readonly expected: string;
  readonly arguments?: Readonly<Record<string, string>>;
  readonly rules?: true;
}

const CASES: readonly GoldenCase[] = [
  {
    what: "makes a partner's document of several objects: wrappers, attributes, the primary address, value maps, what is empty and what is absent",
    map: 'Account to Billing Customer',
    input: 'accounts.xml',
    expected: 'accounts.billing.xml',
    arguments: { 'Message Id': '1-77' },
  },
  {
    what: 'says which rule made which field, of what',
    map: 'Account to Billing Customer',
    input: 'accounts.xml',
    expected: 'accounts.rules.txt',
    rules: true,
  },
  {
    what: 'reports all at once: values that a value map does not have, preconditions, postconditions',
    map: 'Account to Billing Customer',
    input: 'accounts-refused.xml',
    expected: 'accounts-refused.txt',
  },
  {
    what: "makes objects of a partner's document, defaults of value maps included",
    map: 'Billing Customer to Account',
    input: 'customers.xml',
    expected: 'customers.account.xml',
  },
  {
    what: "reports what the partner's XSD does not allow, with lines",
    map: 'Billing Customer to Account',
    input: 'customers-invalid.xml',
    expected: 'customers-invalid.txt',
  },
  {
    what: 'makes another integration object: search specs, ancestors, arguments, arithmetic, dates as texts',
    map: 'Order to Work Order',
    input: 'orders.xml',
    expected: 'orders.work-orders.xml',
    arguments: { Prefix: 'W/' },
  },
  {
    what: 'refuses what does not hold or does not fit another integration object',
    map: 'Order to Work Order',
    input: 'orders-refused.xml',
    expected: 'orders-refused.txt',
  },
  {
    what: 'keeps nested instances nested where the target nests, in a schema with groups, extension, local names, nil',
    map: 'Assets to Inventory',
    input: 'assets.xml',
    expected: 'assets.inventory.xml',
    arguments: { Version: '7' },
  },
  {
    what: 'refuses a map argument that has no value',
    map: 'Assets to Inventory',
    input: 'assets.xml',
    expected: 'assets-no-argument.txt',
  },
  {
    what: 'refuses a second object where there is room for one',
    map: 'Assets to Inventory',
    input: 'assets-two.xml',
    expected: 'assets-two.txt',
    arguments: { Version: '7' },
  },
  {
    what: 'refuses to make a document of nothing',
    map: 'Assets to Inventory',
    input: 'assets-none.xml',
    expected: 'assets-none.txt',
    arguments: { Version: '7' },
  },
  {
    what: "refuses to put out what the partner's XSD does not allow",
    map: 'Assets to Inventory',
    input: 'assets-negative.xml',
    expected: 'assets-negative.txt',
    arguments: { Version: '7' },
  },
  {
    what: 'refuses what a condition looks up in vain',
    map: 'Closed Assets',
    input: 'assets-two.xml',
    expected: 'assets-two-closed.txt',
  },
  {
    what: 'makes nothing of no objects, for another integration object',
    map: 'Closed Assets',
    input: 'assets-none.xml',
    expected: 'assets-none-closed.xml',
  },
  {
    what: 'refuses numbers that the XSD allows and no column holds',
    map: 'Inventory to Assets',
    input: 'inventory-too-large.xml',
    expected: 'inventory-too-large.txt',
  },
  {
    what: 'makes a list of nested instances where the target does not nest, each with its own children',
    map: 'Assets to Serials',
    input: 'assets.xml',
    expected: 'assets.serials.xml',
  },
  {
    what: 'reads nested elements of a schema with local names, time zones, fractions, nil',
    map: 'Inventory to Assets',
    input: 'inventory.xml',
    expected: 'inventory.assets.xml',
  },
  {
    what: 'makes a document of a schema of several files and namespaces',
    map: 'Account to Dispatch',
    input: 'accounts.xml',
    expected: 'accounts.dispatch.xml',
  },
  {
    what: 'reads one, whatever its prefixes',
    map: 'Dispatch to Account',
    input: 'dispatch.xml',
    expected: 'dispatch.account.xml',
  },
  {
    what: 'reports what the files of a schema do not allow, with lines',
    map: 'Dispatch to Account',
    input: 'dispatch-invalid.xml',
    expected: 'dispatch-invalid.txt',
  },
];

/** What comes out is compared with a file; UPDATE_GOLDEN=1 writes these anew, to be read before they are committed. */
describe('an integration object map', () => {
  for (const golden of CASES) {
    it(`${golden.what} (${golden.expected})`, () => {
      const file = join(GOLDEN, 'cases', golden.expected);
      const made = outcome(golden);
      if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(file, made);
      expect(made).to.equal(readFileSync(file, 'utf8'));
    });
  }
});

function outcome({ map: name, input, arguments: given = {}, rules }: GoldenCase): string {
  const [maps, map] = mapNamed(name);
  const text = readFileSync(join(GOLDEN, 'cases', input), 'utf8');
  const report = new RuleReport();
  try {
    const { external, object } = map.source;
    const list = external === undefined ? codec.decoder.decodeDocument(text, object) : maps.read(external, text);
    const mapped = maps.run(map, list, {
      arguments: new Map(Object.entries(given)),
      now: NOW,
      onField: (applied) => report.add({ ...applied, rule: { ...applied.rule, at: relative(applied.rule.at) } }),
    });
    return rules === undefined ? indented(maps.write(map, mapped)) : report.text(mapped);
  } catch (error) {
    if (!(error instanceof CutError)) throw error;
    return error.all.map(({ message, location }) => `line ${location.line ?? '-'}: ${message}\n`).join('');
  }
}

function relative<T extends { readonly file: string }>(at: T): T {
  return { ...at, file: basename(at.file) };
}

/** One element per line, so that differences can be read; maps write no white space between elements. */
function indented(xml: string): string {
  let depth = 0;
  return xml
    .replaceAll(/(<\/[^>]+>|<[^?][^>]*>)(?=(<)?)/g, (_, tag: string, next: string | undefined) => {
      if (tag.startsWith('</')) depth -= 1;
      else if (!tag.endsWith('/>')) depth += 1;
      const below = next === undefined ? '' : `\n${'  '.repeat(depth)}`;
      return tag + below;
    })
    .replaceAll(/ +(?=<\/)/g, (blanks) => blanks.slice(2));
}
