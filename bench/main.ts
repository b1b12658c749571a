/** npm run bench: the service under load (`run.ts`); npm run bench -- feed: batch feeds (`feed.ts`). */
await import(process.argv[2] === 'feed' ? './feed.ts' : './run.ts');
