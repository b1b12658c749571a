import { schemaOf } from './database-place.ts';
import { OtherProgram } from './other-program.ts';

/**
 * Every write of an account's phone number in the order of the commits, as the database itself notes it: also one that writes what was there already. And a
 * way to have the database refuse writes, for reasons that nobody else knows.
 */
export class AccountHistory {
  readonly #program: OtherProgram;

  private constructor(program: OtherProgram) {
    this.#program = program;
  }

  /** @param dataDirectory of a service whose database is there */
  static async begin(dataDirectory: string): Promise<AccountHistory> {
    const program = new OtherProgram(dataDirectory);
    const schema = schemaOf(dataDirectory);
    if (schema === undefined) await program.run(ON_SQLITE);
    else await schema.run(...onSqlServer(`[${schema.name}]`));
    return new AccountHistory(program);
  }

  /** The phone numbers that the account has been given. */
  async phones(name: string): Promise<readonly string[]> {
    const rows = await this.#program.ask(`SELECT PHONE FROM TEST_HISTORY WHERE NAME = '${name}' ORDER BY ID`);
    return rows.map(([phone]) => String(phone));
  }

  refuse(name: string, phone: string): Promise<void> {
    return this.#program.run(`INSERT INTO TEST_REFUSED (NAME, PHONE) VALUES ('${name}', '${phone}')`);
  }

  refuseNoMore(): Promise<void> {
    return this.#program.run('DELETE FROM TEST_REFUSED');
  }
}

const NOTE_NEW_ROW = `BEGIN
    SELECT RAISE(ABORT, 'not yet') FROM TEST_REFUSED WHERE NAME = NEW.NAME AND PHONE = NEW.MAIN_PH_NUM;
    INSERT INTO TEST_HISTORY (NAME, PHONE) VALUES (NEW.NAME, NEW.MAIN_PH_NUM);
  END`;

const ON_SQLITE = `
  CREATE TABLE TEST_HISTORY (ID INTEGER PRIMARY KEY, NAME TEXT, PHONE TEXT);
  CREATE TABLE TEST_REFUSED (NAME TEXT, PHONE TEXT);
  CREATE TRIGGER TEST_HISTORY_I AFTER INSERT ON S_ORG_EXT ${NOTE_NEW_ROW};
  CREATE TRIGGER TEST_HISTORY_U AFTER UPDATE ON S_ORG_EXT ${NOTE_NEW_ROW};`;

function onSqlServer(schema: string): readonly string[] {
  return [
    `CREATE TABLE ${schema}.[TEST_HISTORY] ([ID] int IDENTITY PRIMARY KEY, [NAME] nvarchar(100), [PHONE] nvarchar(40))`,
    `CREATE TABLE ${schema}.[TEST_REFUSED] ([NAME] nvarchar(100), [PHONE] nvarchar(40))`,
    `CREATE TRIGGER ${schema}.[TEST_HISTORY_T] ON ${schema}.[S_ORG_EXT] AFTER INSERT, UPDATE AS
     BEGIN
       SET NOCOUNT ON;
       IF EXISTS (SELECT 1 FROM inserted i JOIN ${schema}.[TEST_REFUSED] r ON r.[NAME] = i.[NAME] AND r.[PHONE] = i.[MAIN_PH_NUM])
         THROW 50001, 'not yet', 1;
       INSERT INTO ${schema}.[TEST_HISTORY] ([NAME], [PHONE]) SELECT [NAME], [MAIN_PH_NUM] FROM inserted;
     END`,
  ];
}
