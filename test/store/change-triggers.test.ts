import { expect } from 'chai';
import type { IntegrationObject } from '../../src/model/model.ts';
import type { Policy, Watch } from '../../src/model/policy.ts';
import { changeTriggers } from '../../src/store/change-triggers.ts';
import { integrationObject, model } from '../support/model.ts';

const [process = expect.fail()] = model.processes.values();

/** A policy that watches these fields of these components of an object. */
function policy(object: IntegrationObject, watched: Readonly<Record<string, Partial<Watch>>>): Policy {
  const watches = Object.entries(watched).map(([name, watch]): Watch => {
    const component = object.components.get(name) ?? expect.fail(name);
    return { component, events: ['insert', 'update'], columns: [], associationColumns: [], ...watch };
  });
  const at = { file: 'policies.yaml', line: 1, column: 1 };
  return { name: 'P', at, process: { ...process, integrationObject: object }, watches, hops: 10 };
}

/** `trigger: component <- column`, one for each rule. */
function rulesOf(...policies: readonly Policy[]): readonly string[] {
  return changeTriggers(policies).flatMap(({ name, rules }) =>
    rules.map(({ component, record }) => {
      const from = record.kind === 'column' ? record.column.name : `${record.table.name}.${record.parentColumn.name}`;
      return `${name}: ${component} <- ${from}`;
    }),
  );
}

describe('the triggers of policies', () => {
  const ticket = integrationObject('CUT Sample Trouble Ticket IO');
  const account = integrationObject('CUT Sample Account IO');
  const profile = integrationObject('CUT Sample Service Profile IO');
  const columns = (object: IntegrationObject, component: string) =>
    [...(object.components.get(component)?.table.columns.values() ?? [])].filter(({ system }) => !system);

  it('are none where there are no policies', () => expect(changeTriggers([])).to.deep.equal([]));

  it('note a root by its own row id', () => {
    const roots = policy(ticket, { 'Service Request': { columns: columns(ticket, 'Service Request') } });
    expect(rulesOf(roots)).to.deep.equal([
      'CUT_POLICY_S_SRV_REQ_I: Service Request <- ROW_ID',
      'CUT_POLICY_S_SRV_REQ_U: Service Request <- ROW_ID',
    ]);
  });

  it('note the parent of a child, and only the events that are watched', () => {
    const activities = policy(ticket, { Activity: { columns: columns(ticket, 'Activity'), events: ['insert'] } });
    expect(rulesOf(activities)).to.deep.equal(['CUT_POLICY_S_EVT_ACT_I: Service Request <- SRA_SR_ID']);
  });

  it('note both kinds of parents of what nests', () => {
    const name = 'Asset Mgmt - Asset';
    const nested = policy(profile, { [name]: { columns: columns(profile, name), events: ['update'] } });
    expect(rulesOf(nested)).to.deep.equal([
      'CUT_POLICY_S_ASSET_U: Asset Mgmt - Asset - Header <- PAR_ASSET_ID',
      'CUT_POLICY_S_ASSET_U: Asset Mgmt - Asset <- PAR_ASSET_ID',
    ]);
  });

  it('note what an associated row is paired with, when it or the pairing changes', () => {
    const { link } = account.components.get('Related Contact') ?? expect.fail();
    if (link?.kind !== 'association') expect.fail();
    const contacts = policy(account, {
      'Related Contact': { columns: columns(account, 'Related Contact'), associationColumns: [link.parentColumn] },
    });
    expect(rulesOf(contacts)).to.deep.equal([
      'CUT_POLICY_S_PARTY_PER_I: Account <- PARTY_ID',
      'CUT_POLICY_S_PARTY_PER_U: Account <- PARTY_ID',
      'CUT_POLICY_S_CONTACT_U: Account <- S_PARTY_PER.PARTY_ID',
    ]);
  });

  it('are one for each table and event, whoever watches it', () => {
    const watched = { 'Service Request': { columns: columns(ticket, 'Service Request') } };
    const both = changeTriggers([policy(ticket, watched), { ...policy(ticket, watched), name: 'Q' }]);
    expect(both.map(({ rules }) => rules.map((rule) => rule.policy))).to.deep.equal([
      ['P', 'Q'],
      ['P', 'Q'],
    ]);
  });

  it('watch no updates of rows in which nothing is watched', () => {
    expect(rulesOf(policy(ticket, { 'Service Request': {} }))).to.deep.equal([
      'CUT_POLICY_S_SRV_REQ_I: Service Request <- ROW_ID',
    ]);
  });
});
