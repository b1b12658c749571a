import { expect } from 'chai';
import { SCHEMA } from '../../../src/store/sqlserver/schema.ts';
import { STATEMENT_TEXTS } from './statement-texts.ts';

describe('a T-SQL text that', () => {
  for (const [what, text, written] of STATEMENT_TEXTS) it(what, () => expect(text).to.equal(written));

  it('reads the catalogue has six results, all of one schema', () => {
    const [limit, ...statements] = SCHEMA.split(';').filter((text) => text.trim() !== '');
    expect(limit).to.equal('SET LOCK_TIMEOUT 10000');
    expect(statements).to.have.length(6);
    for (const statement of statements) expect(statement).to.match(/WHERE (\[s\]\.)?\[name\] = @p1/);
  });
});
