import type { ChangeTrigger, NoteRule } from '../../src/store/change-triggers.ts';
import { columnOf, makeTable } from './tables.ts';

export const TICKET = makeTable('S_SRV_REQ', [
  { name: 'STATUS', type: { kind: 'nvarchar', length: 30 } },
  { name: 'KIND', type: { kind: 'varchar', length: 10 } },
  { name: 'QTY', type: { kind: 'integer' } },
  { name: 'PAR_SR_ID', type: { kind: 'id' } },
]);
export const PAIR = makeTable('S_SR_CON', [
  { name: 'SR_ID', type: { kind: 'id' } },
  { name: 'CON_ID', type: { kind: 'id' } },
]);

const rule = (more: Partial<NoteRule>): NoteRule => ({
  policy: "The agent's tickets",
  component: 'Ticket',
  where: new Map(),
  columns: [columnOf(TICKET, 'STATUS')],
  record: { kind: 'column', column: columnOf(TICKET, 'ROW_ID') },
  ...more,
});

export const ON_INSERT: ChangeTrigger = {
  name: 'CUT_POLICY_S_SRV_REQ_I',
  table: TICKET,
  event: 'insert',
  rules: [rule({ where: new Map([[columnOf(TICKET, 'KIND'), 'Fault']]) })],
};

export const ON_UPDATE: ChangeTrigger = {
  name: 'CUT_POLICY_S_SRV_REQ_U',
  table: TICKET,
  event: 'update',
  rules: [
    rule({ columns: [columnOf(TICKET, 'STATUS'), columnOf(TICKET, 'QTY')] }),
    rule({
      columns: [columnOf(TICKET, 'PAR_SR_ID')],
      record: { kind: 'column', column: columnOf(TICKET, 'PAR_SR_ID') },
    }),
    rule({
      record: {
        kind: 'associated',
        table: PAIR,
        parentColumn: columnOf(PAIR, 'SR_ID'),
        childColumn: columnOf(PAIR, 'CON_ID'),
      },
    }),
  ],
};
