import { expect } from 'chai';
import { isXmlName, listTagOf, namespaceOf, operationOf, propertyTagOf, tagOf } from '../../src/model/names.ts';

/** Rule, name, what it becomes. Most are names seen in interfaces of live systems. */
const CASES: readonly (readonly [(name: string) => string, string, string])[] = [
  [tagOf, 'First Name', 'FirstName'],
  [tagOf, 'Account_Business Address', 'Account_BusinessAddress'],
  [tagOf, 'Asset Mgmt - Asset', 'AssetMgmt-Asset'],
  [tagOf, 'S-S Key Id', 'S-SKeyId'],
  [tagOf, 'M/F', 'MF'],
  [tagOf, 'Main Phone #', 'MainPhone'],
  [listTagOf, 'CUT Sample Account IO', 'ListOfCutSampleAccountIo'],
  [listTagOf, 'UCVP Inter BO', 'ListOfUcvpInterBo'],
  [listTagOf, 'SWIContactIO', 'ListOfSwicontactio'],
  [listTagOf, 'ANS_WSEmployee', 'ListOfAns_Wsemployee'],
  [listTagOf, 'SS_Address_IO', 'ListOfSs_Address_Io'],
  [namespaceOf, 'VFQ IDM Sync', 'http://www.siebel.com/xml/VFQ%20IDM%20Sync'],
  [operationOf, 'CUT Get Account Data', 'CUTGetAccountData'],
  [propertyTagOf, 'Object Id', 'Object_spcId'],
  [propertyTagOf, 'Siebel Operation Object Id', 'Siebel_spcOperation_spcObject_spcId'],
  [propertyTagOf, 'Input: Siebel Int Object Name', 'Input_cln_spcSiebel_spcInt_spcObject_spcName'],
  [propertyTagOf, 'order_number', 'order_number'],
  [propertyTagOf, 'A (B) "C" \'D\'', 'A_spc_lprB_rpr_spc_dqtC_dqt_spc_sqtD_sqt'],
  [propertyTagOf, 'A|B', 'AB'],
];

describe('names', () => {
  for (const [rule, name, expected] of CASES) {
    it(`${rule.name}: ${name} -> ${expected}`, () => {
      expect(rule(name)).to.equal(expected);
    });
  }

  it('knows XML names', () => {
    for (const name of ['A', '_a', 'A-1.b', 'Ääni']) expect(isXmlName(name), name).to.equal(true);
    for (const name of ['', '1A', '-a', '.a', 'a b', 'a:b']) expect(isXmlName(name), name).to.equal(false);
  });
});
