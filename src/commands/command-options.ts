import { type Command, Option } from 'commander';
import { OPTIONS, type OptionEntry, type OptionName, optionEntries } from '../config/options.ts';
import { type ReadOptions, readOptions } from '../config/read-options.ts';

/** The options of every command that opens the database. */
export const DATABASE_OPTIONS: readonly OptionName[] = [
  'configFile',
  'dataDir',
  'databaseUrl',
  'databaseConnectTimeout',
  'databaseRequestTimeout',
  'mappings',
  'samples',
];

/** Gives `command` the flags of these options, in the order of the manual; those without a flag are left out. */
export function addOptions(command: Command, names: readonly OptionName[]): Command {
  for (const [name, entry] of optionEntries()) {
    const flag = names.includes(name) ? flagOption(entry) : undefined;
    if (flag !== undefined) command.addOption(flag);
  }
  return command;
}

/**
 * The options of this run: the flags of `command`, the environment, the file.
 * @throws OptionsError
 */
export function commandOptions(command: Command): ReadOptions {
  const flags: Partial<Record<OptionName, string | boolean>> = {};
  for (const [name, entry] of optionEntries()) {
    const attribute = flagOption(entry)?.attributeName();
    if (attribute !== undefined && command.getOptionValueSource(attribute) === 'cli')
      flags[name] = command.getOptionValue(attribute);
  }
  return readOptions({ flags, environment: process.env, directory: process.cwd() });
}

/** Names of all options, for the command that takes them all. */
export const ALL_OPTIONS = Object.keys(OPTIONS) as readonly OptionName[];

function flagOption({ flag, type, documentation, environment, default: value }: OptionEntry): Option | undefined {
  if (flag === undefined) return undefined;
  const [summary = documentation] = documentation.split(/(?<=\.) (?=[A-Z])/);
  const origin = value === undefined ? environment : `${environment}, default ${value}`;
  return new Option(type.placeholder === undefined ? flag : `${flag} <${type.placeholder}>`, `${summary} (${origin})`);
}
