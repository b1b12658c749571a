import { CutError } from '../errors/cut-error.ts';
import type { Instance } from '../model/instance.ts';
import type { Component, Field } from '../model/model.ts';
import type { ColumnReference, Find, Reader, Row } from '../store/store.ts';
import { type ComponentRows, type StoredRow, storedRow } from './component-rows.ts';
import { describeKey, describeKeys, locate } from './describe.ts';
import type { Mistakes } from './mistakes.ts';
import type { ObjectRows } from './object-rows.ts';
import { type ChosenKey, chooseUserKey, storedKeyValues } from './user-key.ts';

/** An instance of the message together with the row that its user key names. */
export interface ResolvedNode {
  readonly instance: Instance;
  /** Position among its siblings, from 0. */
  readonly index: number;
  readonly key: ChosenKey;
  /** Absent: there is no such row yet. */
  match?: StoredRow;
  /** By child ordinal, as in the instance. */
  readonly children: (ResolvedNode[] | undefined)[];
}

/**
 * Finds the rows that the user keys of a message name: the whole list at once, one batch of finds per level of the tree. Children are
 * matched within their parent; a child of an association that is not yet linked to its parent is looked for among all rows.
 *
 * @param errors gets what is wrong: no complete user key, several matches, one record named twice
 */
export async function resolve(
  reader: Reader,
  rows: ObjectRows,
  roots: readonly Instance[],
  errors: Mistakes,
): Promise<ResolvedNode[]> {
  const nodes = toNodes(roots, errors);
  let level: Siblings[] = [{ nodes, component: rows.object.root }];
  while (level.length > 0) {
    await matchLevel(reader, rows, level, errors);
    for (const siblings of level) refuseDuplicates(siblings.nodes, errors);
    level = level.flatMap(({ nodes }) => nodes.flatMap(childrenOf));
  }
  return nodes;
}

/** The instances of one component under one parent (or all roots). */
interface Siblings {
  readonly component: Component;
  readonly parent?: ResolvedNode;
  readonly nodes: readonly ResolvedNode[];
}

function toNodes(instances: readonly Instance[], errors: Mistakes): ResolvedNode[] {
  return instances.flatMap((instance, index) => {
    const children = instance.children.map((group) => (group === undefined ? undefined : toNodes(group, errors)));
    const key = chooseUserKey(instance);
    if (key !== undefined) return [{ instance, index, key, children }];
    const { component } = instance;
    const keys = describeKeys(component.userKeys);
    errors.push(
      new CutError('NO_USER_KEY', { component: component.name, keys }, { location: locate(instance, index) }),
    );
    return [];
  });
}

function childrenOf(parent: ResolvedNode): Siblings[] {
  return parent.children.flatMap((nodes, ordinal) => {
    const component = parent.instance.component.children[ordinal];
    return nodes === undefined || nodes.length === 0 || component === undefined ? [] : [{ component, parent, nodes }];
  });
}

/** A find together with what its rows are for. */
interface Question {
  readonly find: Find;
  readonly answer: (rows: readonly Row[]) => void;
}

async function matchLevel(
  reader: Reader,
  rows: ObjectRows,
  level: readonly Siblings[],
  errors: Mistakes,
): Promise<void> {
  const questions: Question[] = [];
  for (const component of new Set(level.map((siblings) => siblings.component))) {
    const groups = level.filter((siblings) => siblings.component === component);
    const shapes = rows.of(component);
    if (shapes.parent === undefined) questions.push(...byUserKey(shapes, groups, errors));
    else questions.push(...byParent(shapes, shapes.parent, groups, errors));
  }
  await ask(reader, questions);
  const unlinked = level.filter(({ component }) => component.link?.kind === 'association');
  const further: Question[] = [];
  for (const component of new Set(unlinked.map((siblings) => siblings.component))) {
    const groups = unlinked.filter((siblings) => siblings.component === component);
    further.push(...byUserKey(rows.of(component), groups, errors));
  }
  await ask(reader, further);
}

async function ask(reader: Reader, questions: readonly Question[]): Promise<void> {
  if (questions.length === 0) return;
  const answers = await reader.find(questions.map(({ find }) => find));
  for (const [index, { answer }] of questions.entries()) answer(answers[index] ?? []);
}

/** The unmatched nodes are looked for among all rows of the component. */
function byUserKey(shapes: ComponentRows, groups: readonly Siblings[], errors: Mistakes): Question[] {
  const byKey = new Map<readonly Field[], ResolvedNode[]>();
  for (const node of groups.flatMap(({ nodes }) => nodes)) {
    if (node.match === undefined) push(byKey, node.key.fields, node);
  }
  return [...byKey].map(([fields, nodes]) => ({
    find: {
      shape: shapes.base,
      by: fields.map((field) => shapes.columnOf(field)),
      keys: distinct(nodes.map(({ key }) => storedKeyValues(key))),
    },
    answer: (found) => {
      const index = byKeyText(
        found.map((row) => storedRow(shapes, row)),
        fields,
      );
      for (const node of nodes) matchOne(node, index, errors);
    },
  }));
}

/** All rows under the matched parents are read, and matched by their keys here. */
function byParent(
  shapes: ComponentRows,
  parent: ColumnReference,
  groups: readonly Siblings[],
  errors: Mistakes,
): Question[] {
  const groupsByParent = new Map<string, Siblings[]>();
  for (const group of groups) {
    const id = group.parent?.match?.rowId;
    if (id !== undefined) push(groupsByParent, id, group);
  }
  if (groupsByParent.size === 0) return [];
  return [
    {
      find: { shape: shapes.linked, by: [parent], keys: [...groupsByParent.keys()].map((id) => [id]) },
      answer: (found) => {
        const byParentId = new Map<string, StoredRow[]>();
        for (const row of found) {
          const stored = storedRow(shapes, row);
          push(byParentId, stored.parentId ?? '', stored);
        }
        for (const [id, siblings] of groupsByParent) {
          for (const { nodes } of siblings) matchWithin(nodes, byParentId.get(id) ?? [], errors);
        }
      },
    },
  ];
}

function matchWithin(nodes: readonly ResolvedNode[], candidates: readonly StoredRow[], errors: Mistakes): void {
  const indexes = new Map<readonly Field[], Map<string, StoredRow[]>>();
  for (const node of nodes) {
    let index = indexes.get(node.key.fields);
    if (index === undefined) {
      index = byKeyText(candidates, node.key.fields);
      indexes.set(node.key.fields, index);
    }
    matchOne(node, index, errors);
  }
}

function byKeyText(rows: readonly StoredRow[], fields: readonly Field[]): Map<string, StoredRow[]> {
  const index = new Map<string, StoredRow[]>();
  for (const row of rows) push(index, keyText(rowKey(row, fields)), row);
  return index;
}

function matchOne(node: ResolvedNode, index: ReadonlyMap<string, readonly StoredRow[]>, errors: Mistakes): void {
  const [match, second] = index.get(keyText(storedKeyValues(node.key))) ?? [];
  if (second !== undefined) errors.push(multipleMatch(node));
  if (match !== undefined) node.match = match;
}

function multipleMatch({ instance, index, key }: ResolvedNode): CutError {
  return new CutError(
    'MULTIPLE_MATCH',
    { component: instance.component.name, key: describeKey(instance, key.fields) },
    { location: locate(instance, index, key.fields) },
  );
}

function refuseDuplicates(nodes: readonly ResolvedNode[], errors: Mistakes): void {
  const seen = new Map<string, ResolvedNode>();
  for (const node of nodes) {
    const names = [keyName(node)];
    if (node.match !== undefined) names.push(`row ${node.match.rowId}`);
    const first = names.map((name) => seen.get(name)).find((other) => other !== undefined);
    for (const name of names) seen.set(name, node);
    if (first === undefined) continue;
    const { instance, index, key } = node;
    errors.push(
      new CutError(
        'DUPLICATE_KEY_IN_MESSAGE',
        {
          first: first.index + 1,
          second: index + 1,
          component: instance.component.name,
          key: describeKey(instance, key.fields),
        },
        { location: locate(instance, index, key.fields) },
      ),
    );
  }
}

function keyName({ key }: ResolvedNode): string {
  return `${key.fields.map((field) => field.ordinal).join(',')} ${keyText(key.values)}`;
}

function rowKey(row: StoredRow, fields: readonly Field[]): string[] {
  return fields.map((field) => row.values[field.ordinal] ?? '');
}

function keyText(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : JSON.stringify(values);
}

function distinct(keys: readonly string[][]): string[][] {
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}

function push<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
