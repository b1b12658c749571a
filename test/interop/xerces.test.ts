import { expect } from 'chai';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { model } from '../support/model.ts';
import { fixtureDocuments } from './fixture-documents.ts';
import { askXerces, whyNoXerces } from './xerces.ts';

const objects = [...model.integrationObjects.values()];
const documents = fixtureDocuments();

describe('The XSDs', () => {
  const validator = SchemaValidator.create(
    new Map(objects.map((object) => [object.name, integrationObjectXsd(object)])),
  );

  after(() => validator.dispose());

  describe('by libxml2', () => {
    for (const { name, valid, text, object } of documents) {
      it(`${valid ? 'accept' : 'refuse'} ${name}`, () => {
        const problems = validator.validate(object.name, text);
        if (valid) expect(problems).to.deep.equal([]);
        else expect(problems).not.to.have.length(0);
      });
    }
  });

  describe('by Xerces', () => {
    let messages: ReadonlyMap<string, readonly string[]>;

    before(async function () {
      this.timeout(60_000);
      const reason = await whyNoXerces();
      if (reason !== undefined) {
        console.log(`      Xerces is not asked: ${reason}`);
        this.skip();
      }
      messages = await askXerces(
        documents,
        new Map(objects.map((object) => [object.namespace, integrationObjectXsd(object)])),
      );
    });

    for (const { name, valid } of documents) {
      it(`${valid ? 'accept' : 'refuse'} ${name}`, () => {
        if (valid) expect(messages.get(name)).to.deep.equal([]);
        else expect(messages.get(name)).not.to.have.length(0);
      });
    }
  });
});
