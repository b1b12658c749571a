import { expect } from 'chai';
import { catalogue } from '../../src/contract/catalogue.ts';
import { model } from '../support/model.ts';

describe('catalogue', () => {
  const text = catalogue(model);
  const rows = text.split('\n').map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  const row = (first: string): string[] => rows.find((cells) => cells[1] === first) ?? [];

  it('has a row for each process, with operation, address, integration object and steps', () => {
    for (const { name, operation, integrationObject } of model.processes.values()) {
      expect(row(name), name).to.include.members([`\`${operation}\``, integrationObject.name]);
    }
    expect(row('CUT Send Phone Number Data')).to.include.members([
      '`/soap/phone-number`',
      '1. Get Phone Number Data (Workflow: CUT Get Phone Number Data); 2. Send Phone Number Data (EAI Outbox: Send)',
    ]);
  });

  it('says under which condition a step runs', () => {
    expect(row('CUT Get Account Data').join()).to.include('when Account XML is sent)');
  });

  it('has a row for each integration object, with root component and root table', () => {
    for (const { name, tag, root } of model.integrationObjects.values()) {
      expect(row(name), name).to.include.members([`\`${tag}\``, root.name, `\`${root.table.name}\``]);
    }
  });

  it('has a row for each component, with parent, table, link and keys', () => {
    expect(row('Related Contact')).to.include.members([
      'Account',
      '`S_CONTACT`',
      '`S_PARTY_PER (PARTY_ID, PERSON_ID)`; primary in `PR_CON_ID` of the parent',
    ]);
    expect(row('Fraud Alert Detail')).to.include.members([
      'Fraud Alert',
      '`ALERT_ID`',
      'Id; Integration Id; Sequence; Event Date/Time + Number Called',
    ]);
  });

  it('has a row for each field, with type, length, source and remarks', () => {
    expect(row('Fraud Event')).to.include.members(['DTYPE_TEXT', 'required, within Fraud Type', '`EVENT_CD`']);
    expect(row('Fraud Owner')).to.include.members(['`S_USER.LOGIN` via `FRD_OWNER_EMP_ID`']);
    expect(row('Account Id')).to.include.members(['`AccountId`', 'DTYPE_ID', '`ROW_ID`']);
  });

  it('leaves out the system fields', () => {
    expect(row('Mod Id')).to.deep.equal([]);
  });

  it('is made of tables whose rows have as many cells as their heads', () => {
    let width = 0;
    rows.forEach((cells, index) => {
      if (cells.length < 3) return;
      if (rows[index + 1]?.[1] === '---') width = cells.length;
      expect(cells, cells.join('|')).to.have.length(width);
    });
  });
});
