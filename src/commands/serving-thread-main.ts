/** A thread that answers calls beside the main one: see `ServingThread`. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { join } from '../server/listen.ts';
import { stopServer } from '../server/stop-server.ts';
import { createLog } from '../telemetry/log.ts';
import { answer, ask } from './ask.ts';
import { createHttpService } from './create-http-service.ts';
import { openService } from './open-service.ts';
import { type PasswordQuestion, type PasswordVerdict, verifyElsewhere } from './password-verdict.ts';
import type { ServingThreadData, ServingThreadNews, ServingThreadOrder } from './serving-thread.ts';

const { options, database, port, calls, log: form } = workerData as ServingThreadData;
const main = parentPort as MessagePort;

const log = createLog({ level: options.logLevel, output: process.stdout, ...form });
const service = await openService({ ...options, ...database });
const http = createHttpService({
  service,
  options,
  log,
  feedThread: { called: () => Atomics.add(calls, 0, 1), wake: () => tell('feed') },
  metricsText: async () => (await ask<string>(main, { about: 'metrics' })) ?? '',
  verify: (password, hash) => verifyElsewhere({ password, hash }, askForPassword),
});
await join(http.app, options.host, port);
http.state = 'ready';
tell('listening');
log.info('another thread answers calls, too');
main.on('message', (order: ServingThreadOrder) => {
  if (order === 'stop') void stop();
  else void answer(order, () => http.counts());
});

async function stop(): Promise<void> {
  http.state = 'stopping';
  tell({ answeredAll: await stopServer(http.app, options.shutdownTimeout) });
  await service[Symbol.asyncDispose]();
  await log.close();
  main.close();
}

function tell(news: ServingThreadNews): void {
  main.postMessage(news);
}

function askForPassword(content: PasswordQuestion): Promise<PasswordVerdict | undefined> {
  return ask<PasswordVerdict>(main, { about: 'password', content });
}
