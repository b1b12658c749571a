import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ServiceProcess, startService } from '../../support/service-process.ts';
import { until } from '../../support/until.ts';
import { account, accounts } from '../feed-service.ts';

const OBJECTS = 2000;

describe('a service with a drop folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cut-folder-'));
  let service: ServiceProcess;
  after(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  it('goes on with a file after it was killed', async () => {
    service = await startService({ CUT_FEED_FOLDER: folder });
    const content = accounts(...Array.from({ length: OBJECTS }, (_, index) => account(`D-${index}`)));
    writeFileSync(join(folder, 'accounts.part'), content);
    renameSync(join(folder, 'accounts.part'), join(folder, 'in', 'accounts.xml'));
    await until(() => readdirSync(join(folder, 'work')).length > 0);
    await service.kill();
    service = await startService({ CUT_FEED_FOLDER: folder }, service.dataDirectory);
    await until(() => readdirSync(join(folder, 'done')).length === 2, 120_000);
    const report = readdirSync(join(folder, 'done')).find((name) => name.endsWith('.report.xml')) ?? '';
    expect(readFileSync(join(folder, 'done', report), 'utf8'))
      .to.contain(`<Objects>${OBJECTS}</Objects>`)
      .and.to.contain(`inserted="${OBJECTS}"`);
  });
});
