import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MappedDocuments } from '../../src/mapping/mapped-documents.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { integrationObject } from '../support/model.ts';
import { codec, GOLDEN, shippedMaps } from './golden-maps.ts';

const account = integrationObject('CUT Sample Account IO');

describe('documents for processes that receive', () => {
  const documents = new MappedDocuments(codec.decoder, shippedMaps, () => '2026-11-26 12:00:00');
  const read = (name: string) => readFileSync(join(GOLDEN, 'cases', name), 'utf8');

  it("are made of a partner's own shape", () => {
    const { integrationObject: object, roots } = documents.decodeDocument(read('customers.xml'), account);
    expect(object).to.equal(account);
    expect(roots).to.have.length.above(0);
  });

  it('are read as they are in their own shape, with maps and without', () => {
    const own = read('accounts.xml');
    expect(documents.decodeDocument(own, account).roots).to.have.length.above(0);
    expect(documents.decodeDocument(own).integrationObject).to.equal(account);
  });

  it('are told by their document element', () => {
    const known = (text: string) => documents.isDocument(parseXml(text), account);
    expect(known(`<${account.tag} xmlns="${account.namespace}"/>`)).to.equal(true);
    expect(known(`<${account.tag} xmlns="urn:other"/>`)).to.equal(false);
    expect(known('<CustomerUpdate xmlns="urn:example:billing"/>')).to.equal(true);
    expect(known('<CustomerUpdate/>')).to.equal(false);
  });

  it('of an object that no map makes are in its own shape', () => {
    const asset = integrationObject('CUT Sample Asset IO');
    expect(() => documents.decodeDocument(read('customers.xml'), asset)).to.throw();
  });
});
