import { expect } from 'chai';
import fc from 'fast-check';
import { type Forest, hasCircle, isAboveAnother, topmost } from './forest.ts';
import { RuleDatabase } from './rule-database.ts';
import { NODE } from './rule-tables.ts';

const ROWS = 7;

const steps = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'update', 'update', 'delete'),
  row: fc.nat(ROWS - 1),
  above: fc.option(fc.nat(ROWS - 1), { freq: 4 }),
});
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

const plans = fc.array(fc.array(steps, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

describe('the hierarchy of a table, whatever is inserted, moved and deleted', () => {
  let database: RuleDatabase;
  let runs = 0;

  before(async () => {
    database = await RuleDatabase.create();
  });
  after(() => database.remove());

  it('has no circles, and the root of a row is the topmost row above it', async () => {
    const property = fc.asyncProperty(plans, async (sequence) => {
      runs += 1;
      const rowIds = Array.from({ length: ROWS }, (_, row) => `${runs}-${row}`);
      let forest: Forest = new Map();
      for (const plan of sequence) {
        const next = new Map(forest);
        const changes = plan.flatMap((step) => changeFor(step, rowIds, next));
        const { refused } = await database.write(...changes);
        expect(refused.length > 0, changes.join(', ')).to.equal(hasCircle(next));
        if (refused.length === 0) forest = next;
        const roots = [...forest].map(([row, above]) => [row, [above, topmost(forest, row)]]);
        expect(await database.rows(NODE, ['PARENT', 'ROOT'], rowIds)).to.deep.equal(Object.fromEntries(roots));
      }
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

/** The step as a change, when it can be made; `forest` gets it, too. */
function changeFor(step: Step, rowIds: readonly string[], forest: Map<string, string | null>): string[] {
  const row = rowIds[step.row] ?? '';
  const wanted = step.above === null ? null : (rowIds[step.above] ?? null);
  if (forest.has(row) === (step.kind === 'insert')) return [];
  if (step.kind === 'delete') {
    if (isAboveAnother(forest, row)) return [];
    forest.delete(row);
    return [`delete NODE ${row}`];
  }
  const above = wanted !== null && (forest.has(wanted) || wanted === row) ? wanted : null;
  forest.set(row, above);
  return [`${step.kind} NODE ${row} PARENT=${above}`];
}
