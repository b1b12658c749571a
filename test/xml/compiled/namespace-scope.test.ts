import { expect } from 'chai';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { NamespaceScope } from '../../../src/xml/compiled/namespace-scope.ts';

describe('NamespaceScope', () => {
  it('resolves prefixes by the last declaration in scope', () => {
    const scope = new NamespaceScope();
    scope.declare('', 'urn:1', 0);
    scope.declare('p', 'urn:2', 0);
    scope.declare('p', 'urn:3', 2);
    scope.declare('', '', 2);
    expect([scope.resolve(''), scope.resolve('p')]).to.deep.equal(['', 'urn:3']);
    expect({ ...scope.declarationsFrom(2) }).to.deep.equal({ p: 'urn:3', '': '' });
    scope.size = 2;
    expect([scope.resolve(''), scope.resolve('p')]).to.deep.equal(['urn:1', 'urn:2']);
    scope.size = 0;
    expect(scope.resolve('')).to.equal('');
    expect(() => scope.resolve('p')).to.throw('namespace');
  });

  it('takes no URI that libxml2 refuses', () => {
    const pieces = fc.constantFrom(
      'http://',
      'https://',
      'urn:',
      'a',
      'B.c',
      '/',
      ':',
      '8',
      '80',
      '#',
      '?',
      '%',
      '%20',
      '%zz',
      ' ',
      '-',
      '~',
      '[',
      '@',
      'é',
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), (parts) => {
        const uri = parts.join('');
        try {
          new NamespaceScope().declare('p', uri, 0);
        } catch {
          return;
        }
        taken += 1;
        XmlDocument.fromString(`<a xmlns:p="${uri}"/>`).dispose();
      }),
      { numRuns: 5_000, examples: [[['urn:', '/', '/', 'http://']]] },
    );
    expect(taken).to.be.above(50);
  });
});
