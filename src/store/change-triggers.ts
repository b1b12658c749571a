import type { Column, Component, Table } from '../model/model.ts';
import type { ChangeEvent, Policy } from '../model/policy.ts';
import { columnOf } from './table-columns.ts';

/** A trigger that notes in CUT_CHANGE_NOTE what is done to the rows of a table, in the transaction that does it. One per table and event. */
export interface ChangeTrigger {
  readonly name: string;
  readonly table: Table;
  readonly event: ChangeEvent;
  readonly rules: readonly NoteRule[];
}

/** What one policy wants to have noted of a changed row. */
export interface NoteRule {
  readonly policy: string;
  /** Component of the records that are noted. */
  readonly component: string;
  /** Only of rows that have these values. */
  readonly where: ReadonlyMap<Column, string>;
  /** An update counts when it changes one of them. */
  readonly columns: readonly Column[];
  readonly record: NotedRecord;
}

/** Which records a changed row stands for. */
type NotedRecord =
  /** The one whose ROW_ID the row holds in this column; before an update that moves it, too. */
  | { readonly kind: 'column'; readonly column: Column }
  /** All that an association pairs with the row: those in `parentColumn` of the rows of `table` that have it in `childColumn`. */
  | {
      readonly kind: 'associated';
      readonly table: Table;
      readonly parentColumn: Column;
      readonly childColumn: Column;
    };

/** What triggers a database is to have. */
export interface WantedTriggers {
  readonly triggers: readonly ChangeTrigger[];
  /** Whether those that are there and are not wanted, or not so, go; otherwise only missing ones are made. */
  readonly exact: boolean;
}

/** What names of these triggers begin with; no other trigger's does. */
export const TRIGGER_PREFIX = 'CUT_POLICY_';

/** The triggers that these policies need, and no others: a table that no policy watches has none. */
export function changeTriggers(policies: readonly Policy[]): readonly ChangeTrigger[] {
  const triggers = new Map<string, { table: Table; event: ChangeEvent; rules: NoteRule[] }>();
  for (const policy of policies) {
    for (const { event, table, ...rule } of watchedRows(policy)) {
      const name = `${TRIGGER_PREFIX}${table.name}_${event === 'insert' ? 'I' : 'U'}`;
      const trigger = triggers.get(name) ?? { table, event, rules: [] };
      trigger.rules.push(rule);
      triggers.set(name, trigger);
    }
  }
  return [...triggers].map(([name, trigger]) => ({ name, ...trigger }));
}

type RuleOfTable = NoteRule & { readonly table: Table; readonly event: ChangeEvent };

function watchedRows({ name: policy, watches, process }: Policy): readonly RuleOfTable[] {
  const { root, components } = process.integrationObject;
  return watches.flatMap(({ component, events, columns, associationColumns }) => {
    const { table, link } = component;
    const where = wheresOf(component);
    const rules = (of: Omit<RuleOfTable, 'policy' | 'component' | 'event'>, parents: readonly Component[]) =>
      parents.flatMap(({ name }) =>
        events.flatMap((event) =>
          event === 'update' && of.columns.length === 0 ? [] : [{ ...of, policy, component: name, event }],
        ),
      );
    if (link === undefined) return rules({ table, where, columns, record: column(rowIdOf(table)) }, [root]);
    const parents = [...components.values()].filter(({ children }) => children.includes(component));
    if (link.kind === 'foreign-key') return rules({ table, where, columns, record: column(link.column) }, parents);
    const pairs = { table: link.table, where: new Map(), columns: associationColumns };
    const { kind: _, ...association } = link;
    const associated = { table, where, columns, record: { kind: 'associated', ...association } as const };
    return [
      ...rules({ ...pairs, record: column(link.parentColumn) }, parents),
      // A new row is paired with nothing yet.
      ...rules(associated, parents).filter(({ event }) => event === 'update'),
    ];
  });
}

function column(of: Column): NotedRecord {
  return { kind: 'column', column: of };
}

function wheresOf({ table, where }: Component): ReadonlyMap<Column, string> {
  return new Map([...where].map(([name, value]) => [columnOf(table, name), value]));
}

function rowIdOf(table: Table): Column {
  return columnOf(table, 'ROW_ID');
}
