import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { MAPPINGS } from '../support/model.ts';
import { accepts, type PartnerServer, type ReceivedMessage, startPartner } from '../support/partner-server.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';

/** More of everything: `CRASH_OBJECTS=2000 CRASH_OUTAGE=60000 npx mocha test/outbound/crash.test.ts` */
const OBJECTS = Number(process.env.CRASH_OBJECTS ?? 100);
/** How long the partner is down, in milliseconds. */
const OUTAGE = Number(process.env.CRASH_OUTAGE ?? 1000);
const VERSIONS = 2;
const CALLERS = 16;
const KILLS = 3;
const PATIENCE = 180_000 + OBJECTS * 100 + OUTAGE * 2;

const PARTNERS = `
partners:
  - partner: billing
    receives: [CUT Send Account Data]
    http: { url: { env: BILLING_URL } }
    concurrency: 16
    timeout: 250ms
    retry: { refusals: 1000, firstPause: 100ms, longestPause: 500ms }
    breaker: { failures: 8, firstPause: 50ms, longestPause: 200ms }
`;

/** What the partner does, by turns; what it has of a message for good, `onAccepted` hears. */
function badDay(onAccepted: (message: ReceivedMessage) => void) {
  let turn = 0;
  const moods: readonly ((message: ReceivedMessage, response: Parameters<typeof accepts>[1]) => void)[] = [
    accepted(accepts),
    (_message, response) => response.writeHead(503).end(),
    accepted(accepts),
    (_message, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance'),
    accepted(accepts),
    (_message, response) => response.writeHead(500, { 'content-type': 'text/xml' }).end(FAULT),
    accepted(accepts),
    // Hangs.
    () => {},
    accepted(accepts),
    accepted(accepts),
    accepted(accepts),
    (_message, response) => response.destroy(),
    // Takes it, and breaks off before it says so.
    accepted((_message, response) => response.writeHead(200, { 'content-length': '100' }).end('<o')),
    (_message, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end('<ok'),
  ];
  function accepted(answer: typeof accepts): typeof accepts {
    return (message, response) => {
      onAccepted(message);
      answer(message, response);
    };
  }
  return (message: ReceivedMessage, response: Parameters<typeof accepts>[1]) => {
    turn += 1;
    moods[turn % moods.length]?.(message, response);
  };
}

const FAULT =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>try later</faultstring></s:Fault></s:Body></s:Envelope>';

interface Accepted {
  readonly messageId: string;
  readonly version: number;
}

describe('deliveries through crashes', () => {
  it(`all arrive, in order per object, though the partner has a bad day and the service is killed ${KILLS} times`, async function () {
    this.timeout(PATIENCE * 2);
    await using parts = new AsyncDisposableStack();
    const mappings = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
    parts.defer(() => rmSync(mappings, { recursive: true }));
    cpSync(MAPPINGS, mappings, { recursive: true });
    writeFileSync(join(mappings, 'partners.yaml'), PARTNERS);

    const acceptedBy = new Map<string, Accepted[]>();
    const behaviour = badDay(({ messageId, body }) => {
      const name = /<Name>(Crash \d+)</.exec(body)?.[1] ?? '';
      const version = Number(/<MainPhoneNumber>0191 (\d+)</.exec(body)?.[1]);
      acceptedBy.set(name, [...(acceptedBy.get(name) ?? []), { messageId, version }]);
    });
    let partner: PartnerServer = await startPartner(behaviour);
    parts.defer(() => partner.stop());
    const start = (directory?: string) =>
      startService(
        {
          CUT_MAPPINGS: mappings,
          CUT_LEASE_DURATION: '1s',
          CUT_OUTBOX_INTERVAL: '50ms',
          CUT_LOG_LEVEL: 'error',
          BILLING_URL: partner.url,
        },
        directory,
      );
    let service: ServiceProcess = await start();
    parts.defer(async () => {
      await service.stop();
    });

    const sent = new Set<string>();
    let sendingEnded = false;
    const sending = sendAll(() => service.url, sent).finally(() => {
      sendingEnded = true;
    });
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await sentAtLeast((OBJECTS * VERSIONS * kill) / (KILLS + 1), sent, () => sendingEnded);
      await service.kill();
      service = await start(service.dataDirectory);
      if (kill === 2) {
        await partner.stop();
        await setTimeout(OUTAGE);
        partner = await startPartner(behaviour, partner.port);
      }
    }
    await sending;

    const arrived = () => new Set([...acceptedBy.values()].flat().map(({ messageId }) => messageId));
    const deadline = Date.now() + PATIENCE;
    while (![...sent].every((id) => arrived().has(id)) && Date.now() < deadline) await setTimeout(50);

    expect(sent.size, 'messages that the service has acknowledged').to.be.at.least(OBJECTS * VERSIONS);
    expect(
      [...sent].filter((id) => !arrived().has(id)),
      'acknowledged and lost',
    ).to.deep.equal([]);
    // A call that was cut off after its commit is made again, and has another message then: each kill cuts off one for each caller at most.
    const unanswered = [...arrived()].filter((id) => !sent.has(id));
    expect(unanswered.length, 'arrived and never acknowledged').to.be.at.most(KILLS * CALLERS);
    expect(acceptedBy.size).to.equal(OBJECTS);
    for (const [name, accepted] of acceptedBy) {
      const versions = accepted.map(({ version }) => version);
      expect(versions, `${name}, in the order of arrival`).to.deep.equal(versions.toSorted((a, b) => a - b));
      expect(repetitions(accepted), `${name}, again after a newer one`).to.deep.equal([]);
    }
  });
});

/** Ids that came again after another one had come. */
function repetitions(accepted: readonly Accepted[]): readonly string[] {
  const seen = new Set<string>();
  return accepted.flatMap(({ messageId }, position) => {
    const again = seen.has(messageId) && accepted[position - 1]?.messageId !== messageId;
    seen.add(messageId);
    return again ? [messageId] : [];
  });
}

async function sentAtLeast(count: number, sent: ReadonlySet<string>, isOver: () => boolean): Promise<void> {
  while (sent.size < count && !isOver()) await setTimeout(5);
}

/** Changes and sends every account in every version, one version after the other; a call that the service does not survive is made again. */
async function sendAll(url: () => string, sent: Set<string>): Promise<void> {
  const names = Array.from({ length: OBJECTS }, (_, index) => `Crash ${index}`);
  const next = names[Symbol.iterator]();
  const call = async () => {
    for (const name of next) {
      for (let version = 1; version <= VERSIONS; version += 1) sent.add(await changeAndSend(url, name, version));
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
}

async function changeAndSend(url: () => string, name: string, version: number): Promise<string> {
  const written = await insist(
    url,
    `<cus:CUTReceiveAccountData_Input><ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><IntegrationId>${name}</IntegrationId><Name>${name}</Name><AccountTypeCode>Customer</AccountTypeCode><Type>Residential</Type><CurrencyCode>GBP</CurrencyCode><MainPhoneNumber>0191 ${version}</MainPhoneNumber></Account></ListOfCutSampleAccountIo></cus:CUTReceiveAccountData_Input>`,
  );
  const objectId = /<(?:\w+:)?Object_spcId>([^<]+)</.exec(written)?.[1] ?? '';
  const answer = await insist(
    url,
    `<cus:CUTSendAccountData_Input><cus:Object_spcId>${objectId}</cus:Object_spcId></cus:CUTSendAccountData_Input>`,
  );
  return /Process_spcInstance_spcId>([^<]+)</.exec(answer)?.[1] ?? '';
}

async function insist(url: () => string, body: string): Promise<string> {
  for (let attempt = 0; attempt < 2000; attempt += 1) {
    const answer = await fetch(`${url()}/soap/account`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: BASIC },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><e:Body>${body}</e:Body></e:Envelope>`,
    })
      .then(async (response) => ({ ok: response.ok, text: await response.text() }))
      .catch(() => undefined);
    if (answer?.ok) return answer.text;
    if (answer !== undefined) throw new Error(answer.text);
    await setTimeout(10);
  }
  throw new Error('the service did not answer');
}
