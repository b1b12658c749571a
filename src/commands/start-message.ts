import { describeDatabase } from '../config/database-url.ts';
import type { Options } from '../config/options.ts';
import type { RunningService } from './run-service.ts';

/**
 * What `serve` says when it takes calls: where everything is. On a terminal a few lines for people, otherwise one line of JSON like those of the log,
 * whatever the log level. Of a password that was made up it names the file; never the password, since this line stays in a log.
 */
export function startMessage(service: RunningService, options: Options, json: boolean): string {
  const { address, firstUser } = service;
  const facts = {
    url: `${address}/soap`,
    wsdl: `${address}/soap?wsdl`,
    startPage: `${address}/`,
    database: describeDatabase(options.databaseUrl),
    newDatabase: service.isNew,
    logLevel: options.logLevel,
  };
  const user = firstUser && { firstUser: firstUser.login, passwordFile: firstUser.passwordFile };
  if (json)
    return `${JSON.stringify({ time: new Date().toISOString(), level: 'info', message: 'listening', ...facts, ...user })}\n`;

  const lines = [
    ['SOAP', facts.url],
    ['WSDL', facts.wsdl],
    ['Start page', facts.startPage],
    ['Database', `${facts.database}${service.isNew ? ` (new${options.samples ? ', with sample records' : ''})` : ''}`],
    ['Log level', facts.logLevel],
  ];
  if (firstUser?.passwordFile !== undefined)
    lines.push(['Password', `of ${firstUser.login}: in ${firstUser.passwordFile}`]);
  return `${lines.map(([name = '', value]) => `${name.padEnd(11)} ${value}`).join('\n')}\n`;
}
