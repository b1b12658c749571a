import { adapterOperationPrefix } from '../../model/adapter-processes.ts';
import type { IntegrationObject, Service } from '../../model/model.ts';
import {
  PUBLISHED_ADAPTER_METHODS,
  SIEBEL_ADAPTER,
  SIEBEL_ADAPTER_METHODS,
} from '../../model/siebel-adapter-methods.ts';
import { code, markdownTable } from '../markdown.ts';

/** The service of the EAI Siebel Adapter in short: its methods, their arguments, and the objects that there is an operation for. */
export function adapterSection(service: Service, objects: readonly IntegrationObject[]): readonly string[] {
  const prefixes = objects.map((object) => `${object.name} (${code(adapterOperationPrefix(object))})`);
  const [example = ''] = objects.map(adapterOperationPrefix);
  return [
    `## ${SIEBEL_ADAPTER}`,
    `${code(`/soap/${service.id}`)} has ${service.processes.length} operations: for each integration object one per method. ` +
      `Their names begin as that of the object and end in the method, such as ${code(`${example}Query`)}.`,
    `Objects: ${prefixes.join(', ')}.`,
    methodTable(),
    argumentTable(),
  ];
}

function methodTable(): string {
  const rows = methods().map(([name, { comment, inputs, outputs }]) => [
    code(name),
    comment,
    Object.keys(inputs).map(code).join(', '),
    Object.keys(outputs).map(code).join(', '),
  ]);
  return markdownTable(['Method', 'What it does', 'In', 'Out'], rows);
}

/** One row for what is said of an argument, with the methods of which it is said. */
function argumentTable(): string {
  const rows = new Map<string, { readonly cells: readonly string[]; readonly methods: string[] }>();
  for (const [method, { inputs, outputs }] of methods()) {
    for (const [direction, list] of [
      ['in', inputs],
      ['out', outputs],
    ] as const) {
      for (const [name, { comment }] of Object.entries(list)) {
        const cells = [code(name), direction, comment];
        const key = cells.join('\n');
        const row = rows.get(key) ?? { cells, methods: [] };
        row.methods.push(method);
        rows.set(key, row);
      }
    }
  }
  return markdownTable(
    ['Argument', 'Direction', 'What it is', 'Methods'],
    [...rows.values()].map(({ cells, methods: of }) => [
      ...cells,
      of.length === PUBLISHED_ADAPTER_METHODS.length ? 'all' : of.join(', '),
    ]),
  );
}

function methods() {
  return PUBLISHED_ADAPTER_METHODS.map((name) => [name, SIEBEL_ADAPTER_METHODS[name]] as const);
}
