import { open } from 'node:fs/promises';

/** Accounts written at a time. */
const BLOCK = 500;
/** Of so many accounts one is changed. */
const CHANGED = 10;

/** How the keys of the accounts come. */
export type KeyOrder = 'ascending' | 'scattered';

/** Writes a feed of `count` accounts, with two contacts and two addresses each. @param changed one in ten differs from the others' first version */
export async function writeFeedFile(
  path: string,
  count: number,
  changed: boolean,
  order: KeyOrder = 'ascending',
): Promise<void> {
  const numberAt = order === 'ascending' ? (index: number): number => index : scattered(count);
  await using file = await open(path, 'w');
  await file.appendFile(
    '<?xml version="1.0" encoding="UTF-8"?>\n<SiebelMessage MessageId="" MessageType="Integration Object" IntObjectName="CUT Sample Account IO">\n<ListOfCutSampleAccountIo>\n',
  );
  for (let first = 0; first < count; first += BLOCK) {
    const numbers = Array.from({ length: Math.min(BLOCK, count - first) }, (_, index) => numberAt(first + index));
    await file.appendFile(numbers.map((number) => account(number, changed && number % CHANGED === 0 ? 2 : 1)).join(''));
  }
  await file.appendFile('</ListOfCutSampleAccountIo>\n</SiebelMessage>\n');
}

/** All numbers below `count` once each, neighbours far apart: in steps of about the golden section, which has no divisor with `count` in common. */
function scattered(count: number): (index: number) => number {
  let step = Math.max(1, Math.round(count * 0.618));
  while (greatestDivisor(step, count) !== 1) step += 1;
  return (index) => (index * step) % count;
}

function greatestDivisor(first: number, second: number): number {
  return second === 0 ? first : greatestDivisor(second, first % second);
}

function account(number: number, version: number): string {
  const label = String(number).padStart(7, '0');
  return `<Account>
  <IntegrationId>FEED-${label}</IntegrationId>
  <Name>North Quay Telecom ${label}</Name>
  <Location>Pier ${number % 1000}</Location>
  <AccountNumber>700-${label}</AccountNumber>
  <AccountStatus>Active</AccountStatus>
  <AccountTypeCode>Customer</AccountTypeCode>
  <Type>Business</Type>
  <Description>Version ${version} of ${label}</Description>
  <CurrencyCode>EUR</CurrencyCode>
  <MainPhoneNumber>+358 8 ${label}</MainPhoneNumber>
  <MainEmailAddress>office${label}@northquay.example</MainEmailAddress>
  <ListOfRelatedContact>
${contact(label, 1, version)}${contact(label, 2, 1)}  </ListOfRelatedContact>
  <ListOfBusinessAddress>
${address(label, 1, version)}${address(label, 2, 1)}  </ListOfBusinessAddress>
</Account>
`;
}

function contact(label: string, number: number, version: number): string {
  return `    <RelatedContact IsPrimaryMVG="${number === 1 ? 'Y' : 'N'}">
      <IntegrationId>FEED-C${number}-${label}</IntegrationId>
      <PersonUId>FEED-${number}-${label}</PersonUId>
      <FirstName>Maija</FirstName>
      <LastName>Lehtonen</LastName>
      <JobTitle>Buyer ${version}</JobTitle>
      <EmailAddress>maija${number}.lehtonen${label}@northquay.example</EmailAddress>
      <WorkPhone>+358 9 ${label}</WorkPhone>
    </RelatedContact>
`;
}

function address(label: string, number: number, version: number): string {
  return `    <BusinessAddress IsPrimaryMVG="${number === 1 ? 'Y' : 'N'}">
      <IntegrationId>FEED-A${number}-${label}</IntegrationId>
      <AddressName>Harbour ${version}</AddressName>
      <StreetAddress>Satamakatu ${label}</StreetAddress>
      <City>Oulu</City>
      <PostalCode>90100</PostalCode>
      <Country>Finland</Country>
    </BusinessAddress>
`;
}
