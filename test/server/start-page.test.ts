import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { html } from '../../src/server/html.ts';
import { startPage } from '../../src/server/start-page.ts';
import { SMALL_MODEL, startTestServer } from './test-server.ts';

describe('the start page', () => {
  const page = String(startPage({ model: SMALL_MODEL, version: '1.2.3', address: 'http://here:1' }));

  it('lists services and operations with their contracts', () => {
    expect(page).to.contain('ThingService').and.to.contain('GetThing').and.to.contain('1.2.3');
    expect(page)
      .to.contain('href="soap/thing?wsdl"')
      .and.to.contain('href="soap/thing?xsd=thing.xsd"')
      .and.to.contain('href="soap?wsdl"');
  });

  it('lists the methods of the EAI Siebel Adapter, and the objects that they are for, not each operation', () => {
    expect(page).to.contain('ThingAdapter').and.to.contain('href="soap/adapter?wsdl"');
    expect(page)
      .to.contain('8 operations')
      .and.to.contain('<code>Thing</code>')
      .and.to.contain('<code>...QueryPage</code>');
    expect(page).not.to.contain('ThingQueryPage');
  });

  it('leaves the EAI Siebel Adapter out where it is not published', () => {
    const { siebelAdapter: _, ...without } = SMALL_MODEL;
    expect(String(startPage({ model: without, version: '1', address: 'a' }))).not.to.contain('adapter?wsdl');
  });

  it('shows how to call, health and metrics', () => {
    expect(page).to.contain('curl -u SADMIN http://here:1/soap/thing');
    expect(page).to.contain('&lt;cut:GetThing_Input&gt;&lt;cut:Object_spcId&gt;');
    expect(page).to.contain('SoapUI').and.to.contain('href="health/ready"').and.to.contain('href="metrics"');
  });

  it('escapes what comes from the model', () => {
    expect(page).to.contain('Answers &lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;');
  });

  it('loads nothing and runs nothing', () => {
    expect(page).not.to.match(/<script|<link|<img|src=|@import|url\(/);
  });

  it('says so when there is nothing to call', () => {
    const empty = { ...SMALL_MODEL, services: new Map(), processes: new Map() };
    expect(String(startPage({ model: empty, version: '1', address: 'a' }))).to.contain('no operation to call');
  });

  it('is served with the address of its reader, and its policy allows its own style', async () => {
    await using server = await startTestServer();
    const response = await fetch(`${server.address}/`);
    const served = await response.text();
    expect(response.headers.get('content-type')).to.equal('text/html; charset=utf-8');
    expect(served).to.contain(`curl -u SADMIN ${server.address}/soap/thing`).and.not.to.contain('{address}');
    const style = /<style>(.*?)<\/style>/s.exec(served)?.[1] ?? '';
    expect(response.headers.get('content-security-policy')).to.contain(
      createHash('sha256').update(style).digest('base64'),
    );
  });
});

describe('html', () => {
  it('escapes text, keeps markup, joins lists', () => {
    const items = ['<', '"', "'"].map((text) => html`<li>${text}</li>`);
    expect(String(html`<ul title="${'a"b&'}">${items}</ul>${1}`)).to.equal(
      '<ul title="a&quot;b&amp;"><li>&lt;</li><li>&quot;</li><li>&#39;</li></ul>1',
    );
  });
});
