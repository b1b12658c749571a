import { once } from 'node:events';
import { request } from 'node:http';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { cutAdapterAll } from '../commands/command-process.ts';
import { account, accounts } from '../feed/feed-service.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';

const JSON_WANTED = { accept: 'application/json', authorization: BASIC };

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly recognised: string | null;
  readonly body: Record<string, unknown>;
}

describe('batch feeds over HTTP', () => {
  let service: ServiceProcess;
  before(async () => {
    service = await startService({ CUT_FEED_LIMIT: '1MB', CUT_REQUEST_TIMEOUT: '1s' });
  });
  after(async () => {
    await service.stop();
  });

  async function send(
    body: string | Buffer,
    query = '',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(`${service.url}/feeds${query}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { ...JSON_WANTED, 'content-type': 'application/xml', ...headers },
    });
    const { status } = response;
    const recognised = response.headers.get('feed-recognised');
    return {
      status,
      recognised,
      location: response.headers.get('location'),
      body: (await response.json()) as Answer['body'],
    };
  }

  async function get(path: string, accept = 'application/json'): Promise<Response> {
    return fetch(`${service.url}${path}`, { headers: { authorization: BASIC, accept } });
  }

  it('are answered with 202 and where to ask, and worked on', async () => {
    const { status, location, body } = await send(accounts(account('F1'), account('F2')), '?id=first&name=first.xml');
    expect(status).to.equal(202);
    expect(location).to.equal(`${service.url}/feeds/first`);
    expect(body).to.include({ id: 'first', name: 'first.xml', sender: 'SADMIN' });
    let report: Record<string, unknown> = {};
    while (report.status !== 'Finished') report = (await (await get('/feeds/first')).json()) as typeof report;
    expect(report).to.include({ objects: 2, rejected: 0 });
  });

  it('are answered with the report when the sender waits', async () => {
    const { status, body } = await send(
      accounts(account('F3'), account('F4', { status: 'Nonsense' })),
      '?wait=true&workflow=CUTReceiveAccountData',
    );
    expect(status).to.equal(200);
    expect(body).to.include({ status: 'Finished', objects: 2, rejected: 1, workflow: 'CUTReceiveAccountData' });
    const rejects = await get(`/feeds/${body.id}/rejects`);
    expect(rejects.headers.get('content-type')).to.match(/^application\/xml/);
    const corrected = (await rejects.text()).replaceAll('Nonsense', 'Active');
    expect((await send(corrected, '?wait=true')).body).to.include({ status: 'Finished', objects: 1, rejected: 0 });
  });

  it('may be packed, and are recognised by their content however they come', async () => {
    const text = accounts(account('F5'));
    const first = await send(gzipSync(text), '?wait=true', { 'content-type': 'application/gzip' });
    expect(first.body).to.include({ status: 'Finished', objects: 1 });
    const again = await send(zstdCompressSync(text), '', { 'content-encoding': 'zstd' });
    expect(again).to.deep.include({ status: 200, recognised: 'true', location: first.location });
    expect(first.recognised).to.equal(null);
    expect((await send(text, '?force=true&wait=true')).body.id).not.to.equal(first.body.id);
  });

  it('are written as a whole or not at all on request', async () => {
    const mixed = accounts(account('F6'), account('F7', { status: 'Nonsense' }));
    expect((await send(mixed, '?atomic=true&wait=true')).body).to.include({ status: 'Refused', rejected: 1 });
    expect((await send(mixed, '?maxErrors=0&wait=true')).body).to.include({ status: 'Stopped' });
  });

  it('are told of as XML, as JSON and as a page', async () => {
    const { body } = await send(
      accounts(account('F8', { name: 'A &amp; B', status: '&lt;none&gt;' })),
      '?wait=true&name=%3Cb%3E',
    );
    const xml = await (await get(`/feeds/${body.id}`, 'application/xml')).text();
    expect(xml)
      .to.match(/^<\?xml.*\n<Feed>/)
      .and.to.contain('<Status>Finished</Status>');
    const page = await get(`/feeds/${body.id}`, 'text/html,application/xml;q=0.9');
    expect(page.headers.get('content-type')).to.match(/^text\/html/);
    const text = await page.text();
    expect(text).to.contain('&lt;b&gt;').and.to.contain(`href="${body.id}/rejects"`).and.not.to.contain('<b>');
    expect(await (await get('/feeds', 'text/html')).text()).to.contain(`href="feeds/${body.id}"`);
    expect(await (await get('/feeds', '*/*')).text()).to.match(/^<\?xml.*\n<Feeds>\n {2}<Feed>/);
    const { feeds } = (await (await get('/feeds')).json()) as { feeds: { id: string }[] };
    expect(feeds[0]?.id).to.equal(body.id);
  });

  const refused: readonly (readonly [string, () => Promise<Answer>, number, string])[] = [
    ['without credentials', () => send('<a/>', '', { authorization: '' }), 401, 'SBL-DAT-00447'],
    ['with a wrong password', () => send('<a/>', '', { authorization: basic('SADMIN:wrong') }), 401, 'SBL-DAT-00446'],
    ['for an unknown process', () => send('<a/>', '?workflow=Nonsense'), 400, 'SBL-EAI-04511'],
    ['with a misspelt argument', () => send('<a/>', '?maxerrors=1'), 400, 'SBL-EAI-04388'],
    ['with a wrong argument', () => send('<a/>', '?atomic=perhaps'), 400, 'SBL-EAI-04388'],
    ['that is packed in another way', () => send('<a/>', '', { 'content-encoding': 'br' }), 415, 'SBL-EAI-04514'],
    ['in a form', () => send('<a/>', '', { 'content-type': 'multipart/form-data; boundary=x' }), 415, 'SBL-EAI-04514'],
    ['that is too large', () => send(Buffer.alloc(1_100_000, 0x20)), 413, 'SBL-EAI-04501'],
    ['that is cut while packed', () => send(gzipSync(accounts(account('F9'))).subarray(0, -10)), 400, 'SBL-EAI-04502'],
    ['under the id of another one', () => send(accounts(account('F10')), '?id=first'), 409, 'SBL-EAI-04504'],
  ];
  for (const [what, attempt, status, code] of refused) {
    it(`are refused ${what}`, async () => {
      const answer = await attempt();
      expect(answer.status).to.equal(status);
      expect(answer.body).to.have.nested.property('errors[0].code', code);
    });
  }

  it('that are not known are not found', async () => {
    expect((await get('/feeds/none')).status).to.equal(404);
    expect((await get('/feeds/first/rejects')).status).to.equal(404);
    expect((await fetch(`${service.url}/feeds`)).headers.get('www-authenticate')).to.match(/^Basic realm=/);
  });

  it('arrive however many callers wait for the end of others', async () => {
    const own = await startService({ CUT_THREADS: '1' });
    const post = async (body: string, query: string): Promise<Response> =>
      fetch(`${own.url}/feeds${query}`, { method: 'POST', body, headers: JSON_WANTED });
    const taken = async (body: string, query: string): Promise<Response> => {
      for (;;) {
        const response = await post(body, query);
        if (response.status !== 503) return response;
        await response.arrayBuffer();
      }
    };
    const large = accounts(...Array.from({ length: 4000 }, (_, index) => account(`W${index}`)));
    const { id } = (await (await post(large, '')).json()) as { id: string };
    const [paused] = await cutAdapterAll([['feeds', 'pause', id]], { CUT_DATA_DIR: own.dataDirectory });
    expect(paused?.stdout).to.match(/paused$/m);
    const waiting = Array.from({ length: 12 }, () => taken(large, '?wait=true').catch(() => undefined));
    expect((await taken(accounts(account('W-small')), '')).status).to.equal(202);
    await own.stop();
    await Promise.all(waiting);
  });

  it('go on by themselves when the service is started again after it was killed', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => account(`K${index}`));
    const first = await startService();
    const url = (service: ServiceProcess): string => `${service.url}/feeds`;
    const headers = JSON_WANTED;
    await fetch(`${url(first)}?id=killed`, { method: 'POST', body: accounts(...many), headers });
    const look = async (service: ServiceProcess): Promise<{ status: string; objects: number }> =>
      (await fetch(`${url(service)}/killed`, { headers })).json() as Promise<{ status: string; objects: number }>;
    while ((await look(first)).objects === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await first.kill();
    const second = await startService({}, first.dataDirectory);
    const answer = await fetch(`${url(second)}?wait=true&id=killed`, {
      method: 'POST',
      body: accounts(...many),
      headers,
    });
    const report = await answer.json();
    await second.stop();
    expect(report).to.deep.include({ status: 'Finished', objects: 4000, rejected: 0 });
    expect(report).to.have.nested.property('components[0].inserted', 4000);
  });

  it('may arrive slowly, but must go on', async () => {
    const [start, end] = [accounts(account('F11')).slice(0, 50), accounts(account('F11')).slice(50)];
    const slow = request(`${service.url}/feeds?wait=true`, { method: 'POST', headers: JSON_WANTED });
    for (const character of start.slice(0, 12)) {
      slow.write(character);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    slow.end(start.slice(12) + end);
    const [{ statusCode }] = await once(slow, 'response');
    expect(statusCode).to.equal(200);

    const stuck = request(`${service.url}/feeds`, { method: 'POST', headers: JSON_WANTED });
    stuck.write(start);
    const [refusal] = await once(stuck, 'response');
    expect(refusal.statusCode).to.equal(408);
  });
});

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
