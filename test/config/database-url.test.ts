import { resolve } from 'node:path';
import { expect } from 'chai';
import { databaseUrl, describeDatabase } from '../../src/config/database-url.ts';

const SERVER = {
  kind: 'sqlserver',
  host: 'db.example.com',
  port: 1433,
  database: 'cut',
  user: 'me',
  password: 'secret',
  schema: 'dbo',
  encrypt: true,
  trustServerCertificate: false,
} as const;

const ACCEPTED: readonly (readonly [url: string, database: object, description: string])[] = [
  ['sqlite:cut.db', { kind: 'sqlite', path: resolve('/base/cut.db') }, resolve('/base/cut.db')],
  ['SQLITE:/var/cut.db', { kind: 'sqlite', path: resolve('/var/cut.db') }, resolve('/var/cut.db')],
  ['mssql://me:secret@db.example.com/cut', SERVER, 'mssql://db.example.com:1433/cut (schema dbo)'],
  [
    'sqlserver://me:p%40ss@[::1]:14330/cut?schema=siebel&encrypt=false&trustServerCertificate=true',
    {
      ...SERVER,
      host: '::1',
      port: 14330,
      password: 'p@ss',
      schema: 'siebel',
      encrypt: false,
      trustServerCertificate: true,
    },
    'mssql://::1:14330/cut (schema siebel)',
  ],
  [
    'mssql://me:secret@db.example.com/cut?instance=CRM',
    { ...SERVER, instance: 'CRM' },
    'mssql://db.example.com/cut (instance CRM, schema dbo)',
  ],
];

const REFUSED: readonly (readonly [url: string, message: RegExp])[] = [
  ['cut.db', /sqlite:<path> or mssql:/],
  ['sqlite:', /sqlite:<path>/],
  ['mssql:cut', /must name user, password, host and database/],
  ['mssql://server/cut', /must name user/],
  ['mssql://me:secret@server/', /must name user/],
  ['mssql://me:a b@c d/cut', /%-encode what is special/],
  ['mssql://me:%ff@server/cut', /%-encoded/],
  ['mssql://me:secret@server/cut?scheme=dbo', /no parameter scheme; there are schema/],
  ['mssql://me:secret@server/cut?encrypt=yes', /encrypt=true or encrypt=false/],
];

describe('databaseUrl', () => {
  for (const [url, database, description] of ACCEPTED) {
    it(`takes ${url}, and shows no password of it`, () => {
      const parsed = databaseUrl.parse(url, resolve('/base'));
      expect(parsed).to.deep.equal(database);
      expect(describeDatabase(parsed)).to.equal(description);
    });
  }

  for (const [url, message] of REFUSED) {
    it(`refuses ${url}, and says what would be right`, () => {
      expect(() => databaseUrl.parse(url, '/base')).to.throw(RangeError, message);
    });
  }
});
