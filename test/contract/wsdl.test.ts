import { expect } from 'chai';
import { wsdl } from '../../src/contract/wsdl.ts';
import type { Service } from '../../src/model/model.ts';
import { model } from '../support/model.ts';
import { xpath } from '../support/xpath.ts';

const ADDRESS = 'http://cut.example/soap/account';

function service(id: string): Service {
  const found = model.services.get(id);
  if (found === undefined) throw new RangeError(`no service ${id}`);
  return found;
}

describe('WSDL of a service', () => {
  const text = wsdl(service('account'), { address: ADDRESS, xsdLocation: ({ id }) => `../xsd/${id}.xsd` });
  const find = (expression: string): string[] => xpath(text, expression);

  it('has the service namespace of Siebel as its target', () => {
    expect(find('/wsdl:definitions/@targetNamespace | //xsd:schema/@targetNamespace')).to.deep.equal([
      'http://siebel.com/CustomUI',
      'http://siebel.com/CustomUI',
    ]);
  });

  it('has one operation per process, with the comment of the process', () => {
    const operations = service('account').processes;
    expect(find('//wsdl:portType/wsdl:operation/@name')).to.deep.equal(operations.map(({ operation }) => operation));
    expect(find('//wsdl:portType/wsdl:operation/wsdl:documentation')).to.deep.equal(
      operations.map(({ comment }) => comment),
    );
  });

  for (const [prefix, suffix] of [
    ['soap', ''],
    ['soap12', '12'],
  ] as const) {
    it(`binds all operations as document/literal to ${prefix}`, () => {
      const binding = `//wsdl:binding[@name = 'CUTAccountBinding${suffix}']`;
      expect(find(`${binding}/${prefix}:binding/@style`)).to.deep.equal(['document']);
      expect(find(`${binding}/wsdl:operation/${prefix}:operation/@soapAction`)).to.deep.equal([
        'document/http://siebel.com/CustomUI:CUTGetAccountData',
        'document/http://siebel.com/CustomUI:CUTSendAccountData',
        'document/http://siebel.com/CustomUI:CUTReceiveAccountData',
      ]);
      expect(find(`${binding}//${prefix}:body/@use`)).to.deep.equal(new Array(6).fill('literal'));
    });

    it(`has a port for ${prefix} at the address`, () => {
      const port = `//wsdl:service[@name = 'CUTAccount']/wsdl:port[@name = 'CUTAccountPort${suffix}']`;
      expect(find(`${port}/@binding`)).to.deep.equal([`tns:CUTAccountBinding${suffix}`]);
      expect(find(`${port}/${prefix}:address/@location`)).to.deep.equal([ADDRESS]);
    });
  }

  it('has messages of one part, which is the wrapper element', () => {
    const names = find('//wsdl:message/@name');
    expect(names).to.have.length(6).and.to.include('CUTGetAccountData_Input');
    expect(find('//wsdl:part/@element')).to.deep.equal(names.map((name) => `tns:${name}`));
    expect(find('//xsd:schema/xsd:element/@name')).to.have.members(names);
  });

  it('imports the XSD of its integration object from where it is', () => {
    expect(find('//xsd:import/@schemaLocation')).to.deep.equal(['../xsd/account.xsd']);
    expect(find('//xsd:import/@namespace')).to.deep.equal(['http://www.siebel.com/xml/CUT%20Sample%20Account%20IO']);
    expect(find("//xsd:element[@ref = 'ns1:ListOfCutSampleAccountIo']")).to.have.length(5);
  });

  it('has the inputs in the order of the process, the outputs in that of their names', () => {
    const wrapper = (name: string): string[] =>
      find(`//xsd:element[@name = '${name}']//xsd:element/@name | //xsd:element[@name = '${name}']//xsd:element/@ref`);
    expect(wrapper('CUTGetAccountData_Input')).to.deep.equal([
      'Object_spcId',
      'Siebel_spcOperation_spcObject_spcId',
      'Input_cln_spcSiebel_spcInt_spcObject_spcName',
      'ns1:ListOfCutSampleAccountIo',
      'Account_spcXML',
    ]);
    // Account Message is the name of the property that has the integration object's tag
    expect(wrapper('CUTGetAccountData_Output')).to.deep.equal([
      'ns1:ListOfCutSampleAccountIo',
      'Account_spcXML',
      'Error_spcCode',
      'Error_spcMessage',
      'Object_spcId',
      'Siebel_spcOperation_spcObject_spcId',
    ]);
  });

  it('makes every argument optional', () => {
    const all = find('//xsd:sequence/xsd:element');
    expect(find("//xsd:sequence/xsd:element[@minOccurs = '0']")).to.have.length(all.length);
  });

  it('escapes what is special in an address', () => {
    const address = 'http://cut.example/eai?a=1&b="2"';
    const escaped = wsdl(service('account'), { address, xsdLocation: () => 'x.xsd' });
    expect(xpath(escaped, '//soap:address/@location')).to.deep.equal([address]);
  });
});

describe('WSDL of several services together', () => {
  const processes = [...model.processes.values()];
  const text = wsdl({ name: 'Together', processes }, { address: ADDRESS, xsdLocation: ({ id }) => `${id}.xsd` });

  it('has all operations', () => {
    expect(xpath(text, '//wsdl:portType/wsdl:operation/@name')).to.have.length(20);
  });

  it('imports each integration object once, under a prefix of its own', () => {
    expect(xpath(text, '//xsd:import/@schemaLocation')).to.have.members(
      [...model.integrationObjects.values()].map(({ id }) => `${id}.xsd`),
    );
    expect(new Set(xpath(text, '//xsd:element/@ref'))).to.have.property('size', 8);
  });
});
