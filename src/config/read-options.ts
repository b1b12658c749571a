import { nearestName } from '../errors/near-names.ts';
import { type ConfigFile, loadConfigFile } from './config-file.ts';
import { OPTIONS, type OptionEntry, type OptionName, type Options, optionEntries } from './options.ts';
import { OptionsError } from './options-error.ts';
import { PACKAGE_ROOT } from './package-root.ts';

export interface OptionSources {
  /** From the command line, by option name; switches as booleans. */
  readonly flags: Readonly<Partial<Record<OptionName, string | boolean>>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths start from here. */
  readonly directory: string;
}

export interface ReadOptions {
  readonly options: Options;
  /** What is not wrong but deserves a look, for the log. */
  readonly warnings: readonly string[];
}

/**
 * The options of this run. A flag beats an environment variable, which beats the file, which beats the default; an empty environment variable
 * counts as not set.
 * @throws OptionsError with every mistake
 */
export function readOptions(sources: OptionSources): ReadOptions {
  const problems: string[] = [];
  const values: Partial<Record<OptionName, unknown>> = {};
  const read = (name: OptionName, entry: OptionEntry, file?: ConfigFile): void => {
    const given = find(name, entry, sources, file) ?? fallback(entry, values);
    if (given === undefined) return;
    try {
      values[name] = entry.type.parse(given.text, given.base ?? sources.directory);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(`${given.where}: ${entry.secret ? '' : `'${withoutCredentials(given.text)}' `}${error.message}`);
    }
  };

  read('configFile', OPTIONS.configFile as OptionEntry);
  const file = readFile(values.configFile, problems);
  for (const [name, entry] of optionEntries()) if (name !== 'configFile') read(name, entry, file);
  problems.push(...unknownKeys(file));
  if (problems.length > 0) throw new OptionsError(problems);

  const options = Object.freeze(Object.fromEntries(optionEntries().map(([name]) => [name, values[name]]))) as Options;
  return { options, warnings: [...unknownVariables(sources.environment), ...cautions(values)] };
}

/** Text of an option's value and where it was found. */
interface Given {
  readonly text: string;
  readonly where: string;
  readonly base?: string;
}

function find(name: OptionName, entry: OptionEntry, sources: OptionSources, file?: ConfigFile): Given | undefined {
  const flag = sources.flags[name];
  if (flag !== undefined) return { text: String(flag), where: entry.flag ?? name };
  const variable = sources.environment[entry.environment];
  if (variable !== undefined && variable !== '') return { text: variable, where: entry.environment };
  const line = file?.entries.get(name);
  if (file === undefined || line?.text === undefined) return undefined;
  return { text: line.text, where: `${file.path}:${line.line}: ${name}`, base: file.directory };
}

function fallback(entry: OptionEntry, values: Partial<Record<OptionName, unknown>>): Given | undefined {
  if (entry.default === undefined) return undefined;
  const text = entry.default.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'package' ? PACKAGE_ROOT : String(values[name as OptionName]),
  );
  return { text, where: 'default' };
}

function readFile(path: unknown, problems: string[]): ConfigFile | undefined {
  if (typeof path !== 'string') return undefined;
  try {
    const file = loadConfigFile(path);
    problems.push(...file.problems);
    return file;
  } catch (error) {
    if (!(error instanceof OptionsError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function unknownKeys(file: ConfigFile | undefined): string[] {
  const names = optionEntries().flatMap(([name]) => (name === 'configFile' ? [] : [name]));
  return [...(file?.entries ?? [])]
    .filter(([key]) => !names.some((name) => name === key))
    .map(([key, { line }]) => `${file?.path}:${line}: there is no option ${key}${didYouMean(key, names)}`);
}

function unknownVariables(environment: OptionSources['environment']): string[] {
  const known = optionEntries().map(([, entry]) => entry.environment);
  return Object.keys(environment)
    .filter((name) => /^CUT_/i.test(name) && !known.includes(name))
    .map((name) => `${name} is not an option and has no effect${didYouMean(name, known)}`);
}

function cautions(values: Partial<Record<OptionName, unknown>>): string[] {
  return optionEntries().flatMap(([name, { caution }]) =>
    caution?.when(values[name]) === true ? [`${name} is ${String(values[name])}: ${caution.text}`] : [],
  );
}

function withoutCredentials(address: string): string {
  return address.replace(/\/\/[^/]*@/, '//***@');
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const suggestion = nearestName(word, candidates);
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
}
