import type { Sketch } from '../test/support/instances.ts';

const contact = (person: number): Sketch => ({
  'Integration Id': `C-@-${person}`,
  'Person UId': `P-@-${person}`,
  'First Name': 'Maija',
  'Last Name': 'Lehtonen',
  'Job Title': 'Buyer',
  'Birth Date': '1980-05-01',
  'Email Address': 'maija.lehtonen@northquay.example',
  'Work Phone': '+358 8 556 1234',
  Role: 'Decision Maker',
});

const address = (number: number): Sketch => ({
  'Integration Id': `AD-@-${number}`,
  'Address Name': 'Harbour',
  'Street Address': `Satamakatu ${number}`,
  City: 'Oulu',
  'Postal Code': '90100',
  Country: 'Finland',
  'Premise Flag': 'Y',
});

const profile = (name: string): Sketch => ({ 'Integration Id': `PR-@-${name}`, Name: name });

/** An account with two of almost every child; `@` is the number of the copy. */
export const ACCOUNT: Sketch = {
  'Integration Id': 'A-@',
  Name: 'Account @',
  Location: 'Pier',
  'Account Number': '700-@',
  'Account Type Code': 'Customer',
  Type: 'Business',
  Description: 'Harbour company with two berths',
  'Currency Code': 'EUR',
  'Main Phone Number': '+358 8 555 1234',
  'Main Email Address': 'office@northquay.example',
  'Credit Score': '712',
  'Related Contact': [contact(1), contact(2)],
  'Business Address': [address(1), address(2)],
  'Related Sales Rep': [{ Login: 'HSATO' }, { Login: 'RKHAN' }],
  'Related Industry': [{ 'SIC Code': '7372' }],
  'Account Synonym': [{ Synonym: 'North Quay @' }, { Synonym: 'NQ @' }],
  'Com Invoice Profile': [
    {
      ...profile('Monthly'),
      'Payment Type': 'Postpaid',
      'Bank Name': 'Osuuspankki',
      'Bank Account Number': '1234567890',
    },
    { ...profile('Yearly'), 'Payment Type': 'Prepaid' },
  ],
  'Com Statement Profile': [profile('Monthly')],
  'Com Exemptions Profile': [profile('Federal')],
  'Com Financial Profile': [{ ...profile('Standard'), 'Credit Limit': '120000.5', 'Currency Code': 'EUR' }],
  'Credit Profile': [
    { 'Credit Area': 'Nordics', 'Auto Approval Limit': '1000.5', 'Currency Code': 'EUR' },
    { 'Credit Area': 'Baltics', 'Auto Approval Limit': '200', 'Currency Code': 'EUR' },
  ],
  'Fraud Profile': [{ 'Credit Threshold': '5000', 'Currency Code': 'EUR' }],
  'Account Note': [
    { 'Integration Id': 'N-@-1', Note: 'Called about berth 2' },
    { 'Integration Id': 'N-@-2', Note: 'Wants one bill' },
  ],
};
