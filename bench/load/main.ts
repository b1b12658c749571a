/** The load, in a process of its own that takes one job after the other. Every Receive carries values not sent before. */
import { getAccount, receiveAccount } from '../messages.ts';
import { LoadConnection } from './connection.ts';
import type { Job, Measurement } from './job.ts';

process.on('message', (job: Job) => {
  void run(job).then((measurement) => process.send?.(measurement));
});

async function run(job: Job): Promise<Measurement> {
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () => LoadConnection.open(new URL(job.url), headersOf(job))),
  );
  const lastTurns: Record<string, number> = {};
  const latencies: number[] = [];
  let failed = 0;
  let turn = job.firstTurn;
  const start = performance.now();
  const end = start + job.duration * 1000;

  // Each connection has accounts of its own: what it sends last for one of them is what is stored in the end.
  const runOne = (connection: LoadConnection, index: number): Promise<void> => {
    let account = index - job.connections;
    const nextBody = (): string | undefined => {
      if (performance.now() >= end) return undefined;
      account += job.connections;
      if (account >= job.objectIds.length) account = index;
      if (job.kind === 'get') return getAccount(job.objectIds[account] ?? '');
      turn += 1;
      lastTurns[account] = turn;
      return receiveAccount(account, turn);
    };
    return connection.run(nextBody, (status, milliseconds) => {
      if (status === 200) latencies.push(milliseconds);
      else failed += 1;
    });
  };
  await Promise.all(connections.map(runOne));

  const seconds = (performance.now() - start) / 1000;
  latencies.sort((a, b) => a - b);
  const percentile = (part: number): number => latencies[Math.floor(latencies.length * part)] ?? Number.NaN;
  return { rate: latencies.length / seconds, p50: percentile(0.5), p99: percentile(0.99), failed, lastTurns };
}

function headersOf({ kind, authorization }: Job): string {
  const operation = kind === 'get' ? 'CUTGetAccountData' : 'CUTReceiveAccountData';
  return (
    `Content-Type: text/xml; charset=utf-8\r\nSOAPAction: "document/http://siebel.com/CustomUI:${operation}"\r\n` +
    `Authorization: ${authorization}\r\n`
  );
}
