import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { renderManual } from '../config/manual.ts';
import { PACKAGE_ROOT } from '../config/package-root.ts';
import { generatedFiles } from '../contract/generated-files.ts';
import { PublishedContract } from '../contract/published-contract.ts';
import { knownContents } from '../model/known-contents.ts';
import { loadModel } from '../model/load-model.ts';
import { loadSeed } from '../model/seed.ts';
import { createStatements as sqliteStatements } from '../store/sqlite/ddl.ts';
import { createTrigger as sqliteTrigger } from '../store/sqlite/trigger-ddl.ts';
import { createStatements as sqlServerStatements } from '../store/sqlserver/ddl.ts';
import { createTrigger as sqlServerTrigger } from '../store/sqlserver/trigger-ddl.ts';
import { addOptions, commandOptions } from './command-options.ts';
import { databaseForm } from './database-migration.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { createCodec } from './message-codec.ts';
import { Refusal } from './refusal.ts';
import { readSampleDocuments } from './sample-documents.ts';

const HELP = `
Writes xsd/, wsdl/, ddl/, the SoapUI project in test/soapui/, and the catalogue, error and configuration pages in docs/.

Examples:
  cut-adapter generate
  cut-adapter generate --check               only compare; exit code 1 when a file is not what it should be
  cut-adapter generate --mappings ./my-mappings --output ./my-contract

${EXIT_CODES_HELP}`;

export function generateCommand(): Command {
  const command = new Command('generate')
    .summary('write contract, DDL and reference pages')
    .description('Writes everything that follows from the mapping files.')
    .option('--output <path>', 'directory to write to', '.')
    .option('--check', 'write nothing, and fail when a file is not what it should be');
  return addOptions(command, ['configFile', 'mappings'])
    .addHelpText('after', HELP)
    .action(({ output, check = false }: { output: string; check?: boolean }) => {
      const files = generate(commandOptions(command).options.mappings);
      if (check) checkFiles(resolve(output), files);
      else writeFiles(resolve(output), files);
    });
}

/** Those of the package; what others change is known by its text as far as it is the same. */
const SHIPPED = join(PACKAGE_ROOT, 'mappings');

/** Text of all generated files by path from the root of the repository. */
export function generate(mappings: string): ReadonlyMap<string, string> {
  const model = loadModel(mappings);
  using codec = createCodec(model, new PublishedContract(model), 'siebel');
  const documents = readSampleDocuments(mappings, codec.decoder).map(({ list }) => list);
  const {
    tables,
    triggers: { triggers },
  } = databaseForm(model);
  const files = generatedFiles(model, {
    samples: { seed: loadSeed(mappings, model), documents },
    ddl: new Map([
      ['sqlite', [...sqliteStatements(tables), ...triggers.flatMap((trigger) => [...sqliteTrigger(trigger).values()])]],
      ['sqlserver', [...sqlServerStatements(tables), ...triggers.map((trigger) => `GO\n${sqlServerTrigger(trigger)}`)]],
    ]),
    configuration: renderManual(),
  });
  return mappings === SHIPPED ? new Map([...files, ['mappings/known-contents.json', knownContents(mappings)]]) : files;
}

function writeFiles(root: string, files: ReadonlyMap<string, string>): void {
  const changed = [...files].filter(([path, text]) => current(join(root, path)) !== text);
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path}\n`);
  }
  process.stderr.write(`${files.size} files, ${changed.length} of them changed\n`);
}

/** @throws Refusal that names the files that are not as they should be */
function checkFiles(root: string, files: ReadonlyMap<string, string>): void {
  const stale = [...files]
    .filter(([path, text]) => current(join(root, path)) !== text)
    .map(([path]) => `${path} is not up to date`);
  const problems = [...stale, ...leftOver(root, files)];
  if (problems.length > 0) throw new Refusal([...problems, 'cut-adapter generate writes them anew'].join('\n'));
  process.stderr.write(`${files.size} files, all up to date\n`);
}

/** Contract files that nothing generates any more. */
function leftOver(root: string, files: ReadonlyMap<string, string>): readonly string[] {
  return ['xsd', 'wsdl', 'ddl'].flatMap((folder) =>
    (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])
      .map((name) => `${folder}/${name}`)
      .filter((path) => !files.has(path))
      .map((path) => `${path} is not generated any more: delete it`),
  );
}

function current(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
