import { parseStringPromise } from 'xml2js';

/** A test step of a SoapUI project, with all properties expanded. */
export interface TestStep {
  readonly name: string;
  readonly endpoint: string;
  readonly soapAction: string;
  /** Where the WSDL of its interface is. */
  readonly definition: string;
  readonly request: string;
  readonly username: string;
  readonly password: string;
  readonly assertions: readonly Assertion[];
}

export interface Assertion {
  readonly type: string;
  readonly name: string;
  /** Parameters by element name: `path`, `content`, `codes`. */
  readonly configuration: Readonly<Record<string, string>>;
}

/** As xml2js reads the project: attributes in `$`, each child in a list. */
interface Element {
  readonly $: Readonly<Record<string, string>>;
  readonly [child: string]: unknown;
}

/**
 * Reads the test steps of a SoapUI project in the order SoapUI runs them.
 * @param overrides values of project properties, as `testrunner.sh -P name=value` gives them
 */
export async function readTestSteps(text: string, overrides: Readonly<Record<string, string>>): Promise<TestStep[]> {
  const { 'con:soapui-project': project } = await parseStringPromise(text);
  const properties = new Map(
    children(only(project, 'con:properties'), 'con:property').map((property) => [
      textOf(property, 'con:name'),
      textOf(property, 'con:value'),
    ]),
  );
  for (const [name, value] of Object.entries(overrides)) properties.set(name, value);
  const expand = (value: string): string =>
    value.replaceAll(/\$\{#Project#(\w+)\}/g, (_, name: string) => {
      const found = properties.get(name);
      if (found === undefined) throw new Error(`the project has no property ${name}`);
      return found;
    });

  const interfaces = new Map(children(project, 'con:interface').map((element) => [element.$.name, element]));
  return children(project, 'con:testSuite')
    .flatMap((suite) => children(suite, 'con:testCase'))
    .flatMap((testCase) => children(testCase, 'con:testStep'))
    .map((step) => {
      const config = only(step, 'con:config');
      const request = only(config, 'con:request');
      const credentials = only(request, 'con:credentials');
      const published = interfaces.get(textOf(config, 'con:interface'));
      if (published === undefined) throw new Error(`${step.$.name} names an interface that is not there`);
      const operation = children(published, 'con:operation').find(
        ({ $ }) => $.name === textOf(config, 'con:operation'),
      );
      return {
        name: step.$.name ?? '',
        endpoint: expand(textOf(request, 'con:endpoint')),
        soapAction: operation?.$.action ?? '',
        definition: expand(published.$.definition ?? ''),
        request: expand(textOf(request, 'con:request')),
        username: expand(textOf(credentials, 'con:username')),
        password: expand(textOf(credentials, 'con:password')),
        assertions: children(request, 'con:assertion').map(readAssertion),
      };
    });
}

function readAssertion(element: Element): Assertion {
  const [configuration] = children(element, 'con:configuration');
  // xml2js makes an empty string of an empty element.
  const parameters = typeof configuration === 'object' ? configuration : {};
  return {
    type: element.$.type ?? '',
    name: element.$.name ?? '',
    configuration: Object.fromEntries(Object.keys(parameters).map((name) => [name, textOf(parameters, name)])),
  };
}

function children(element: Element, name: string): readonly Element[] {
  return (element[name] ?? []) as readonly Element[];
}

function only(element: Element, name: string): Element {
  const [child] = children(element, name);
  if (child === undefined) throw new Error(`${name} is missing`);
  return child;
}

function textOf(element: Readonly<Record<string, unknown>>, name: string): string {
  const [text] = (element[name] ?? []) as readonly string[];
  return text ?? '';
}
