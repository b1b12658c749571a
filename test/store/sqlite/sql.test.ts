import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createStatements } from '../../../src/store/sqlite/ddl.ts';
import { deleteRow, findByKey, findByKeys, insertRow, selectWhere, updateRow } from '../../../src/store/sqlite/sql.ts';
import type { Shape } from '../../../src/store/store.ts';
import { ACCOUNT, columnOf, equals, ORGANIZATION, referenceTo, shapeOf, TABLES } from '../tables.ts';

describe('SQLite statements', () => {
  const shape: Shape = {
    table: ACCOUNT,
    joins: [
      { alias: 'b', kind: 'left', table: ORGANIZATION, on: referenceTo(ACCOUNT, 'BU_ID') },
      { alias: 'p', kind: 'inner', table: ACCOUNT, on: referenceTo(ACCOUNT, 'PAR_OU_ID') },
    ],
    where: [{ column: referenceTo(ACCOUNT, 'LOC'), value: "King's Lynn" }],
    columns: [referenceTo(ACCOUNT, 'ROW_ID'), null, referenceTo(ORGANIZATION, 'NAME', 'b')],
  };
  const name = referenceTo(ACCOUNT, 'NAME');
  const place = referenceTo(ACCOUNT, 'LOC');
  const start =
    'SELECT "t"."ROW_ID", NULL, "b"."NAME" FROM "S_ORG_EXT" "t"' +
    ' LEFT JOIN "S_BU" "b" ON "b"."ROW_ID" = "t"."BU_ID" JOIN "S_ORG_EXT" "p" ON "p"."ROW_ID" = "t"."PAR_OU_ID"';
  const end = `"t"."LOC" = 'King''s Lynn' ORDER BY "t"."ROW_ID"`;

  it('find by one key', () => {
    expect(findByKey(shape, [name, place])).to.equal(`${start} WHERE "t"."NAME" = ? AND "t"."LOC" = ? AND ${end}`);
  });

  it('find by many keys of one column', () => {
    expect(findByKeys(shape, [name])).to.equal(
      `${start} WHERE "t"."NAME" IN (SELECT value FROM json_each(?)) AND ${end}`,
    );
  });

  it('find by many keys of several columns', () => {
    expect(findByKeys(shape, [name, place])).to.equal(
      `${start} WHERE ("t"."NAME", "t"."LOC") IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)) AND ${end}`,
    );
  });

  it('select by conditions', () => {
    const condition = {
      kind: 'all',
      of: [
        equals(ACCOUNT, 'NAME', 'Tyne'),
        { kind: 'any', of: [{ kind: 'is-null', column: place }, equals(ACCOUNT, 'LOC', 'York')] },
      ],
    } as const;
    expect(selectWhere({ shape: shapeOf(ACCOUNT, ['NAME']), condition, limit: 7 })).to.deep.equal({
      text: 'SELECT "t"."NAME" FROM "S_ORG_EXT" "t" WHERE ("t"."NAME" = ? AND ("t"."LOC" IS NULL OR "t"."LOC" = ?)) ORDER BY "t"."ROW_ID" LIMIT 7',
      parameters: ['Tyne', 'York'],
    });
  });

  it('select by conditions without parts: all of nothing is true, any of nothing is not', () => {
    const text = (kind: 'all' | 'any'): string =>
      selectWhere({ shape: shapeOf(ACCOUNT, ['NAME']), condition: { kind, of: [] }, limit: 1 }).text;
    expect(text('all')).to.contain(' WHERE 1 ORDER');
    expect(text('any')).to.contain(' WHERE 0 ORDER');
  });

  it('insert a row: some columns by parameters, the others get their defaults', () => {
    const parameters = [columnOf(ACCOUNT, 'ROW_ID'), columnOf(ACCOUNT, 'LOC')];
    expect(insertRow(ACCOUNT, parameters)).to.equal(
      'INSERT INTO "S_ORG_EXT" ("ROW_ID", "LOC", "CREATED", "CREATED_BY", "LAST_UPD", "LAST_UPD_BY", "MODIFICATION_NUM", "CONFLICT_ID", "DB_LAST_UPD", "DB_LAST_UPD_SRC", "NAME", "BU_ID", "PAR_OU_ID")' +
        " VALUES (?, ?, NULL, NULL, NULL, NULL, '0', '0', NULL, NULL, NULL, '0-R9NH', NULL)",
    );
  });

  it('update a row and count its modifications', () => {
    expect(updateRow(ORGANIZATION, [columnOf(ORGANIZATION, 'NAME')])).to.equal(
      'UPDATE "S_BU" SET "NAME" = ?, "LAST_UPD" = ?, "LAST_UPD_BY" = ?, "DB_LAST_UPD" = ?, "DB_LAST_UPD_SRC" = ?,' +
        ' "MODIFICATION_NUM" = "MODIFICATION_NUM" + 1 WHERE "ROW_ID" = ?',
    );
  });

  it('delete a row', () => {
    expect(deleteRow(ORGANIZATION)).to.equal('DELETE FROM "S_BU" WHERE "ROW_ID" = ?');
  });

  const plain = shapeOf(ACCOUNT, ['LOC']);
  const planned: readonly { title: string; text: string; parameters: string[]; uses: RegExp }[] = [
    {
      title: 'one key',
      text: findByKey(plain, [name, place]),
      parameters: ['a', 'b'],
      uses: /S_ORG_EXT_U1 \(NAME=\? AND LOC=\?\)/,
    },
    { title: 'many keys', text: findByKeys(plain, [name]), parameters: ['[]'], uses: /S_ORG_EXT_U1 \(NAME=\?\)/ },
    {
      title: 'many keys of several columns',
      text: findByKeys(plain, [name, place]),
      parameters: ['[]'],
      uses: /S_ORG_EXT_U1 \(NAME=\? AND LOC=\?\)/,
    },
    {
      title: 'many ROW_IDs',
      text: findByKeys(plain, [referenceTo(ACCOUNT, 'ROW_ID')]),
      parameters: ['[]'],
      uses: /autoindex_S_ORG_EXT_1 \(ROW_ID=\?\)/,
    },
  ];
  for (const { title, text, parameters, uses } of planned) {
    it(`find by ${title} through the index`, () => {
      const database = new DatabaseSync(':memory:');
      for (const statement of createStatements(TABLES)) database.exec(statement);
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters);
      database.close();
      const details = plan.map(({ detail }) => String(detail));
      expect(
        details.some((detail) => uses.test(detail)),
        details.join('; '),
      ).to.equal(true);
    });
  }
});
