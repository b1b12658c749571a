import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { answerDocument } from '../../src/outbound/answer-document.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const envelope = (content: string) => `<s:Envelope xmlns:s="${SOAP}" xmlns:p="urn:partner">${content}</s:Envelope>`;

describe('the document in an answer', () => {
  const CASES: readonly (readonly [what: string, text: string, document: string | undefined])[] = [
    ['is the answer itself', '<ok/>', '<ok/>'],
    [
      'is the content of a SOAP body, with its namespaces',
      envelope('<s:Header/><s:Body><p:Done><p:Id>7</p:Id></p:Done></s:Body>'),
      `<p:Done xmlns:s="${SOAP}" xmlns:p="urn:partner"><p:Id>7</p:Id></p:Done>`,
    ],
    ['is not there in an empty answer', ' \n', undefined],
    ['is not there in an empty body', envelope('<s:Body/>'), undefined],
    ['is not there in an envelope without a body', envelope('<s:Header/>'), undefined],
  ];
  for (const [what, text, document] of CASES) {
    it(what, () => expect(answerDocument(text)).to.equal(document));
  }

  it('is refused when it is no XML', () => {
    expect(() => answerDocument('<ok>')).to.throw(CutError);
  });
});
