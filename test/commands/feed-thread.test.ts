import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { FeedThread } from '../../src/commands/feed-thread.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { until } from '../support/until.ts';
import { temporaryDirectory } from './command-process.ts';

describe('the feed thread', () => {
  it('says that it has crashed, and is not started again once it is to stop', async () => {
    using directory = temporaryDirectory();
    const flags = { dataDir: directory.path, mappings: join(directory.path, 'none') };
    const { options } = readOptions({ flags, environment: {}, directory: directory.path });
    const output = new PassThrough();
    const log = createLog({ level: 'info', format: 'text', output });
    let text = '';
    output.on('data', (chunk) => {
      text += chunk;
    });
    const thread = new FeedThread(options, log);
    thread.called();
    thread.wake();
    await until(() => text.includes('the feed thread has crashed'));
    await thread.stop();
    thread.wake();
    await log.close();
    expect(text.match(/crashed/g)).to.have.lengthOf(1);
  });

  it('has nothing to stop when there was never a feed', async () => {
    const { options } = readOptions({ flags: {}, environment: {}, directory: '/' });
    await new FeedThread(options, createLog({ level: 'info', format: 'text', output: new PassThrough() })).stop();
  });
});
