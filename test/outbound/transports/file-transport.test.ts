import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PendingDelivery } from '../../../src/outbound/outbox-rows.ts';
import { FileTransport } from '../../../src/outbound/transports/file-transport.ts';

describe('FileTransport', () => {
  it('shows a file under its name only when it is whole, and a message delivered twice is one file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cut-transport-'));
    const transport = new FileTransport(join(directory, 'x'));
    const delivery: PendingDelivery = {
      rowId: '1-1',
      partner: 'x',
      messageId: '1-2',
      process: 'A/B ../C',
      objectId: '1-3',
      payload: 'first',
      tries: 0,
    };
    await transport.deliver(delivery);
    await transport.deliver({ ...delivery, payload: 'again' });
    expect(readdirSync(join(directory, 'x'))).to.deep.equal(['A-B-..-C_1-3_1-2.xml']);
    expect(readFileSync(join(directory, 'x', 'A-B-..-C_1-3_1-2.xml'), 'utf8')).to.equal('again');
    rmSync(directory, { recursive: true });
  });
});
