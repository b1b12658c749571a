import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCodec, type MessageCodec } from '../../src/commands/message-codec.ts';
import { PublishedContract } from '../../src/contract/published-contract.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import { MAPPINGS, model } from '../support/model.ts';

const SAMPLE = readFileSync(join(MAPPINGS, 'samples', '10-account.xml'), 'utf8');
const WRONG = SAMPLE.replace(/<Name>[^<]*<\/Name>/, `<Name>${'x'.repeat(1000)}</Name>`);

describe('createCodec', () => {
  const contract = new PublishedContract(model);
  const codecs = (['at start', 'when needed'] as const).map((schemas) =>
    createCodec(model, contract, 'siebel', 'general', schemas),
  );
  after(() => {
    for (const codec of codecs) codec[Symbol.dispose]();
  });

  it('reads the same, whenever the schemas are compiled', () => {
    const [roots, others] = codecs.map((codec) =>
      codec.decoder.decodeDocument(SAMPLE).roots.map(({ values }) => values),
    );
    expect(roots).to.have.lengthOf.above(0);
    expect(others).to.deep.equal(roots);
  });

  it('refuses the same', () => {
    const [problem, other] = codecs.map(problemOf);
    expect(problem).to.be.a('string').and.include('Name');
    expect(other).to.equal(problem);
  });

  it('frees schemas that nobody has needed', () => {
    createCodec(model, contract, 'siebel', 'compiled', 'when needed')[Symbol.dispose]();
  });
});

function problemOf({ decoder }: MessageCodec): string {
  try {
    decoder.decodeDocument(WRONG);
  } catch (error) {
    if (error instanceof CutError) return `${error.key} ${error.message}`;
    throw error;
  }
  throw new Error('the document was accepted');
}
