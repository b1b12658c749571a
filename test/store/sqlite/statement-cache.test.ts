import { expect } from 'chai';
import { StatementCache } from '../../../src/store/sqlite/statement-cache.ts';

describe('StatementCache', () => {
  let prepared: string[];
  let cache: StatementCache<string>;

  beforeEach(() => {
    prepared = [];
    cache = new StatementCache((sql) => {
      prepared.push(sql);
      return `statement ${sql}`;
    });
  });

  it('prepares a text once', () => {
    expect([cache.get('a'), cache.get('a')]).to.deep.equal(['statement a', 'statement a']);
    cache.clear();
    cache.get('a');
    expect(prepared).to.deep.equal(['a', 'a']);
  });

  it('forgets what was not used for long', () => {
    cache.get('first');
    cache.get('second');
    for (let count = 0; count < 999; count += 1) {
      cache.get(`other ${count}`);
      cache.get('first');
    }
    prepared = [];
    cache.get('first');
    cache.get('second');
    expect(prepared).to.deep.equal(['second']);
  });

  it('does not keep long texts', () => {
    const long = 'x'.repeat(100_000);
    cache.get(long);
    cache.get(long);
    expect(prepared).to.have.length(2);
  });
});
