import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { knownContent } from './known-contents.ts';
import type {
  DataMapFile,
  IntegrationObjectFile,
  PartnersFile,
  PoliciesFile,
  SeedFile,
  TablesFile,
  ValueListsFile,
  WorkflowsFile,
} from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { Source } from './source.ts';
import { describeViolation } from './violation.ts';

/** What each kind of file holds; the names are those of the schemas in `schema/`. */
interface Kinds {
  readonly tables: TablesFile;
  readonly 'value-lists': ValueListsFile;
  readonly 'integration-object': IntegrationObjectFile;
  readonly workflows: WorkflowsFile;
  readonly partners: PartnersFile;
  readonly policies: PoliciesFile;
  readonly seed: SeedFile;
  readonly 'data-map': DataMapFile;
}

export type MappingFileKind = keyof Kinds;

/** The content of a mapping file, and the place of its top. */
export interface MappingFile<T> {
  readonly content: T;
  readonly place: Place;
}

/**
 * Reads a mapping file and checks its structure against its JSON Schema.
 * @param problems gets what is wrong
 * @returns undefined when the file cannot be worked with; one that only has unknown keys can
 */
export function readMappingFile<K extends MappingFileKind>(
  kind: K,
  file: string,
  problems: Problems,
): MappingFile<Kinds[K]> | undefined {
  const text = readText(file, problems);
  if (text === undefined) return undefined;
  const known = knownContent(schemaText(kind), text);
  if (known !== undefined) return { content: known as Kinds[K], place: Source.known(file, text, known).root };
  const source = Source.parse(file, text, problems);
  if (source === undefined) return undefined;
  const content = source.value;
  const validate: ValidateFunction<Kinds[K]> = validator(kind);
  const valid = validate(content);
  const violations = valid ? [] : (validate.errors ?? []).filter(({ keyword }) => !FOLLOW_UPS.has(keyword));
  for (const violation of violations) {
    const { place, message, atKey } = describeViolation(violation, source.root);
    problems.add(atKey ? place.keyPosition : place, message);
  }
  return violations.every(isUnknownKey) ? { content: content as Kinds[K], place: source.root } : undefined;
}

function readText(file: string, problems: Problems): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    problems.add({ file, line: 1, column: 1 }, `cannot be read (${reason})`);
    return undefined;
  }
}

/** Say only that what another violation reports is in a part of the schema. */
const FOLLOW_UPS: ReadonlySet<string> = new Set(['if', 'propertyNames']);

function isUnknownKey({ keyword }: ErrorObject): boolean {
  return keyword === 'additionalProperties';
}

const SCHEMAS = new URL('../../../schema/', import.meta.url);
const schemaTexts = new Map<MappingFileKind, string>();
const ajv = new Ajv({ allErrors: true, verbose: true, strictRequired: false, allowUnionTypes: true });
const validators = new Map<MappingFileKind, ValidateFunction>();

/** The JSON Schema of a kind of files. */
export function schemaText(kind: MappingFileKind): string {
  let text = schemaTexts.get(kind);
  if (text === undefined) {
    text = readFileSync(new URL(`${kind}.schema.json`, SCHEMAS), 'utf8');
    schemaTexts.set(kind, text);
  }
  return text;
}

function validator<K extends MappingFileKind>(kind: K): ValidateFunction<Kinds[K]> {
  let validate = validators.get(kind);
  if (validate === undefined) {
    validate = ajv.compile(JSON.parse(schemaText(kind)));
    validators.set(kind, validate);
  }
  return validate as ValidateFunction<Kinds[K]>;
}
