import { expect } from 'chai';
import { loadModel } from '../../src/model/load-model.ts';
import { loadSeed } from '../../src/model/seed.ts';
import { type MistakeCase, problemsOf } from './broken-copy.ts';
import { COMPONENTS_MISTAKES } from './mistakes/components.ts';
import { FIELDS_MISTAKES } from './mistakes/fields.ts';
import { PARTNERS_MISTAKES } from './mistakes/partners.ts';
import { POLICIES_MISTAKES } from './mistakes/policies.ts';
import { QUEUES_MISTAKES } from './mistakes/queues.ts';
import { RULES_MISTAKES } from './mistakes/rules.ts';
import { SEED_MISTAKES } from './mistakes/seed.ts';
import { STRUCTURE_MISTAKES } from './mistakes/structure.ts';
import { TABLES_MISTAKES } from './mistakes/tables.ts';
import { VALUE_LISTS_MISTAKES } from './mistakes/value-lists.ts';
import { WORKFLOWS_MISTAKES } from './mistakes/workflows.ts';

const MISTAKES: Readonly<Record<string, readonly MistakeCase[]>> = {
  'the structure of a file': STRUCTURE_MISTAKES,
  tables: TABLES_MISTAKES,
  'the rules of tables': RULES_MISTAKES,
  'lists of values': VALUE_LISTS_MISTAKES,
  components: COMPONENTS_MISTAKES,
  fields: FIELDS_MISTAKES,
  workflows: WORKFLOWS_MISTAKES,
  partners: PARTNERS_MISTAKES,
  queues: QUEUES_MISTAKES,
  policies: POLICIES_MISTAKES,
  'seed rows': SEED_MISTAKES,
};

/** Each case is the valid mappings of `test/fixtures/mappings/valid` with one text replaced. */
describe('a mistake in the mappings is reported with file, line and column', () => {
  for (const [where, cases] of Object.entries(MISTAKES)) {
    describe(`in ${where}`, () => {
      for (const { what, problems, ...mistake } of cases) {
        it(what, () => {
          expect(problemsOf(mistake, (directory) => loadSeed(directory, loadModel(directory)))).to.deep.equal(problems);
        });
      }
    });
  }
});
