import { expect } from 'chai';
import { code, markdownTable } from '../../src/contract/markdown.ts';

describe('Markdown', () => {
  it('writes a table', () => {
    expect(markdownTable(['a', 'b'], [['1', '2']])).to.equal('| a | b |\n| --- | --- |\n| 1 | 2 |');
  });

  it('keeps a cell a cell, whatever is in it', () => {
    expect(markdownTable(['a'], [['x | y\n<z>']])).to.include('| x \\| y &lt;z> |');
  });

  it('marks code, and leaves nothing as it is', () => {
    expect([code('x'), code('')]).to.deep.equal(['`x`', '']);
  });
});
