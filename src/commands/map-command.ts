import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { PublishedContract } from '../contract/published-contract.ts';
import type { DataMap } from '../mapping/compiled-map.ts';
import type { DataMaps, MapOptions } from '../mapping/data-maps.ts';
import { RuleReport } from '../mapping/rule-report.ts';
import type { InstanceList } from '../model/instance.ts';
import { loadModel } from '../model/load-model.ts';
import { utcNow } from '../store/clock.ts';
import { decodeText } from '../xml/decode-text.ts';
import { addOptions, commandOptions } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { createCodec, type MessageCodec } from './message-codec.ts';
import { openDataMaps } from './open-data-maps.ts';
import { Refusal } from './refusal.ts';
import { inFile } from './sample-documents.ts';

const HELP = `
Needs no database. The file is a SiebelMessage document, or a document in the partner's own shape, as the map says. Map arguments without a default are given by --argument.

Examples:
  cut-adapter map "Account to Billing Customer" mappings/samples/10-account.xml
  cut-adapter map "Account to Billing Customer" account.xml --rules
  cut-adapter map "Account to Billing Customer" account.xml --argument "Currency=GBP"

${EXIT_CODES_HELP}`;

interface MapFlags {
  readonly rules?: true;
  readonly argument?: readonly string[];
}

export function mapCommand(): Command {
  const command = new Command('map')
    .summary('show what an integration object map makes of a file')
    .description('Maps the objects in a file, and prints the result.')
    .argument('<name>', 'integration object map')
    .argument('<file>', 'XML file')
    .option('--rules', 'print each field of the result with the rule that made it')
    .option('--argument <name=value...>', 'map arguments');
  return addOptions(command, ['configFile', 'mappings', 'dateFormat'])
    .addHelpText('after', HELP)
    .action((name: string, file: string, { rules, argument = [] }: MapFlags) => {
      const { options } = commandOptions(command);
      const model = loadModel(options.mappings);
      using codec = createCodec(model, new PublishedContract(model), options.dateFormat);
      using maps = openDataMaps(options.mappings, model, codec);
      const map = maps.get(name);
      if (map === undefined) throw new Refusal(`there is no integration object map ${name}${maps.suggestion(name)}`);
      const values = mapArguments(argument, map);
      const text = inFile(file, () => {
        const list = readSource(map, readText(file), maps, codec);
        return rules === undefined ? mapped(maps, map, list, values) : report(maps, map, list, values);
      });
      process.stdout.write(text);
    });
}

/** @throws Refusal */
function mapArguments(texts: readonly string[], map: DataMap): ReadonlyMap<string, string> {
  const names = map.arguments.map(({ name }) => name);
  const values = new Map(
    texts.map((text) => {
      const [name = '', ...value] = text.split('=');
      if (value.length === 0) throw new Refusal(`${text} is no <name>=<value>`);
      if (!names.includes(name))
        throw new Refusal(`${map.name} has no argument ${name}; it has ${names.join(', ') || 'none'}`);
      return [name, value.join('=')] as const;
    }),
  );
  const missing = map.arguments.filter(({ name, default: preset }) => preset === undefined && !values.has(name));
  if (missing.length === 0) return values;
  const needed = missing.map(({ name }) => `--argument "${name}=<value>"`).join(' ');
  throw new Refusal(`${map.name} has arguments without a default: add ${needed}`);
}

/** @throws Refusal */
function readText(file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    throw new Refusal(`${file} cannot be read (${error.code})`);
  }
}

function readSource({ source }: DataMap, text: string, maps: DataMaps, { decoder }: MessageCodec): InstanceList {
  return source.external === undefined ? decoder.decodeDocument(text, source.object) : maps.read(source.external, text);
}

type Values = ReadonlyMap<string, string>;

function mapped(maps: DataMaps, map: DataMap, list: InstanceList, values: Values): string {
  return maps.write(map, maps.run(map, list, { arguments: values, now: utcNow() }));
}

function report(maps: DataMaps, map: DataMap, list: InstanceList, values: Values): string {
  const rules = new RuleReport();
  const options: MapOptions = { arguments: values, now: utcNow(), onField: (applied) => rules.add(applied) };
  return rules.text(maps.run(map, list, options));
}
