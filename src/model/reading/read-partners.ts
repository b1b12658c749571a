import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suggestion } from '../../errors/near-names.ts';
import { OUTBOX_SERVICE } from '../business-services.ts';
import type { WorkflowProcess } from '../model.ts';
import type { Partner, PartnerTransport, SoapTransportEntry, Subscription } from '../partner.ts';
import { checkAnswers } from './check-answers.ts';
import type { PartnerEntry, PartnersFile, SoapEntry, SubscriptionEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { readDuration } from './read-duration.ts';
import type { MappingFile } from './read-file.ts';

/** `partners.yaml` -> back-office systems. */
export function readPartners(
  { content, place }: MappingFile<PartnersFile>,
  processes: ReadonlyMap<string, WorkflowProcess>,
  problems: Problems,
): readonly Partner[] {
  const sends = new Map([...processes.values()].map((process) => [process.name, putsMessagesOut(process)]));
  checkAnswers(content.partners, processes.values(), place.at('partners'), problems);
  const names = new Set<string>();
  const logins = new Set<string>();
  return content.partners.map((entry, index) => {
    const here = place.at('partners', index);
    const { partner: name, concurrency = 4, retry = {}, breaker = {} } = entry;
    if (names.has(name)) problems.add(here.at('partner'), `there is a partner '${name}' already`);
    names.add(name);
    const duration = (text: string | undefined, preset: string, ...path: string[]) =>
      readDuration(text ?? preset, here.at(...path), problems);
    return {
      name,
      receives: readSubscriptions(entry, sends, here, problems),
      ...(entry.logins && { logins: readLogins(entry.logins, logins, here, problems) }),
      transport: readTransport(entry, here, problems),
      concurrency,
      timeout: duration(entry.timeout, '30s', 'timeout'),
      retry: {
        refusals: retry.refusals ?? 10,
        firstPause: duration(retry.firstPause, '1s', 'retry', 'firstPause'),
        longestPause: duration(retry.longestPause, '5m', 'retry', 'longestPause'),
        giveUpAfter: duration(retry.giveUpAfter, '7d', 'retry', 'giveUpAfter'),
      },
      breaker: {
        failures: breaker.failures ?? 5,
        firstPause: duration(breaker.firstPause, '1s', 'breaker', 'firstPause'),
        longestPause: duration(breaker.longestPause, '1m', 'breaker', 'longestPause'),
      },
    };
  });
}

function readSubscriptions(
  { receives }: PartnerEntry,
  sends: ReadonlyMap<string, boolean>,
  place: Place,
  problems: Problems,
): readonly Subscription[] {
  const taken = new Set<string>();
  return receives.map((item, position) => {
    const entry: SubscriptionEntry = typeof item === 'string' ? { process: item } : item;
    const { process, when, map, arguments: given, answer } = entry;
    const here = place.at('receives', position);
    const named = typeof item === 'string' ? here : here.at('process');
    if (!sends.has(process))
      problems.add(named, `there is no process '${process}'${suggestion(process, sends.keys())}`);
    else if (!sends.get(process))
      problems.add(named, `'${process}' puts no messages out; it has no step of ${OUTBOX_SERVICE}`);
    else if (taken.has(process)) problems.add(named, `'${process}' stands here already`);
    taken.add(process);
    return {
      process,
      ...(when !== undefined && { when: { text: when, at: here.at('when').position } }),
      ...(map !== undefined && { map: { text: map, at: here.at('map').position } }),
      ...(given !== undefined && { arguments: new Map(Object.entries(given)) }),
      ...(answer !== undefined && { answer }),
    };
  });
}

/** @param taken logins of the partners before, in capitals as users have them */
function readLogins(
  logins: readonly string[],
  taken: Set<string>,
  place: Place,
  problems: Problems,
): readonly string[] {
  return logins.map((text, index) => {
    const login = text.toUpperCase();
    if (taken.has(login)) problems.add(place.at('logins', index), `'${text}' stands at a partner already`);
    taken.add(login);
    return login;
  });
}

/** Whether the process hands messages over to partners. */
export function putsMessagesOut({ steps }: WorkflowProcess): boolean {
  return steps.some(({ service }) => service === OUTBOX_SERVICE);
}

const TRANSPORTS = ['file', 'http', 'soap', 'amqp'] as const;
const CONTENT_TYPE = 'text/xml; charset=utf-8';
const FILE_NAME = '{sequence}_{process}_{objectId}_{messageId}.xml';

function readTransport(entry: PartnerEntry, place: Place, problems: Problems): PartnerTransport {
  const { file, http, soap, amqp } = entry;
  const [first, second] = TRANSPORTS.filter((kind) => entry[kind] !== undefined);
  if (first === undefined) problems.add(place.at('partner'), `needs a way to it: one of ${TRANSPORTS.join(', ')}`);
  if (second !== undefined)
    problems.add(place.at(second).keyPosition, `cannot stand beside '${first}': one way is enough`);
  if (soap !== undefined) return readSoapTransport(soap, place.at('soap', 'wsdl'), problems);
  if (http !== undefined) return { kind: 'http', contentType: CONTENT_TYPE, ...http };
  if (amqp !== undefined) return { kind: 'amqp', contentType: CONTENT_TYPE, ...amqp };
  const { directory = '', name = FILE_NAME } = file ?? {};
  if (!name.includes('{messageId}'))
    problems.add(place.at('file', 'name'), 'needs {messageId} in it: a file of one message must not replace another');
  return { kind: 'file', directory, name };
}

/** The WSDL stands beside `partners.yaml`, or below. */
function readSoapTransport(entry: SoapEntry, place: Place, problems: Problems): SoapTransportEntry {
  const { usernameToken, wsdl, ...rest } = entry;
  const folder = dirname(place.position.file);
  if (!existsSync(join(folder, wsdl))) problems.add(place, `there is no file ${wsdl} beside partners.yaml`);
  return {
    version: '1.1',
    content: 'list',
    ...rest,
    kind: 'soap',
    folder,
    wsdl,
    ...(usernameToken && { usernameToken: { passwordType: 'text', ...usernameToken } }),
  };
}
