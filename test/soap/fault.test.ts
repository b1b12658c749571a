import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { ERROR_TABLE, type ErrorKey } from '../../src/errors/error-table.ts';
import { writeFault } from '../../src/soap/fault.ts';
import { CUT_FAULT, SIEBEL_FAULT } from '../../src/soap/namespaces.ts';
import { SOAP_1_1, SOAP_1_2 } from '../../src/soap/soap-version.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { all, readFault, textOf, VERSIONS } from './messages.ts';

const SIDES = {
  '1.1': { client: 'SOAP-ENV:Client', server: 'SOAP-ENV:Server', special: 'SOAP-ENV:' },
  '1.2': { client: 'env:Sender', server: 'env:Receiver', special: 'env:' },
};
const SPECIAL: Partial<Record<ErrorKey, string>> = {
  MUST_UNDERSTAND: 'MustUnderstand',
  VERSION_MISMATCH: 'VersionMismatch',
};

describe('faults', () => {
  for (const version of VERSIONS) {
    describe(`of SOAP ${version.number}`, () => {
      for (const [key, { code, side }] of Object.entries(ERROR_TABLE)) {
        it(`tell ${key} as ${code}, the fault of the ${side}`, () => {
          const fault = readFault(writeFault(new CutError(key as ErrorKey), version));
          const special = SPECIAL[key as ErrorKey];
          const expected = SIDES[version.number];
          expect(fault.namespace).to.equal(version.namespace);
          expect(fault.code).to.equal(special === undefined ? expected[side] : expected.special + special);
          expect(fault.reason?.endsWith(`(${code})`)).to.equal(true);
        });
      }

      it("carry Siebel's error stack, and the place of each mistake for machines", () => {
        const first = new CutError(
          'INVALID_VALUE',
          { value: 'Bronze & co', field: 'Status', expected: 'Active or <none>' },
          {
            location: {
              argument: 'SiebelMessage',
              component: 'Account',
              instance: '2 (Name "Tyne")',
              field: 'Status',
              value: 'Bronze & co',
              line: 12,
              allowed: ['Active', 'R&D'],
            },
            further: [new CutError('EMPTY_MESSAGE')],
          },
        );
        const { root, reason } = readFault(writeFault(first, version));
        const text = "'Bronze & co' is not a value of field Status: Active or <none>";
        expect(reason).to.equal(`${text}; the detail has 1 more mistake(SBL-EAI-04401)`);

        const [siebel] = all(root, 'siebdetail');
        const [stack] = all(root, 'errorstack');
        expect(siebel?.namespace).to.equal(SIEBEL_FAULT);
        expect(stack?.children.map(plain)).to.deep.equal([
          {
            errorcode: 'SBL-EAI-04401',
            errorsymbol: 'IDS_ERR_EAI_SA_PICK_VALIDATE',
            errormsg: `${text}(SBL-EAI-04401)`,
          },
          {
            errorcode: 'SBL-EAI-04208',
            errorsymbol: 'IDS_XMLCNV_ERR_EMPTYMSG',
            errormsg: 'The message is empty(SBL-EAI-04208)',
          },
        ]);

        const [errors] = all(root, 'errors');
        expect(errors?.namespace).to.equal(CUT_FAULT);
        expect(errors?.attribute('count')).to.equal('2');
        const [located, unlocated] = errors?.children ?? [];
        expect(located && plain(located)).to.deep.equal({
          code: 'SBL-EAI-04401',
          argument: 'SiebelMessage',
          component: 'Account',
          instance: '2 (Name "Tyne")',
          field: 'Status',
          value: 'Bronze & co',
          line: '12',
          allowed: '',
        });
        expect(located && all(located, 'allowed')[0]?.children.map(({ text: value }) => value)).to.deep.equal([
          'Active',
          'R&D',
        ]);
        expect(unlocated && plain(unlocated)).to.deep.equal({ code: 'SBL-EAI-04208' });
      });

      it('are bounded, whatever was wrong', () => {
        const huge = new CutError(
          'VALUE_TYPE',
          { value: 'x'.repeat(100_000), field: 'Name', expected: 'less' },
          { location: { value: 'x'.repeat(100_000) } },
        );
        const errors = Array.from({ length: 5_000 }, () => huge);
        const { root, reason } = readFault(writeFault(CutError.of(errors), version));
        expect(reason).to.match(
          /^'x{999}…; the detail has 4999 more mistakes, and there may be others\(SBL-EAI-04128\)$/,
        );
        expect(all(root, 'errormsg')).to.have.lengthOf(100);
        expect(textOf(root, 'value')).to.have.lengthOf(251);
        expect(all(root, 'errors')[0]?.attribute('count')).to.equal('5000');
      });

      it('stay well-formed, whatever is quoted', () => {
        const error = new CutError('UNKNOWN_OPERATION', { operation: '\u0000]]><\ud800&\uffff' });
        expect(readFault(writeFault(error, version)).reason).to.equal(
          "There is no operation '\ufffd]]><\ufffd&\ufffd' here(SBL-EAI-04313)",
        );
      });
    });
  }

  it('tell in SOAP 1.2 which envelopes are understood', () => {
    const { root } = readFault(writeFault(new CutError('VERSION_MISMATCH', { namespace: 'urn:x' }), SOAP_1_2));
    const supported = all(root, 'SupportedEnvelope');
    expect(supported.map((each) => [each.attribute('qname'), ...Object.values(each.declarations)])).to.deep.equal([
      ['s0:Envelope', SOAP_1_2.namespace],
      ['s1:Envelope', SOAP_1_1.namespace],
    ]);
    expect(all(root, 'Upgrade')[0]?.parent?.name).to.equal('Header');
  });

  it('give the language of their text in SOAP 1.2', () => {
    const { root } = readFault(writeFault(new CutError('EMPTY_MESSAGE'), SOAP_1_2));
    expect(all(root, 'Text')[0]?.attribute('lang', 'http://www.w3.org/XML/1998/namespace')).to.equal('en');
  });
});

/** Children by name. */
function plain(element: XmlElement): Record<string, string> {
  return Object.fromEntries(element.children.map(({ name, text }) => [name, text]));
}
