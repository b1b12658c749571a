import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemOf } from './soapui-assertions.ts';
import { readTestSteps, type TestStep } from './soapui-project.ts';
import { WsdlSchema } from './wsdl-schema.ts';

const PROJECT = join(import.meta.dirname, '..', 'soapui', 'cut-adapter-soapui-project.xml');

/** SoapUI itself is a desktop program; this runs the steps of its project as SoapUI's test runner does. */
export class SoapUiRunner implements Disposable {
  readonly #steps: ReadonlyMap<string, TestStep>;
  readonly #schemas: ReadonlyMap<string, WsdlSchema>;

  private constructor(steps: ReadonlyMap<string, TestStep>, schemas: ReadonlyMap<string, WsdlSchema>) {
    this.#steps = steps;
    this.#schemas = schemas;
  }

  /** @param service its address, and the password of the first user */
  static async open(service: { readonly endpoint: string; readonly password: string }): Promise<SoapUiRunner> {
    const steps = await readTestSteps(readFileSync(PROJECT, 'utf8'), service);
    const schemas = new Map<string, WsdlSchema>();
    for (const { definition } of steps) {
      if (!schemas.has(definition)) schemas.set(definition, await WsdlSchema.fetch(definition));
    }
    return new SoapUiRunner(new Map(steps.map((step) => [step.name, step])), schemas);
  }

  /** Runs the step of an operation. @returns what SoapUI would say against the answer */
  async problems(operation: string): Promise<readonly string[]> {
    const step = this.#step(operation);
    const schema = this.#schemas.get(step.definition);
    if (schema === undefined) throw new Error(`no WSDL for ${operation}`);
    const answer = { ...(await send(step)), schema };
    return step.assertions.flatMap((assertion) => {
      const problem = problemOf(assertion, answer);
      return problem === undefined ? [] : [`${assertion.name}: ${problem}`];
    });
  }

  /** HTTP status of the answer to the step of an operation with this password. */
  async statusWith(operation: string, password: string): Promise<number> {
    return (await send({ ...this.#step(operation), password })).status;
  }

  [Symbol.dispose](): void {
    for (const schema of this.#schemas.values()) schema[Symbol.dispose]();
  }

  #step(operation: string): TestStep {
    return this.#steps.get(operation) ?? fail(`no test step for ${operation}`);
  }
}

function fail(message: string): never {
  throw new Error(message);
}

async function send(step: TestStep): Promise<{ status: number; body: string }> {
  const response = await fetch(step.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml;charset=UTF-8',
      soapaction: `"${step.soapAction}"`,
      authorization: `Basic ${Buffer.from(`${step.username}:${step.password}`).toString('base64')}`,
    },
    body: step.request,
  });
  return { status: response.status, body: await response.text() };
}
