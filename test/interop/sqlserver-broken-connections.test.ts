import { expect } from 'chai';
import { model } from '../support/model.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { describeOnSqlServer, type TestSchema, testSchema } from '../support/sqlserver.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const COUNT = 200;
/** After so many answers all connections to the database break. */
const CUTS: ReadonlySet<number> = new Set([20, 60, 61, 120, 180]);

describeOnSqlServer(`${COUNT} Receives at once while connections break`, function () {
  this.timeout(300_000);
  let schema: TestSchema;
  let proxy: TcpProxy;
  let service: ServiceProcess;
  const answers = new Map<number, string>();

  before(async () => {
    schema = testSchema();
    const { host, port } = schema.options.address;
    proxy = await startTcpProxy(host, port);
    const url = new URL(schema.url);
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    service = await startService({
      CUT_DATABASE_URL: url.href,
      CUT_DATABASE_BUSY_TIMEOUT: '2m',
      CUT_SAMPLES: 'false',
    });
    await Promise.all(
      Array.from({ length: COUNT }, async (_, number) => {
        answers.set(number, await receive(service.url, number));
        if (CUTS.has(answers.size)) proxy.cut();
      }),
    );
  });
  after(async () => {
    await service?.stop();
    await proxy.stop();
    await schema.remove();
  });

  it('are all answered, and none with a fault', () => {
    const faults = [...answers.values()].filter((answer) => !answer.includes('<Object_spcId>'));
    expect(faults).to.deep.equal([]);
    expect(answers.size).to.equal(COUNT);
  });

  it('store each record whole, and once', async () => {
    const stored = await accountsIn(schema);
    const expected = [...answers].map(([number, answer]) => {
      const [, rowId = ''] = /<Object_spcId>([^<]+)</.exec(answer) ?? [];
      return [rowId, `Account ${number}`, '3'];
    });
    expect(stored).to.have.deep.members(expected);
  });

  it('leave a service that goes on', async () => {
    expect(await receive(service.url, 0)).to.include(answers.get(0)?.match(/<Object_spcId>[^<]+</)?.[0] ?? 'an id');
  });
});

/** ROW_ID and name of the accounts, and how many synonyms each has. */
async function accountsIn(schema: TestSchema): Promise<readonly (readonly string[])[]> {
  const store = await schema.open(model.tables.values());
  try {
    return await store.read(async (reader) => {
      const accounts = await reader.select({ ...everyRow('S_ORG_EXT', 'ROW_ID', 'NAME'), limit: COUNT * 2 });
      const synonyms = await reader.select({ ...everyRow('S_ORG_SYN', 'OU_ID'), limit: COUNT * 6 });
      const counts = Map.groupBy(synonyms, ([account]) => account);
      return accounts.map(([rowId, name]) => [
        String(rowId),
        String(name),
        String(counts.get(rowId ?? null)?.length ?? 0),
      ]);
    });
  } finally {
    await store.close();
  }
}

function everyRow(name: string, ...columns: readonly string[]) {
  const table = model.tables.get(name);
  if (table === undefined) throw new RangeError(`no table ${name}`);
  const references = columns.map((column) => {
    const found = table.columns.get(column);
    if (found === undefined) throw new RangeError(`no column ${column}`);
    return { alias: 't', column: found };
  });
  const shape = { table, joins: [], where: [], columns: references };
  return { shape, condition: { kind: 'all', of: [] } } as const;
}

async function receive(url: string, number: number): Promise<string> {
  const synonyms = ['a', 'b', 'c'].map(
    (name) => `<AccountSynonym><Synonym>${name}${number}</Synonym></AccountSynonym>`,
  );
  const response = await fetch(`${url}/soap`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', authorization: BASIC },
    body: `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cus="http://siebel.com/CustomUI"><soapenv:Body>
<cus:CUTReceiveAccountData_Input><ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account>
<Name>Account ${number}</Name><Location>HQ</Location><AccountTypeCode>Customer</AccountTypeCode><Type>Business</Type><CurrencyCode>EUR</CurrencyCode>
<ListOfAccountSynonym>${synonyms.join('')}</ListOfAccountSynonym>
</Account></ListOfCutSampleAccountIo></cus:CUTReceiveAccountData_Input></soapenv:Body></soapenv:Envelope>`,
  });
  return response.text();
}
