import { Writable } from 'node:stream';
import { expect } from 'chai';
import { BatchedOutput } from '../../src/telemetry/batched-output.ts';

describe('BatchedOutput', () => {
  it('writes the lines of one turn together', async () => {
    const writes: string[] = [];
    const target = new Writable({
      write(chunk, _, done) {
        writes.push(String(chunk));
        done();
      },
    });
    const output = new BatchedOutput(target);
    output.write('a\n');
    output.write('b\n');
    await new Promise(setImmediate);
    expect(writes).to.deep.equal(['a\nb\n']);
  });

  it('drops lines, and says how many, when the reader does not keep up', async () => {
    const writes: string[] = [];
    const held: (() => void)[] = [];
    const target = new Writable({
      write(chunk, _, done) {
        writes.push(String(chunk).slice(0, 80));
        held.push(done);
      },
    });
    const output = new BatchedOutput(target);
    const line = `${'x'.repeat(1024 * 1024)}\n`;
    for (let i = 0; i < 20; i++) output.write(line);
    await new Promise(setImmediate);
    held.shift()?.();
    await new Promise(setImmediate);
    output.write('next\n');
    await new Promise(setImmediate);
    expect(writes).to.have.length(2);
    expect(writes[1]).to.match(/^4 log lines dropped.*\nnext\n$/);
  });
});
