/**
 * npm run bench: the service under load (`run.ts`); npm run bench -- feed: batch feeds (`feed.ts`); npm run bench -- --database mssql://...: both on SQL
 * Server (`sqlserver.ts`).
 */
const [first = ''] = process.argv.slice(2);
await import(first === 'feed' ? './feed.ts' : first.startsWith('--database') ? './sqlserver.ts' : './run.ts');
