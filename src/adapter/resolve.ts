import type { LovLanguageMode } from '../model/list-values.ts';
import type { Reader } from '../store/store.ts';
import { AssociatedRecords } from './associated-records.ts';
import type { Removal } from './doomed-rows.ts';
import { refuseDuplicates } from './duplicates.ts';
import type { Judge } from './judge.ts';
import { Lookups } from './lookups.ts';
import { askForMatches, askForOthers, isBelowNew, type Level } from './match-nodes.ts';
import type { Container, MessageNode } from './message-node.ts';
import type { Mistakes } from './mistakes.ts';
import { wantTargets } from './pointing-keys.ts';
import { Questions } from './questions.ts';
import { askForTakenKeys, type TakenKey } from './taken-keys.ts';

/** A message and what the database has to do with it. */
export interface Resolved {
  /** Parents before children; those below an instance with which nothing is done are left out. */
  readonly nodes: readonly MessageNode[];
  /** What is deleted or unlinked. */
  readonly removals: readonly Removal[];
  readonly takenKeys: readonly TakenKey[];
  readonly lookups: Lookups;
}

/**
 * Finds the rows that the user keys of a message name, decides what is done with each instance, and looks up what foreign keys point at: the
 * whole list at once, one batch of finds per level of the tree, and one more for new links to what is stored. Children are matched within their parent;
 * a child of an association that is not yet linked to its parent is looked for among all rows.
 *
 * @param errors gets DUPLICATE_KEY_IN_MESSAGE
 */
export async function resolve(
  reader: Reader,
  roots: Container,
  judge: Judge,
  mode: LovLanguageMode | undefined,
  errors: Mistakes,
): Promise<Resolved> {
  const resolver = new Resolver(reader, judge, mode, errors);
  await resolver.run(roots);
  return resolver;
}

class Resolver implements Resolved {
  readonly nodes: MessageNode[] = [];
  readonly removals: Removal[] = [];
  readonly takenKeys: TakenKey[] = [];
  readonly lookups = new Lookups();
  readonly #reader: Reader;
  readonly #judge: Judge;
  readonly #mode: LovLanguageMode | undefined;
  readonly #errors: Mistakes;
  readonly #associated: AssociatedRecords;
  readonly #questions = new Questions();

  constructor(reader: Reader, judge: Judge, mode: LovLanguageMode | undefined, errors: Mistakes) {
    this.#reader = reader;
    this.#judge = judge;
    this.#mode = mode;
    this.#errors = errors;
    this.#associated = new AssociatedRecords(mode);
  }

  async run(roots: Container): Promise<void> {
    for (let levels = [levelOf([roots])]; levels.length > 0; levels = levels.flatMap(below)) {
      for (const level of levels) askForMatches(level, this.#questions);
      await this.#askWith(levels, isBelowNew);
      for (const level of levels) askForOthers(level, this.#questions);
      await this.#askWith(levels, () => true);
      for (const level of levels) this.#decide(level);
      // What this level points at is asked together with the next one.
      this.lookups.addTo(this.#questions);
    }
    await this.#questions.ask(this.#reader);
  }

  /**
   * Asks, when there is anything to ask, and at once for what those instances would point at that are to be written as far as one can tell: it
   * would be asked for later, and each time takes a while where the database is another machine.
   */
  async #askWith(levels: readonly Level[], isWriting: (node: MessageNode) => boolean): Promise<void> {
    if (this.#questions.isEmpty) return;
    for (const { nodes } of levels) {
      for (const node of nodes) {
        if (node.operation.missing !== 'insert' || !isWriting(node)) continue;
        node.action = node.match === undefined ? 'insert' : 'update';
        wantTargets(node, this.lookups);
      }
    }
    this.lookups.addTo(this.#questions);
    await this.#questions.ask(this.#reader);
  }

  #decide({ writing, containers, nodes }: Level): void {
    for (const node of nodes) this.#associated.add(node);
    for (const container of containers) {
      refuseDuplicates(container.nodes, this.#errors);
      for (const row of this.#judge.removals(container)) this.removals.push({ writing, row });
    }
    for (const node of nodes) {
      const action = this.#judge.decide(node);
      node.action = action;
      if (action === 'none') continue;
      this.nodes.push(node);
      if (action === 'insert' || action === 'update') wantTargets(node, this.lookups);
      if (action === 'delete' && node.match !== undefined) this.removals.push({ writing, row: node.match });
      if (action === 'update' && node.parent === undefined && node.match !== undefined) {
        askForTakenKeys(node, node.match, this.#mode, this.#questions, this.takenKeys);
      }
    }
  }
}

/** @param containers of one component; at least one */
function levelOf(containers: readonly [Container, ...Container[]]): Level {
  const [{ writing, nodes }, second] = containers;
  const all = second === undefined ? nodes : containers.flatMap((container) => container.nodes);
  const shape = writing.shapes.of((ordinal) => {
    for (const { instance } of all) if (instance.values[ordinal] !== undefined) return true;
    return false;
  });
  return { writing, containers, nodes: all, shape };
}

/** The children of a level's instances, by component. */
function below({ nodes, writing }: Level): Level[] {
  if (writing.children.length === 0) return [];
  const byOrdinal: ([Container, ...Container[]] | undefined)[] = [];
  for (const node of nodes) {
    if (node.action === 'none' || node.action === 'delete') continue;
    for (const container of node.containers) {
      if (container.nodes.length === 0 && !container.removesOthers) continue;
      const same = byOrdinal[container.ordinal];
      if (same === undefined) byOrdinal[container.ordinal] = [container];
      else same.push(container);
    }
  }
  return byOrdinal.flatMap((containers) => (containers === undefined ? [] : [levelOf(containers)]));
}
