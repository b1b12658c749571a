/**
 * The load, in a process of its own. Reads one job as JSON from its first argument, prints the measurement as JSON.
 * Every Receive carries values not sent before.
 */
import autocannon from 'autocannon';
import { getAccount, POPULATION, receiveAccount } from './messages.ts';

export interface Job {
  readonly url: string;
  readonly kind: 'receive' | 'get';
  readonly connections: number;
  /** Seconds. */
  readonly duration: number;
  readonly authorization: string;
  /** First turn; the turns of two jobs must not overlap. */
  readonly firstTurn: number;
  /** Row ids of the accounts, for `get`. */
  readonly objectIds: readonly string[];
}

export interface Measurement {
  /** Answers with status 200, a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  /** By account, the turn sent last. */
  readonly lastTurns: Readonly<Record<string, number>>;
}

const job: Job = JSON.parse(process.argv[2] ?? '{}');
let turn = job.firstTurn;
const lastTurns: Record<string, number> = {};

const result = await autocannon({
  url: job.url,
  connections: job.connections,
  duration: job.duration,
  requests: [{ method: 'POST', headers: headers(), setupRequest: (request) => ({ ...request, body: nextBody() }) }],
});
const measurement: Measurement = {
  rate: result['2xx'] / result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  failed: result.non2xx + result.errors,
  lastTurns,
};
process.stdout.write(JSON.stringify(measurement));

function headers(): Record<string, string> {
  return {
    'content-type': 'text/xml; charset=utf-8',
    soapaction: `"document/http://siebel.com/CustomUI:CUT${job.kind === 'get' ? 'Get' : 'Receive'}AccountData"`,
    authorization: job.authorization,
  };
}

function nextBody(): string {
  turn += 1;
  if (job.kind === 'get') return getAccount(job.objectIds[turn % job.objectIds.length] ?? '');
  const account = turn % POPULATION;
  lastTurns[account] = turn;
  return receiveAccount(account, turn);
}
