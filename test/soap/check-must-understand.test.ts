import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { checkMustUnderstand } from '../../src/soap/check-must-understand.ts';
import { readEnvelope } from '../../src/soap/envelope.ts';
import { writeFault } from '../../src/soap/fault.ts';
import { SOAP_1_1, SOAP_1_2, type SoapVersion } from '../../src/soap/soap-version.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { all, envelope, errorsOf, readFault, VERSIONS } from './messages.ts';

const NEXT_11 = 'http://schemas.xmlsoap.org/soap/actor/next';
const NEXT_12 = 'http://www.w3.org/2003/05/soap-envelope/role/next';
const ULTIMATE = 'http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver';
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const DRAFT = 'http://schemas.xmlsoap.org/ws/2002/07/secext';
const SIEBEL = 'http://siebel.com/webservices';

describe('headers that must be understood', () => {
  const check = (version: SoapVersion, header: string) =>
    checkMustUnderstand(readEnvelope(parseXml(envelope(version, { header, body: '<Op/>' })), version));

  for (const version of VERSIONS) {
    for (const [what, header, refused] of [
      ['a stranger', '<x:Route xmlns:x="urn:x" s:mustUnderstand="1"/>', ['{urn:x}Route']],
      ['a stranger in no namespace', '<Route s:mustUnderstand="true"/>', ['{}Route']],
      [
        'two strangers',
        '<A xmlns="urn:x" s:mustUnderstand="1"/><B xmlns="urn:y" s:mustUnderstand="1"/>',
        ['{urn:x}A', '{urn:y}B'],
      ],
      ['a stranger of Siebel', `<Mystery xmlns="${SIEBEL}" s:mustUnderstand="1"/>`, [`{${SIEBEL}}Mystery`]],
      ['a stranger that need not be', '<x:Route xmlns:x="urn:x" s:mustUnderstand="0"/>', []],
      ['a stranger that does not say', '<x:Route xmlns:x="urn:x" mustUnderstand="1"/>', []],
      ['WS-Security (OASIS)', `<Security xmlns="${OASIS}" s:mustUnderstand="1"/>`, []],
      ['WS-Security (draft)', `<Security xmlns="${DRAFT}" s:mustUnderstand="1"/>`, []],
      ['UsernameToken of Siebel', `<UsernameToken xmlns="${SIEBEL}" s:mustUnderstand="1"/>`, []],
      ['SessionType of Siebel', `<SessionType xmlns="${SIEBEL}" s:mustUnderstand="1"/>`, []],
    ] as const) {
      it(`${refused.length > 0 ? 'refuse' : 'pass'} ${what} in SOAP ${version.number}`, () => {
        expect(errorsOf(() => check(version, header))).to.deep.equal(
          refused.map((name) => `MUST_UNDERSTAND: The header ${name} must be understood, and is not`),
        );
      });
    }
  }

  for (const [version, role, refused] of [
    [SOAP_1_1, `s:actor=""`, true],
    [SOAP_1_1, `s:actor="${NEXT_11}"`, true],
    [SOAP_1_1, `s:actor="urn:somebody"`, false],
    [SOAP_1_2, `s:role="${NEXT_12}"`, true],
    [SOAP_1_2, `s:role="${ULTIMATE}"`, true],
    [SOAP_1_2, `s:role="urn:somebody"`, false],
  ] as const) {
    it(`${refused ? 'count' : 'do not count'} in SOAP ${version.number} with ${role}`, () => {
      const header = `<x:Route xmlns:x="urn:x" s:mustUnderstand="1" ${role}/>`;
      expect(errorsOf(() => check(version, header))).to.have.lengthOf(refused ? 1 : 0);
    });
  }

  it('are named one by one in a SOAP 1.2 fault', () => {
    const header = '<A xmlns="urn:x" s:mustUnderstand="1"/><B s:mustUnderstand="1"/>';
    const { root, code } = readFault(
      writeFault(
        thrown(() => check(SOAP_1_2, header)),
        SOAP_1_2,
      ),
    );
    expect(code).to.equal('env:MustUnderstand');
    const blocks = all(root, 'NotUnderstood');
    expect(blocks.map((block) => block.attribute('qname'))).to.deep.equal(['h:A', 'B']);
    expect(blocks[0]?.declarations).to.deep.equal({ h: 'urn:x' });
  });

  it('have no detail in a SOAP 1.1 fault, since the Body was not looked at', () => {
    const fault = readFault(
      writeFault(
        thrown(() => check(SOAP_1_1, '<A s:mustUnderstand="1"/>')),
        SOAP_1_1,
      ),
    );
    expect(fault.code).to.equal('SOAP-ENV:MustUnderstand');
    expect(fault.reason).to.equal('The header {}A must be understood, and is not(SBL-EAI-04302)');
    expect(all(fault.root, 'detail')).to.deep.equal([]);
  });
});

function thrown(work: () => void): CutError {
  try {
    work();
  } catch (error) {
    if (error instanceof CutError) return error;
  }
  throw new Error('nothing was refused');
}
