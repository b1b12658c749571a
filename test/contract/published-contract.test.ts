import { expect } from 'chai';
import { PublishedContract } from '../../src/contract/published-contract.ts';
import { model } from '../support/model.ts';
import { xpath } from '../support/xpath.ts';

describe('PublishedContract', () => {
  const contract = new PublishedContract(model);

  describe('as it is served', () => {
    it('names the address that the caller used, and its own address for each import', () => {
      const text = contract.wsdl('fraud-alert', 'https://cut.example:8443/soap/fraud-alert');
      expect(xpath(text, '//soap:address/@location | //soap12:address/@location')).to.deep.equal([
        'https://cut.example:8443/soap/fraud-alert',
        'https://cut.example:8443/soap/fraud-alert',
      ]);
      expect(xpath(text, '//xsd:import/@schemaLocation')).to.deep.equal([
        'https://cut.example:8443/soap/fraud-alert?xsd=fraud-alert.xsd',
      ]);
    });

    it('puts the imports of an address with a query of its own beside that query', () => {
      const address = 'http://cut.example/eai_enu/start.swe?SWEExtSource=WebService&SWEExtCmd=Execute';
      const text = contract.wsdl('account', address);
      expect(xpath(text, '//soap:address/@location')).to.deep.equal([address]);
      expect(xpath(text, '//xsd:import/@schemaLocation')).to.deep.equal([
        'http://cut.example/eai_enu/start.swe?xsd=account.xsd',
      ]);
    });

    it('takes an address literally, whatever is in it', () => {
      expect(xpath(contract.wsdl('account', 'http://x/$&$\'"<'), '//soap:address/@location')).to.deep.equal([
        'http://x/$&$\'"<',
      ]);
    });

    it('has all operations in the WSDL of no service in particular', () => {
      const text = contract.wsdl(undefined, 'http://cut.example/soap');
      expect(xpath(text, '/wsdl:definitions/@name')).to.deep.equal(['CUTAll']);
      expect(xpath(text, '//wsdl:portType/wsdl:operation')).to.have.length(20);
    });

    it('has the operations of the EAI Siebel Adapter in a WSDL of their own', () => {
      const text = contract.wsdl('siebel-adapter', 'http://cut.example/soap/siebel-adapter');
      expect(xpath(text, '/wsdl:definitions/@name')).to.deep.equal(['CUTSiebelAdapter']);
      expect(xpath(text, '//wsdl:portType/wsdl:operation')).to.have.length(64);
      expect(xpath(text, '//xsd:import/@schemaLocation')).to.have.length(8);
    });

    it('has every file that a WSDL imports, and no other', () => {
      const imports = xpath(contract.wsdl(undefined, 'http://x'), '//xsd:import/@schemaLocation');
      for (const location of imports) {
        const name = new URL(location).searchParams.get('xsd') ?? '';
        expect(contract.file(name), name).to.include('xs:schema');
      }
      expect(contract.file('../package.json')).to.equal(undefined);
    });

    it('refuses a service that is not there', () => {
      expect(() => contract.wsdl('no-such-service', 'http://x')).to.throw(RangeError);
    });
  });

  describe('as files', () => {
    const files = contract.files();

    it('are one XSD per integration object, one WSDL per service and one with the operations of all processes', () => {
      expect([...files.keys()]).to.have.members([
        ...[...model.integrationObjects.values()].map(({ id }) => `xsd/${id}.xsd`),
        ...[...model.services.keys()].map((id) => `wsdl/${id}.wsdl`),
        'wsdl/siebel-adapter.wsdl',
        'wsdl/cut.wsdl',
      ]);
    });

    it('refer to each other', () => {
      for (const [path, text] of files) {
        if (!path.startsWith('wsdl/')) continue;
        for (const location of xpath(text, '//xsd:import/@schemaLocation')) {
          expect([...files.keys()], `${path} imports ${location}`).to.include(location.replace('../', ''));
        }
      }
    });

    it('name the default address of each service', () => {
      const address = (path: string): string[] => xpath(files.get(path) ?? '', '//soap:address/@location');
      expect(address('wsdl/sales-order.wsdl')).to.deep.equal(['http://127.0.0.1:8080/soap/sales-order']);
      expect(address('wsdl/cut.wsdl')).to.deep.equal(['http://127.0.0.1:8080/soap']);
    });
  });
});
