import { type OptionEntry, type OptionName, optionEntries } from './options.ts';

/** `docs/configuration.md`: the manual of all options, from their table. */
export function renderManual(): string {
  return `${INTRODUCTION}
| option | flag | environment | default |
|---|---|---|---|
${optionEntries()
  .map(([name, entry]) => summary(name, entry))
  .join('\n')}

${optionEntries()
  .map(([name, entry]) => section(name, entry))
  .join('\n\n')}
`;
}

const INTRODUCTION = `<!-- Generated from src/config/options.ts by \`cut-adapter generate\`; change it there. -->
# Configuration

Every option can be given as a flag, as an environment variable, or in a YAML file named by \`--config\` or \`CUT_CONFIG\`. A flag beats the
environment, the environment beats the file, the file beats the default. An empty environment variable counts as not set.
Mistakes are all reported at once, each with the place where it is; the service does not start then.

    # cut.yaml
    host: 0.0.0.0
    dataDir: /var/lib/cut
    bodyLimit: 32MB
`;

function summary(name: OptionName, entry: OptionEntry): string {
  return `| [\`${name}\`](#${name.toLowerCase()}) | ${code(entry.flag)} | ${code(entry.environment)} | ${code(entry.default)} |`;
}

function section(name: OptionName, entry: OptionEntry): string {
  const paragraphs = [
    `## ${name}`,
    entry.documentation,
    `Takes ${entry.type.expects.replaceAll('<', '\\<')}.${defaultSentence(entry)}`,
  ];
  if (entry.secret) paragraphs.push('A secret: never logged, and not accepted on the command line.');
  if (entry.caution !== undefined) paragraphs.push(`Before production: ${entry.caution.text}.`);
  return paragraphs.join('\n\n');
}

function defaultSentence({ default: value }: OptionEntry): string {
  return value === undefined ? ' No default.' : ` Default: \`${value}\`.`;
}

function code(value: string | undefined): string {
  return value === undefined ? '' : `\`${value}\``;
}
