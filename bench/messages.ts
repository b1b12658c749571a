/** Requests of the bench: a 2 KB account message that writes five rows (account, contact, address, billing profile, credit profile). */

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const SERVICE = 'http://siebel.com/CustomUI';

/** The name of an account in messages; sorts as the numbers do. */
export function accountLabel(account: number): string {
  return String(account).padStart(6, '0');
}

/** @param turn a number not used before: it goes into a field of each of the five rows, so that every request really writes */
export function receiveAccount(account: number, turn: number): string {
  return `<soapenv:Envelope xmlns:soapenv="${ENVELOPE}"><soapenv:Body><CUTReceiveAccountData_Input xmlns="${SERVICE}">${accountList(accountLabel(account), turn)}</CUTReceiveAccountData_Input></soapenv:Body></soapenv:Envelope>`;
}

export function getAccount(objectId: string): string {
  return `<soapenv:Envelope xmlns:soapenv="${ENVELOPE}"><soapenv:Body><CUTGetAccountData_Input xmlns="${SERVICE}"><Object_spcId>${objectId}</Object_spcId></CUTGetAccountData_Input></soapenv:Body></soapenv:Envelope>`;
}

/** The mark of a turn as it is stored in `Description`. */
export function mark(turn: number): string {
  return `Turn ${turn}`;
}

/** The account as a document of its own, as feeds have it. */
export function accountDocument(account: number, turn: number): string {
  return accountList(accountLabel(account), turn);
}

function accountList(account: string, turn: number): string {
  return `<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account>
  <IntegrationId>BENCH-${account}</IntegrationId><Name>North Quay Telecom ${account}</Name><Location>Pier ${account}</Location>
  <AccountNumber>700-${account}</AccountNumber><AccountStatus>Active</AccountStatus><AccountTypeCode>Customer</AccountTypeCode><Type>Business</Type>
  <Description>${mark(turn)}</Description><CurrencyCode>EUR</CurrencyCode><MainPhoneNumber>+358 8 555 ${account}</MainPhoneNumber>
  <MainEmailAddress>office${account}@northquay.example</MainEmailAddress><HomePage>http://www.northquay.example/${account}</HomePage><CreditScore>712</CreditScore>
  <ListOfRelatedContact><RelatedContact IsPrimaryMVG="Y"><IntegrationId>BENCH-C-${account}</IntegrationId><PersonUId>BENCH-${account}</PersonUId>
    <FirstName>Maija</FirstName><LastName>Lehtonen</LastName><JobTitle>Buyer ${turn}</JobTitle><EmailAddress>maija.lehtonen${account}@northquay.example</EmailAddress>
    <WorkPhone>+358 8 556 ${account}</WorkPhone><PreferredCommunications>Phone</PreferredCommunications></RelatedContact></ListOfRelatedContact>
  <ListOfBusinessAddress><BusinessAddress IsPrimaryMVG="Y"><IntegrationId>BENCH-A-${account}</IntegrationId><AddressName>Harbour ${turn}</AddressName>
    <StreetAddress>Satamakatu ${account}</StreetAddress><City>Oulu</City><PostalCode>90100</PostalCode><Country>Finland</Country><PremiseFlag>Y</PremiseFlag></BusinessAddress></ListOfBusinessAddress>
  <ListOfBillingProfile><BillingProfile IsPrimaryMVG="Y"><Name>Monthly</Name><PaymentType>Postpaid</PaymentType><PaymentMethod>Automatic Debit</PaymentMethod>
    <BillFrequency>Monthly</BillFrequency><ExternalBillingAccountNumber>9001${turn}</ExternalBillingAccountNumber></BillingProfile></ListOfBillingProfile>
  <ListOfCreditProfile><CreditProfile><CreditArea>Nordics</CreditArea><AutoApprovalLimit>${turn}.5</AutoApprovalLimit><CurrencyCode>EUR</CurrencyCode></CreditProfile></ListOfCreditProfile>
</Account></ListOfCutSampleAccountIo>`;
}
