/**
 * node bench/decoder.ts [--quick]: microseconds from the bytes of a message to its instances, the head of the envelope included, the compiled
 * way and the general way in turn; and from instances to the bytes of an answer. Medians over the rounds.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createCodec } from '../src/commands/message-codec.ts';
import { PublishedContract } from '../src/contract/published-contract.ts';
import { createInstance, type Instance, type InstanceList } from '../src/model/instance.ts';
import { loadModel } from '../src/model/load-model.ts';
import { readStart } from '../src/soap/read-start.ts';
import { decodeText } from '../src/xml/decode-text.ts';
import type { XmlElement } from '../src/xml/element.ts';
import type { MessageDecoder } from '../src/xml/message-decoder.ts';
import { CLIENT_STYLES } from '../test/support/client-styles.ts';
import { receiveAccount } from './messages.ts';

const rounds = process.argv.includes('--quick') ? 5 : 21;
const MESSAGES = 500;

const model = loadModel(join(import.meta.dirname, '..', 'mappings'));
const contract = new PublishedContract(model);
const compiled = createCodec(model, contract, 'siebel', 'compiled');
const general = createCodec(model, contract, 'siebel', 'general');
const messages = Array.from({ length: MESSAGES }, (_, index) => receiveAccount(index, 1_000_000 + index));

main();
compiled[Symbol.dispose]();
general[Symbol.dispose]();

function main(): void {
  process.stdout.write(
    `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${rounds} rounds of ${MESSAGES} messages\n\n` +
      '| received, as written by | bytes | compiled us | general us | ratio |\n|---|---|---|---|---|\n',
  );
  for (const { client, outer, list } of CLIENT_STYLES) {
    compare(
      client,
      messages.map((text) => Buffer.from(restyled(text, outer, list))),
    );
  }
  const records = messages.map((text) => decode(compiled.decoder, Buffer.from(text)));
  process.stdout.write('\n| answered | bytes | us |\n|---|---|---|\n');
  encode('the whole record, as Get does', records);
  encode('status keys, as Receive does', records.map(statusOf));
}

function compare(client: string, bodies: readonly Buffer[]): void {
  const fast: number[] = [];
  const slow: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    fast.push(time(bodies, (body) => decode(compiled.decoder, body)));
    slow.push(time(bodies, (body) => decode(general.decoder, body)));
  }
  const ratio = median(slow.map((microseconds, round) => microseconds / (fast[round] ?? Number.NaN)));
  const cells = [client, bodies[0]?.length, median(fast).toFixed(1), median(slow).toFixed(1), ratio.toFixed(1)];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function encode(what: string, lists: readonly InstanceList[]): void {
  const times = Array.from({ length: rounds }, () => time(lists, (list) => Buffer.from(compiled.encoder.encode(list))));
  const [first] = lists;
  const bytes = first === undefined ? 0 : Buffer.byteLength(compiled.encoder.encode(first));
  process.stdout.write(`| ${what} | ${bytes} | ${median(times).toFixed(1)} |\n`);
}

function decode(decoder: MessageDecoder, body: Buffer): InstanceList {
  readStart(body, undefined, decoder);
  const text = decodeText(body);
  const list = listIn(decoder.parse(text));
  const object = [...model.integrationObjects.values()].find(({ tag }) => tag === list.name);
  if (object === undefined) throw new Error(`there is no object ${list.name}`);
  return decoder.decodePayload(text, list, object);
}

function listIn(element: XmlElement): XmlElement {
  const child = element.children.at(-1);
  if (child === undefined || element.name.startsWith('ListOf')) return element;
  return listIn(child);
}

function restyled(
  text: string,
  outer: (namespace: string) => string,
  restyle: (list: string, namespace: string) => string,
): string {
  const [, before = '', list = '', namespace = '', after = ''] =
    /^(.*?)(<ListOf\w+ xmlns="([^"]*)".*<\/ListOf\w+>)(.*)$/s.exec(text) ?? [];
  return before.replace('>', ` ${outer(namespace)}>`) + restyle(list, namespace) + after;
}

function statusOf(list: InstanceList): InstanceList {
  return { ...list, roots: list.roots.map(statusOfInstance) };
}

function statusOfInstance({ component, values, children }: Instance): Instance {
  const status = createInstance(component);
  for (const { ordinal } of component.statusKey) status.values[ordinal] = values[ordinal] ?? '1-7TT42';
  status.operation = 'update';
  for (const [index, group] of children.entries()) status.children[index] = group?.map(statusOfInstance);
  return status;
}

/** Microseconds for one of `inputs`. */
function time<T>(inputs: readonly T[], work: (input: T) => unknown): number {
  const start = process.hrtime.bigint();
  for (const input of inputs) work(input);
  return Number(process.hrtime.bigint() - start) / 1000 / inputs.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
