import type { Field } from '../model/model.ts';
import type { Row } from '../store/store.ts';
import type { ComponentWriting } from './component-writing.ts';
import { type Container, isAssociation, type MessageNode } from './message-node.ts';
import type { Questions } from './questions.ts';
import { type KnownRow, knownRow, parentIdOf, type StoredShape, storedValue } from './stored-shapes.ts';
import { keyText } from './user-key.ts';

/** Containers of one component at one level of a message. */
export interface Level {
  readonly writing: ComponentWriting;
  readonly containers: readonly Container[];
  readonly nodes: readonly MessageNode[];
  readonly shape: StoredShape;
}

/** So many instances are looked for one by one, however many rows their parents have; of more the parents' rows are read. */
const FEW = 4;

/**
 * Asks for the rows that the user keys of a level name: of roots among all rows, of children among those of their parent. A parent that is not
 * stored has none: what would be linked to it is looked for among all rows at once.
 */
export function askForMatches(level: Level, questions: Questions): void {
  if (level.writing.rows.parent === undefined) {
    askAmongAll(level, level.nodes, questions);
    return;
  }
  const isFew = level.nodes.length <= FEW;
  const whole: Container[] = [];
  for (const container of level.containers) {
    const parentId = container.parent?.match?.rowId;
    if (parentId === undefined) continue;
    if (!isFew || dependsOnOthers(container)) whole.push(container);
    else for (const node of container.nodes) askOne(level, parentId, node, questions);
  }
  if (whole.length > 0) askForRowsOf(level, whole, questions);
  askForUnlinked(level, isBelowNew, questions);
}

/** Asks for associated records that are not linked to their parent, which is stored, where a link to them would be made. */
export function askForOthers(level: Level, questions: Questions): void {
  askForUnlinked(level, (node) => !isBelowNew(node), questions);
}

/** Its parent is not stored. */
export function isBelowNew({ parent }: MessageNode): boolean {
  return parent !== undefined && parent.match === undefined;
}

function askForUnlinked(level: Level, isAskedFor: (node: MessageNode) => boolean, questions: Questions): void {
  if (!isAssociation(level.writing)) return;
  const nodes = level.nodes.filter(
    (node) => node.match === undefined && node.operation.missing === 'insert' && isAskedFor(node),
  );
  if (nodes.length > 0) askAmongAll(level, nodes, questions);
}

/** Whether what happens depends on rows that no instance names: they are deleted, or one of them may become the primary. */
function dependsOnOthers({ removesOthers, writing, nodes }: Container): boolean {
  if (removesOthers) return true;
  return writing.component.primary !== undefined && nodes.some(({ operation }) => operation.found === 'delete');
}

function askOne({ writing, shape }: Level, parentId: string, node: MessageNode, questions: Questions): void {
  if (node.operation.found === 'ignore') return;
  const { fields, stored } = node.key;
  const by = writing.rows.byParentAnd(fields);
  questions.add({ shape: shape.linked, by, keys: [[parentId, ...stored]] }, (found) => {
    matchOnly(node, found, shape);
  });
}

/** Reads all rows of the parents, and matches them here. */
function askForRowsOf({ writing, shape }: Level, containers: readonly Container[], questions: Questions): void {
  const byParent = new Map<string, KnownRow[]>();
  for (const container of containers) byParent.set(container.parent?.match?.rowId ?? '', []);
  const keys = [...byParent.keys()].map((id) => [id]);
  questions.add({ shape: shape.linked, by: writing.rows.byParent, keys }, (found) => {
    for (const row of knownRows(found, shape)) byParent.get(parentIdOf(row))?.push(row);
    for (const container of containers) {
      const rows = byParent.get(container.parent?.match?.rowId ?? '') ?? [];
      const named = matchAmong(container.nodes, rows);
      if (dependsOnOthers(container)) container.others = rows.filter((row) => !named.has(row));
    }
  });
}

function askAmongAll({ writing, shape }: Level, nodes: readonly MessageNode[], questions: Questions): void {
  const byFields = new Map<readonly Field[], MessageNode[]>();
  for (const node of nodes) {
    if (node.operation.found === 'ignore') continue;
    const same = byFields.get(node.key.fields);
    if (same === undefined) byFields.set(node.key.fields, [node]);
    else same.push(node);
  }
  for (const [fields, ofFields] of byFields) {
    const by = writing.rows.byKey(fields);
    const [node, second] = ofFields;
    // nobody else inserts the same record meanwhile; children are kept apart by the lock on their parent
    questions.add({ shape: shape.base, by, keys: distinct(ofFields), lock: 'keys' }, (found) => {
      if (node !== undefined && second === undefined) matchOnly(node, found, shape);
      else matchAmong(ofFields, knownRows(found, shape));
    });
  }
}

/** The rows were found by the key of this instance alone. */
function matchOnly(node: MessageNode, [row, second]: readonly Row[], shape: StoredShape): void {
  if (row !== undefined) node.match = knownRow(shape, row);
  node.isAmbiguous = second !== undefined;
}

/** @returns the rows that are named */
function matchAmong(nodes: readonly MessageNode[], rows: readonly KnownRow[]): Set<KnownRow> {
  const named = new Set<KnownRow>();
  const indexes = new Map<readonly Field[], Map<string, KnownRow[]>>();
  for (const node of nodes) {
    const { fields, stored } = node.key;
    let index = indexes.get(fields);
    if (index === undefined) {
      index = indexBy(rows, fields);
      indexes.set(fields, index);
    }
    const matches = index.get(keyText(stored)) ?? [];
    for (const match of matches) named.add(match);
    node.match = matches[0];
    node.isAmbiguous = matches.length > 1;
  }
  return named;
}

function knownRows(found: readonly Row[], shape: StoredShape): KnownRow[] {
  return found.map((row) => knownRow(shape, row));
}

function indexBy(rows: readonly KnownRow[], fields: readonly Field[]): Map<string, KnownRow[]> {
  const index = new Map<string, KnownRow[]>();
  for (const row of rows) {
    const key = keyText(fields.map(({ ordinal }) => storedValue(row, ordinal) ?? ''));
    const same = index.get(key);
    if (same === undefined) index.set(key, [row]);
    else same.push(row);
  }
  return index;
}

function distinct(nodes: readonly MessageNode[]): (readonly string[])[] {
  const keys = nodes.map(({ key }) => key.stored);
  if (keys.length === 1) return keys;
  const seen = new Set<string>();
  return keys.filter((key) => {
    const text = keyText(key);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
