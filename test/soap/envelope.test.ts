import { expect } from 'chai';
import { readEnvelope, readVersion } from '../../src/soap/envelope.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { envelope, errorsOf, VERSIONS } from './messages.ts';

describe('the envelope', () => {
  for (const version of VERSIONS) {
    const read = (xml: string) => readEnvelope(parseXml(xml), version);
    const around = (content: string) => `<s:Envelope xmlns:s="${version.namespace}">${content}</s:Envelope>`;

    describe(`of SOAP ${version.number}`, () => {
      it('is told by its namespace', () => {
        expect(readVersion(parseXml(envelope(version, {})))).to.equal(version);
      });

      it('has header blocks and one element in its Body', () => {
        const { headers, content } = read(envelope(version, { header: '<a/><b/>', body: '<Op/>' }));
        expect(headers.map(({ name }) => name)).to.deep.equal(['a', 'b']);
        expect(content.name).to.equal('Op');
      });

      it('needs no Header', () => {
        expect(read(around('<s:Body><Op/></s:Body>')).headers).to.deep.equal([]);
      });

      for (const [problem, content] of [
        ['it has 0 Body elements', ''],
        ['it has 2 Body elements', '<s:Body><Op/></s:Body><s:Body><Op/></s:Body>'],
        ['it has 2 Header elements', '<s:Header/><s:Header/><s:Body><Op/></s:Body>'],
        ['its Header comes after its Body', '<s:Body><Op/></s:Body><s:Header/>'],
        ['its Body holds 0 elements, not one', '<s:Body> </s:Body>'],
        ['its Body holds 2 elements, not one', '<s:Body><Op/><Op/></s:Body>'],
        ["'Body' is neither its Header nor its Body", '<Body><Op/></Body>'],
        ["'Footer' is neither its Header nor its Body", '<s:Body><Op/></s:Body><Footer/>'],
      ] as const) {
        it(`is refused: ${problem}`, () => {
          expect(errorsOf(() => read(around(content)))).to.deep.equal([
            `NOT_SOAP: The message is not a SOAP envelope: ${problem}`,
          ]);
        });
      }
    });
  }

  it('of another SOAP is refused as such', () => {
    expect(errorsOf(() => readVersion(parseXml('<Envelope xmlns="urn:soap:2"/>')))).to.deep.equal([
      "VERSION_MISMATCH: The envelope is in namespace 'urn:soap:2', which is neither SOAP 1.1 nor SOAP 1.2",
    ]);
  });

  it('is needed', () => {
    expect(errorsOf(() => readVersion(parseXml('<SiebelMessage/>')))).to.deep.equal([
      "NOT_SOAP: The message is not a SOAP envelope: its root element is 'SiebelMessage'",
    ]);
  });
});
