import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { addOptions } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { findObject } from './find-by-name.ts';
import { withService } from './with-service.ts';

const HELP = `
The document is a feed: sent to this database it changes nothing, and another one takes it, too (records come in the order of their
row ids: where one refers to a later one, it is rejected the first time; feed the reject file after it). For that it has only what messages write, row ids only where
nothing else names a record (another database refuses those), and no empty fields. With --as-answered it is what a query answers: every field, row ids,
empty fields too.

Memory stays the same however much there is. Reads the database without changing it; the service may be running or not: what is written meanwhile may
be in the document or not.

Examples:
  cut-adapter export account > accounts.xml
  cut-adapter export "CUT Sample Account IO" --where '[Name] LIKE "Tyne*"' --date-format iso
  cut-adapter export trouble-ticket --as-answered | gzip > tickets.xml.gz

${EXIT_CODES_HELP}`;

interface ExportFlags {
  readonly where?: string;
  readonly asAnswered?: true;
}

export function exportCommand(): Command {
  const command = new Command('export')
    .summary('print all objects, or those that fit, as one feed')
    .description('Prints the objects of an integration object as one SiebelMessage document, in the order of row ids.')
    .argument('<object>', 'integration object (its name, or that of its mapping file)')
    .addOption(new Option('--where <search spec>', 'only those that fit a condition in Siebel query language'))
    .addOption(new Option('--as-answered', 'every field, as a query answers it'));
  return addOptions(command, ['configFile', 'dataDir', 'databaseUrl', 'mappings', 'dateFormat'])
    .addHelpText('after', HELP)
    .action((name: string, { where, asAnswered }: ExportFlags) =>
      withService(command, 'read', async ({ adapter, codec, model, store }) => {
        const object = findObject(model, name);
        const searchSpec = where ?? `[${object.root.rowId.name}] IS NOT NULL`;
        const pages = adapter.readAll(
          (work) => store.read(work),
          object,
          { searchSpec },
          asAnswered ? 'answer' : 'feed',
        );
        await print(codec.encoder.encodePages(object, pages));
      }),
    );
}

/** As fast as whoever reads our output takes it; it may stop reading, as `head` does. */
async function print(pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}
