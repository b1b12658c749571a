import type { Store } from '../../src/store/store.ts';
import { describeOnSqlServer, type TestSchema, testSchema } from '../support/sqlserver.ts';
import { describeMethodTables } from './method-tables/describe-method-tables.ts';
import { sampleModel } from './method-tables/sample-tables.ts';

describeOnSqlServer('the method tables', function () {
  this.timeout(60_000);
  let schema: TestSchema;
  let store: Store;

  before(async () => {
    schema = testSchema();
    store = await schema.open(sampleModel.tables.values());
  });
  after(async () => {
    await store.close();
    await schema.remove();
  });

  describeMethodTables('SQL Server', () => store);
});
