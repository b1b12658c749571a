import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { answerDocument } from '../../src/outbound/answer-document.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const envelope = (content: string) => `<s:Envelope xmlns:s="${SOAP}" xmlns:p="urn:partner">${content}</s:Envelope>`;

const isWanted = ({ name }: { readonly name: string }): boolean => name === 'Wanted';

describe('the document in an answer', () => {
  const CASES: readonly (readonly [what: string, text: string, document: string | undefined])[] = [
    ['is the answer itself', '<ok/>', '<ok/>'],
    [
      'is the content of a SOAP body, with its namespaces',
      envelope('<s:Header/><s:Body><p:Done><p:Id>7</p:Id></p:Done></s:Body>'),
      `<p:Done xmlns:s="${SOAP}" xmlns:p="urn:partner"><p:Id>7</p:Id></p:Done>`,
    ],
    [
      'is in an element that wraps it, whatever else that holds',
      envelope('<s:Body><p:Output><p:Code/><p:Part><p:Wanted>7</p:Wanted></p:Part><p:Part/></p:Output></s:Body>'),
      `<p:Wanted xmlns:s="${SOAP}" xmlns:p="urn:partner">7</p:Wanted>`,
    ],
    ['is in an element that wraps it, where there is no envelope', '<Out><Wanted/></Out>', '<Wanted/>'],
    ['is that further out, of two', '<Out><In><Wanted/></In><Wanted>7</Wanted></Out>', '<Wanted>7</Wanted>'],
    [
      'is not looked for everywhere',
      '<a><b><c><d><e><f><Wanted/></f></e></d></c></b></a>',
      '<a><b><c><d><e><f><Wanted/></f></e></d></c></b></a>',
    ],
    ['is not there in an empty answer', ' \n', undefined],
    ['is not there in an empty body', envelope('<s:Body/>'), undefined],
    ['is not there in an envelope without a body', envelope('<s:Header/>'), undefined],
  ];
  for (const [what, text, document] of CASES) {
    it(what, () => expect(answerDocument(text, isWanted)).to.equal(document));
  }

  it('is refused when it is no XML', () => {
    expect(() => answerDocument('<ok>', isWanted)).to.throw(CutError);
  });
});
