import type { Model } from '../model/model.ts';
import { catalogue } from './catalogue.ts';
import { errorReference } from './error-reference.ts';
import { PublishedContract } from './published-contract.ts';
import type { SampleData } from './samples/known-rows.ts';
import { soapUiProject } from './soapui-project.ts';

/** What the generated files are made of, besides the model. */
export interface GeneratedFileParts {
  readonly samples: SampleData;
  /** Statements that create the tables, without closing semicolons, by dialect: the name of the file in `ddl/`. */
  readonly ddl: ReadonlyMap<string, readonly string[]>;
  /** Text of `docs/configuration.md`. */
  readonly configuration: string;
}

/** Every file that `cut-adapter generate` writes: text by path from the root of the repository. */
export function generatedFiles(
  model: Model,
  { samples, ddl, configuration }: GeneratedFileParts,
): ReadonlyMap<string, string> {
  return new Map([
    ...new PublishedContract(model).files(),
    ...[...ddl].map(([dialect, statements]): [string, string] => [`ddl/${dialect}.sql`, script(statements)]),
    ['test/soapui/cut-adapter-soapui-project.xml', soapUiProject(model, samples)],
    ['docs/catalogue.md', catalogue(model)],
    ['docs/errors.md', errorReference()],
    ['docs/configuration.md', configuration],
  ]);
}

function script(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join('\n');
}
