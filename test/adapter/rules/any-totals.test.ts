import { expect } from 'chai';
import fc from 'fast-check';
import { hasCircle, isAboveAnother } from './forest.ts';
import { RuleDatabase } from './rule-database.ts';
import { HEAD } from './rule-tables.ts';

const HEADS = 3;
const LINES = 6;

/** Amounts are in hundredths here. */
const steps = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'insert', 'head', 'amount', 'above', 'delete', 'total'),
  line: fc.nat(LINES - 1),
  head: fc.nat(HEADS - 1),
  above: fc.option(fc.nat(LINES - 1)),
  amount: fc.option(fc.integer({ min: -100_000, max: 100_000 }), { freq: 4 }),
});
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

const plans = fc.array(fc.array(steps, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });

interface Line {
  readonly head: string;
  readonly above: string | null;
  readonly amount: number | null;
}

interface Order {
  readonly lines: Map<string, Line>;
  /** By header: what TOTAL and ROLLED hold. */
  readonly totals: Map<string, { readonly total: number | null; readonly rolled: number | null }>;
}

describe('the totals of a table, whatever is done to its lines', () => {
  let database: RuleDatabase;
  let runs = 0;

  before(async () => {
    database = await RuleDatabase.create();
  });
  after(() => database.remove());

  it('are the sums of the lines with a value; of no such line, what they were, or 0 where the last one went', async () => {
    const property = fc.asyncProperty(plans, async (sequence) => {
      runs += 1;
      const heads = Array.from({ length: HEADS }, (_, head) => `${runs}-h${head}`);
      await database.write(...heads.map((head) => `insert HEAD ${head}`));
      let order: Order = {
        lines: new Map(),
        totals: new Map(heads.map((head) => [head, { total: null, rolled: null }])),
      };
      for (const plan of sequence) {
        const next: Order = { lines: new Map(order.lines), totals: new Map(order.totals) };
        const changes = plan.flatMap((step) => changeFor(step, `${runs}-`, heads, next));
        const { refused } = await database.write(...changes);
        expect(refused.length > 0, changes.join(', ')).to.equal(hasCircle(aboves(next)));
        const sent = new Set(plan.flatMap(({ kind, head }) => (kind === 'total' ? [heads[head] ?? ''] : [])));
        if (refused.length === 0) order = summed(next, order, sent);
        const stored = [...order.totals].map(([head, { total, rolled }]) => [head, [decimal(total), decimal(rolled)]]);
        expect(await database.rows(HEAD, ['TOTAL', 'ROLLED'], heads)).to.deep.equal(Object.fromEntries(stored));
      }
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

/** The step as a change, when it can be made; `order` gets it, too. */
function changeFor(step: Step, prefix: string, heads: readonly string[], { lines, totals }: Order): string[] {
  const row = `${prefix}${step.line}`;
  const head = heads[step.head] ?? '';
  const wanted = step.above === null ? null : `${prefix}${step.above}`;
  const above = wanted !== null && lines.has(wanted) ? wanted : null;
  const line = lines.get(row);
  if (step.kind === 'total') {
    const rolled = totals.get(head)?.rolled ?? null;
    totals.set(head, { total: step.amount, rolled });
    return [`update HEAD ${head} TOTAL=${decimal(step.amount)}`];
  }
  if ((line === undefined) !== (step.kind === 'insert')) return [];
  if (line === undefined) {
    lines.set(row, { head, above, amount: step.amount });
    return [`insert LINE ${row} HEAD=${head} ABOVE=${above} AMOUNT=${decimal(step.amount)}`];
  }
  switch (step.kind) {
    case 'head':
      lines.set(row, { ...line, head });
      return [`update LINE ${row} HEAD=${head}`];
    case 'above':
      lines.set(row, { ...line, above });
      return [`update LINE ${row} ABOVE=${above}`];
    case 'amount':
      lines.set(row, { ...line, amount: step.amount });
      return [`update LINE ${row} AMOUNT=${decimal(step.amount)}`];
    default:
      if (isAboveAnother(aboves({ lines, totals }), row)) return [];
      lines.delete(row);
      return [`delete LINE ${row}`];
  }
}

function linesWithAmount({ lines }: Order, head: string): [string, Line][] {
  return [...lines].filter(([, line]) => line.head === head && line.amount !== null);
}

function aboves({ lines }: Order): Map<string, string | null> {
  return new Map([...lines].map(([row, { above }]) => [row, above]));
}

/** @param sent the headers whose TOTAL the plan writes */
function summed(order: Order, previous: Order, sent: ReadonlySet<string>): Order {
  const totals = [...order.totals].map(([head, before]) => {
    const lines = linesWithAmount(order, head);
    if (lines.length === 0) {
      const had = linesWithAmount(previous, head).length > 0;
      return [head, had ? { total: sent.has(head) ? before.total : 0, rolled: 0 } : before] as const;
    }
    const topmost = lines.filter(([, { above }]) => !hasAmountAbove(order, head, above));
    return [head, { total: sumOf(lines), rolled: sumOf(topmost) }] as const;
  });
  return { lines: order.lines, totals: new Map(totals) };
}

/** Only lines of the same header are above each other as far as its totals are concerned. */
function hasAmountAbove({ lines, totals }: Order, head: string, row: string | null): boolean {
  const line = row === null ? undefined : lines.get(row);
  if (line === undefined || line.head !== head) return false;
  return line.amount !== null || hasAmountAbove({ lines, totals }, head, line.above);
}

function sumOf(lines: readonly (readonly [string, Line])[]): number {
  return lines.reduce((sum, [, { amount }]) => sum + (amount ?? 0), 0);
}

function decimal(hundredths: number | null): string | null {
  return hundredths === null ? null : String(hundredths / 100);
}
