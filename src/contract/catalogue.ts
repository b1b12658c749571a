import type { Component, Field, IntegrationObject, Model, Service, WorkflowProcess } from '../model/model.ts';
import { adapterSection } from './catalogue/adapter-section.ts';
import { code, markdownTable } from './markdown.ts';

/** `docs/catalogue.md`: the workflow processes and the integration objects with all their components and fields. */
export function catalogue(model: Model): string {
  const objects = [...model.integrationObjects.values()];
  return `${[
    '# Catalogue',
    'Made by `cut-adapter generate` from the mapping files; do not edit.',
    '## Workflow processes',
    processTable([...model.services.values()]),
    ...(model.siebelAdapter === undefined ? [] : adapterSection(model.siebelAdapter, objects)),
    '## Integration objects',
    SYSTEM_FIELDS,
    objectTable(objects),
    ...objects.flatMap(objectSection),
  ].join('\n\n')}\n`;
}

const SYSTEM_FIELDS =
  'Each component also has the read-only fields Created, Created By, Updated, Updated By, Mod Id and Conflict Id; its tables below leave them out.';

function processTable(services: readonly Service[]): string {
  const rows = services.flatMap(({ id, processes }) =>
    processes.map((process) => [
      process.name,
      code(process.operation),
      code(`/soap/${id}`),
      process.integrationObject.name,
      stepsOf(process),
      process.comment,
    ]),
  );
  return markdownTable(['Process', 'Operation', 'Address', 'Integration object', 'Steps', 'What for'], rows);
}

function stepsOf({ steps }: WorkflowProcess): string {
  return steps
    .map(({ name, service, method, when }, index) => {
      const condition = when === undefined ? '' : `, when ${when} is sent`;
      return `${index + 1}. ${name} (${service}: ${method}${condition})`;
    })
    .join('; ');
}

function objectTable(objects: readonly IntegrationObject[]): string {
  const rows = objects.map(({ name, tag, businessObject, id, root, components }) => [
    name,
    code(tag),
    businessObject,
    root.name,
    code(root.table.name),
    String(components.size),
    `[${id}.xsd](../xsd/${id}.xsd)`,
  ]);
  return markdownTable(
    ['Integration object', 'Element', 'Business object', 'Root component', 'Root table', 'Components', 'Schema'],
    rows,
  );
}

function objectSection(object: IntegrationObject): readonly string[] {
  const components = [...object.components.values()];
  return [`## ${object.name}`, code(object.namespace), componentTable(components), ...components.flatMap(fieldSection)];
}

function componentTable(components: readonly Component[]): string {
  const rows = components.map((component) => [
    component.name,
    code(component.tag),
    components
      .filter(({ children }) => children.includes(component))
      .map(({ name }) => name)
      .join(', '),
    code(component.table.name),
    linkOf(component),
    keysOf(component.userKeys),
    component.statusKey.map(({ name }) => name).join(', '),
  ]);
  return markdownTable(['Component', 'Element', 'Parent', 'Table', 'Linked by', 'User keys', 'Status key'], rows);
}

function linkOf({ link, primary }: Component): string {
  if (link === undefined) return '';
  const primaryNote = primary === undefined ? '' : `; primary in ${code(primary.name)} of the parent`;
  if (link.kind === 'foreign-key') return `${code(link.column.name)}${primaryNote}`;
  return `${code(`${link.table.name} (${link.parentColumn.name}, ${link.childColumn.name})`)}${primaryNote}`;
}

function keysOf(keys: readonly (readonly Field[])[]): string {
  return keys.map((key) => key.map(({ name }) => name).join(' + ')).join('; ');
}

function fieldSection({ name, fields }: Component): readonly string[] {
  const rows = fields
    .filter((field) => !isSystemField(field))
    .map((field) => [
      field.name,
      code(field.tag),
      field.type.name,
      field.length === undefined ? '' : String(field.length),
      remarksOn(field),
      sourceOf(field),
      field.values === undefined ? '' : field.values.values.map(({ value }) => value).join(', '),
    ]);
  return [`### ${name}`, markdownTable(['Field', 'Element', 'Type', 'Length', 'Remarks', 'Column', 'Values'], rows)];
}

function isSystemField({ source }: Field): boolean {
  return source.kind === 'column' && source.column.system && source.column.name !== 'ROW_ID';
}

function remarksOn(field: Field): string {
  const remarks = [];
  if (field.required) remarks.push('required');
  if (field.readOnly) remarks.push('read-only');
  if (field.default !== undefined) remarks.push(`default ${code(field.default)}`);
  if (field.within !== undefined) remarks.push(`within ${field.within.name}`);
  return remarks.join(', ');
}

function sourceOf({ source }: Field): string {
  if (source.kind !== 'lookup') return code(source.column.name);
  return `${code(`${source.table.name}.${source.column.name}`)} via ${code(source.via.name)}`;
}
