import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { describeMethodTables } from './method-tables/describe-method-tables.ts';
import { sampleModel } from './method-tables/sample-tables.ts';

describe('the method tables', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createEmptyDatabase(sampleModel);
  });
  after(() => database.remove());

  describeMethodTables('SQLite', () => database.store);
});
