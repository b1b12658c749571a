import { expect } from 'chai';
import { optionEntries } from '../../src/config/options.ts';

describe('the table of options', () => {
  it('gives each option a flag and an environment variable of its own', () => {
    const flags = optionEntries().flatMap(([, { flag }]) => flag ?? []);
    const variables = optionEntries().map(([, { environment }]) => environment);
    expect(new Set(flags).size).to.equal(flags.length);
    expect(new Set(variables).size).to.equal(variables.length);
  });

  for (const [name, entry] of optionEntries())
    it(`${name}: CUT_ variable, documentation in sentences, no flag when secret`, () => {
      expect(entry.environment).to.match(/^CUT_[A-Z_]+$/);
      expect(entry.documentation).to.match(/^[A-Z].*\.$/s);
      if (entry.secret) expect(entry.flag).to.equal(undefined);
      else expect(entry.flag).to.match(/^--[a-z-]+$/);
    });
});
