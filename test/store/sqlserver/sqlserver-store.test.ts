import { describeOnSqlServer, skipOnBabelfish, type TestSchema, testSchema } from '../../support/sqlserver.ts';
import { describeConditions } from '../condition-contract.ts';
import { describeSavepoints } from '../savepoint-contract.ts';
import { describeStore } from '../store-contract.ts';
import { TABLES } from '../tables.ts';
import { describeTimeZones } from '../time-zone-contract.ts';
import { describeTriggers } from '../trigger-contract.ts';

describeOnSqlServer('SqlServerStore', function () {
  this.timeout(60_000);
  let schema: TestSchema;

  before(() => {
    schema = testSchema();
  });
  after(() => schema.remove());
  afterEach(() => schema.empty());

  skipOnBabelfish({
    'keeps every note as it was, and finds it': 'its OPENJSON leaves escapes in texts and cuts them',
    'are true of the rows that they are true of, in the order asked for':
      'its OPENJSON leaves escapes in texts, and its FORMAT has no patterns',
    'refuse a foreign key that names no row, at their end, and the transaction goes on':
      'a refused foreign key ends its transactions',
    'are found as they are, changed and dropped': 'it has no ALTER TRIGGER',
  });

  describeStore('SQL Server', () => schema.open(TABLES));
  describeConditions(() => schema.open(TABLES));
  describeSavepoints(() => schema.open(TABLES));
  describeTimeZones(() => schema.open(TABLES));
  describeTriggers((triggers) => schema.open(TABLES, { triggers }));
});
