import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FileTransport } from '../../../src/outbound/transports/file-transport.ts';
import type { DeliveryMessage } from '../../../src/outbound/transports/transport.ts';

const MESSAGE: DeliveryMessage = { messageId: '1-2', process: 'A/B ../C', objectId: '1-3', payload: 'first' };
const NAME = '{process}_{objectId}_{messageId}.xml';

describe('FileTransport', () => {
  it('shows a file under its name only when it is whole, and a message delivered twice is one file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cut-transport-'));
    const transport = new FileTransport(join(directory, 'x'), NAME);
    await transport.deliver(MESSAGE);
    await transport.deliver({ ...MESSAGE, payload: 'again' });
    expect(readdirSync(join(directory, 'x'))).to.deep.equal(['A-B-..-C_1-3_1-2.xml']);
    expect(readFileSync(join(directory, 'x', 'A-B-..-C_1-3_1-2.xml'), 'utf8')).to.equal('again');
    rmSync(directory, { recursive: true });
  });

  it('names files as it is told', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cut-transport-'));
    const transport = new FileTransport(directory, 'order-{objectId}.{messageId}.{messageId}.txt');
    await transport.deliver(MESSAGE);
    expect(readdirSync(directory)).to.deep.equal(['order-1-3.1-2.1-2.txt']);
    rmSync(directory, { recursive: true });
  });

  it('lets its group read the files, and nobody else', async function () {
    if (process.platform === 'win32') this.skip();
    const directory = mkdtempSync(join(tmpdir(), 'cut-transport-'));
    const transport = new FileTransport(join(directory, 'x'), NAME);
    await transport.deliver({ ...MESSAGE, process: 'A' });
    const mode = (...path: string[]) => statSync(join(directory, ...path)).mode & 0o777;
    expect(mode('x') & ~0o750, 'directory').to.equal(0);
    expect(mode('x', 'A_1-3_1-2.xml') & ~0o640, 'file').to.equal(0);
    rmSync(directory, { recursive: true });
  });
});
