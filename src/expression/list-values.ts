/** How queries name the values of a bounded field. What is stored is the language-independent code. */
import { storedListValue } from '../model/list-values.ts';
import type { Field, ListValue } from '../model/model.ts';
import type { Binder } from './binder.ts';
import type { BoundOperand } from './bound.ts';
import type { Scope } from './scope.ts';

type Mode = Scope['lovLanguageMode'];

/** Fields with lists as functions see them: as the lists show them, in mode LIC their codes; also those that a choice may yield. */
export function asShown(operand: BoundOperand, binder: Binder): BoundOperand {
  if (binder.scope.lovLanguageMode === 'LIC') return operand;
  if (operand.kind === 'if') {
    const { value, otherwise } = operand;
    return { ...operand, value: asShown(value, binder), otherwise: asShown(otherwise, binder) };
  }
  if (operand.kind === 'stored-call' && operand.function === 'if-null') {
    return { ...operand, of: operand.of.map((part) => asShown(part, binder)) };
  }
  if (operand.kind !== 'field') return operand;
  const shown = new Map(operand.field.values?.values.map(({ code, value }) => [code, value]));
  const different = [...shown].filter(([code, value]) => code !== value);
  binder.countComparisons(different.length);
  return different.reduce<BoundOperand>((otherwise, [code, value]) => {
    const condition = {
      kind: 'compare',
      operator: '=',
      left: operand,
      right: literal(code),
      ignoreCase: false,
    } as const;
    return { type: 'text', kind: 'if', condition, value: literal(value), otherwise };
  }, operand);
}

function literal(value: string): BoundOperand {
  return { type: 'text', kind: 'literal', value };
}

/** Stored code of a value as it is written in this mode; a text that the list does not have stays as it is. */
export function listCode(field: Field, text: string, mode: Mode): string {
  const entries = field.values?.values ?? [];
  if (mode === 'LIC' && entries.some(({ code }) => code === text)) return text;
  return storedListValue(field, text) ?? text;
}

/** Codes of the values whose written form fits. */
export function listCodes(field: Field, mode: Mode, fits: (written: string) => boolean): readonly string[] {
  const written = ({ code, value }: ListValue) => (mode === 'LIC' ? code : value);
  const fitting = (field.values?.values ?? []).filter((entry) => fits(written(entry)));
  return [...new Set(fitting.map(({ code }) => code))];
}
