import type { Comparison, System } from './comparison.ts';
import type { Server } from './processes.ts';

/** The servers of a run; those that cannot run here are left out. */
export interface Servers {
  readonly service: Server;
  readonly echo: Server;
  readonly nodeSoap: Server | undefined;
  readonly xerces: Server | undefined;
}

/** Section 10 of the design, with the connections between its rows. */
export function comparisonsOf(
  { service, echo, nodeSoap, xerces }: Servers,
  { getBytes, receiveBytes }: { readonly getBytes: number; readonly receiveBytes: number },
): readonly Comparison[] {
  const url = `${service.url}/soap/account`;
  const receive: System = { name: 'CUT adapter', url, kind: 'receive', pid: service.pid, lastTurns: new Map() };
  const get: System = { name: 'CUT adapter', url, kind: 'get', pid: service.pid };
  const echoOf = (kind: System['kind'], bytes: number): System => ({
    name: 'bare node:http echo',
    url: `${echo.url}/?bytes=${bytes}`,
    kind,
    pid: echo.pid,
  });
  const toReceive = { work: 'durable validated Receive', subject: receive, peer: echoOf('receive', receiveBytes) };
  const toGet = { work: 'Get by Object Id', subject: get, peer: echoOf('get', getBytes) };
  const comparisons: Comparison[] = [
    { ...toReceive, connections: 64, goal: 0.5 },
    { ...toReceive, connections: 16, goal: 0.4 },
    { ...toReceive, connections: 1, goal: 0.35 },
    { ...toGet, connections: 64, goal: 0.6 },
    { ...toGet, connections: 16 },
    { ...toGet, connections: 1 },
  ];
  if (nodeSoap !== undefined) {
    const peer = peerOf('node-soap + libxml2-wasm + node:sqlite', nodeSoap);
    comparisons.push({ work: 'durable validated Receive', subject: receive, peer, connections: 16, goal: 8 });
  }
  if (xerces !== undefined) {
    const peer = peerOf('node-soap + xsd-schema-validator + node:sqlite', xerces);
    comparisons.push({ work: 'durable validated Receive', subject: receive, peer, connections: 4, goal: 500 });
  }
  return comparisons;
}

function peerOf(name: string, { url, pid }: Server): System {
  return { name, url: `${url}/soap`, kind: 'receive', pid, lastTurns: new Map() };
}
