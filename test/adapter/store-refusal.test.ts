import { expect } from 'chai';
import type { ResolvedNode } from '../../src/adapter/resolve.ts';
import { storeRefusal } from '../../src/adapter/store-refusal.ts';
import type { Instance } from '../../src/model/instance.ts';
import { ForeignKeyViolation, RowGone, UniqueViolation } from '../../src/store/store.ts';
import { instanceList } from '../support/instances.ts';
import { integrationObject } from '../support/model.ts';

const [root] = instanceList(integrationObject('CUT Sample Account IO'), {
  Name: 'Tyne',
  'Account Synonym': [{ Synonym: 'A' }],
}).roots;

describe('storeRefusal', () => {
  const nodes = root === undefined ? [] : [nodeOf(root)];
  const CASES: readonly (readonly [error: Error, code: string, message: string])[] = [
    [
      new UniqueViolation('S_ORG_SYN', ['OU_ID', 'NAME', 'CONFLICT_ID']),
      'SBL-EAI-04381',
      'Another Account Synonym with the same Synonym already exists',
    ],
    [
      new UniqueViolation('S_PARTY', ['ROW_ID']),
      'SBL-EAI-04381',
      'Another S_PARTY with the same ROW_ID already exists',
    ],
    [new RowGone('S_ORG_EXT', '1-1'), 'SBL-DAT-00523', 'Account with row id 1-1 has been changed by another user'],
    [new RowGone('S_ORDER', '1-1'), 'SBL-DAT-00523', 'S_ORDER with row id 1-1 has been changed by another user'],
    [
      new ForeignKeyViolation({ table: 'S_ORG_EXT', column: 'PAR_OU_ID', references: 'S_ORG_EXT' }, '1-9'),
      'SBL-DAT-00225',
      "'1-9' of field PAR_OU_ID is not in S_ORG_EXT",
    ],
  ];
  for (const [error, code, message] of CASES) {
    it(`${error.name} of ${error.message}`, () => {
      expect(storeRefusal(error, nodes)).to.include({ code, message, cause: error });
    });
  }

  it('leaves everything else alone: that is no mistake of the caller', () => {
    expect(storeRefusal(new Error('disk full'), nodes)).to.equal(undefined);
  });
});

function nodeOf(instance: Instance): ResolvedNode {
  const children = instance.children.map((group) => group?.map(nodeOf));
  return { instance, index: 0, key: { fields: [], values: [] }, children };
}
