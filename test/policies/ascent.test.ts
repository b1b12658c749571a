import { expect } from 'chai';
import { Ascent } from '../../src/policies/ascent.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { integrationObject } from '../support/model.ts';
import { OtherProgram } from '../support/other-program.ts';

const STAMPED = `CURRENT_TIMESTAMP, '0-1', CURRENT_TIMESTAMP, '0-1'`;
const HEADER = 'Asset Mgmt - Asset - Header';
const NESTED = 'Asset Mgmt - Asset';

describe('climbing to the roots of an integration object', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createDatabase();
    const other = new OtherProgram(database.directory);
    const asset = (rowId: string, parent: string | null) =>
      other.run(
        `INSERT INTO S_ASSET (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, ASSET_NUM, PAR_ASSET_ID) VALUES ('${rowId}', ${STAMPED}, '${rowId}', ${parent === null ? 'NULL' : `'${parent}'`})`,
      );
    await asset('TOP', null);
    await asset('MIDDLE', 'TOP');
    await asset('BOTTOM', 'MIDDLE');
    await asset('SNAKE', 'TAIL');
    await asset('TAIL', 'SNAKE');
    await other.run(
      `INSERT INTO S_SRV_REQ (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, SR_NUM, SR_STAT_ID, BU_ID, PAR_SR_ID) VALUES ('CHILD', ${STAMPED}, 'CHILD', 'Open', '0-R9NH', 'PARENT')`,
    );
  });
  after(() => database.remove());

  const roots = async (object: string, component: string, recordId: string): Promise<readonly string[]> => {
    const ascent = new Ascent(integrationObject(object));
    const [found = expect.fail()] = await database.store.read((reader) =>
      ascent.rootsOf(reader, [{ component, recordId }]),
    );
    return [...found].sort();
  };
  const TICKET = 'CUT Sample Trouble Ticket IO';
  const PROFILE = 'CUT Sample Service Profile IO';

  const cases: readonly (readonly [
    what: string,
    object: string,
    component: string,
    recordId: string,
    readonly string[],
  ])[] = [
    ['a root is its own', TICKET, 'Service Request', 'CHILD', ['CHILD']],
    ['a record one level below has one', TICKET, 'Related Service Request', 'CHILD', ['PARENT']],
    ['a record that is not there has none', TICKET, 'Related Service Request', 'NOBODY', []],
    ['a component that is not there has none', TICKET, 'Unrelated', 'CHILD', []],
    ['a record that nests has one at each level', PROFILE, NESTED, 'BOTTOM', ['MIDDLE', 'TOP']],
    ['the header of a profile is its own', PROFILE, HEADER, 'TOP', ['TOP']],
    ['a circle comes to its end', PROFILE, NESTED, 'SNAKE', ['SNAKE', 'TAIL']],
  ];
  for (const [what, object, component, recordId, expected] of cases) {
    it(what, async () => expect(await roots(object, component, recordId)).to.deep.equal(expected));
  }
});
