import { expect } from 'chai';
import { renderManual } from '../../src/config/manual.ts';
import { optionEntries } from '../../src/config/options.ts';

describe('renderManual', () => {
  const manual = renderManual();

  for (const [name, entry] of optionEntries())
    it(`documents ${name}`, () => {
      expect(manual).to.contain(`## ${name}\n\n${entry.documentation}`);
      expect(manual).to.contain(`\`${entry.environment}\``);
    });

  it('says which options are secret and have no flag', () => {
    expect(manual).to.match(/\| \[`adminPassword`\]\(#adminpassword\) \| {2}\| `CUT_ADMIN_PASSWORD` \|/);
    expect(manual).to.contain('A secret: never logged');
  });

  it('says what to think of before production', () => {
    expect(manual).to.match(/## host[^#]*Before production: the service speaks plain HTTP/);
  });
});
