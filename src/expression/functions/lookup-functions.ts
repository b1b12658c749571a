import type { Lookups } from '../evaluation-context.ts';
import type { EvaluatedFunction, ExpressionFunction, Parameter, Value } from './expression-function.ts';

const LIST: Parameter = { name: 'list', types: ['text'] };
const MAP: Parameter = { name: 'map', types: ['text'] };
const DIRECTION: Parameter = { name: 'direction', types: ['text'] };
const VALUE: Parameter = { name: 'value', types: ['text'] };
/** What stands for a value that the map does not have. */
const OTHERWISE: Parameter = { name: 'otherwise', types: ['text'], optional: true };

/** Lists of values, and value maps (siebel-eai, 6.3). */
export const LOOKUP_FUNCTIONS: readonly ExpressionFunction[] = [
  {
    name: 'LookupValue',
    parameters: [LIST, { name: 'code', types: ['text'] }],
    result: 'text',
    meaning: 'Display value of a code of a list of values',
    example: ['LookupValue("ACCOUNT_STATUS", "Active")', 'Active'],
    work: lookup((lookups, [list = '', code = '']) => lookups.displayValue(list, code)),
  },
  {
    name: 'LookupName',
    parameters: [LIST, { name: 'display value', types: ['text'] }],
    result: 'text',
    meaning: 'Language-independent code of a display value of a list of values',
    example: ['LookupName("ACCOUNT_STATUS", "Active")', 'Active'],
    work: lookup((lookups, [list = '', value = '']) => lookups.code(list, value)),
  },
  {
    name: 'Lookup',
    parameters: [MAP, DIRECTION, VALUE, OTHERWISE],
    result: 'text',
    meaning: 'The other side of a value in a value map; the direction is `Siebel Inbound` or `Siebel Outbound`',
    example: ['Lookup("COUNTRY_CODE", "Siebel Inbound", "UK")', 'United Kingdom'],
    work: lookup((lookups, [map = '', direction = '', value = '', otherwise]) =>
      lookups.mapped(map, direction, value, otherwise),
    ),
  },
  {
    name: 'EAILookupSiebel',
    parameters: [MAP, VALUE, OTHERWISE],
    result: 'text',
    meaning: "Siebel's value for a partner's, through a value map",
    example: ['EAILookupSiebel("COUNTRY_CODE", "UK")', 'United Kingdom'],
    work: lookup((lookups, [map = '', value = '', otherwise]) =>
      lookups.mapped(map, 'Siebel Inbound', value, otherwise),
    ),
  },
  {
    name: 'EAILookupExternal',
    parameters: [MAP, VALUE, OTHERWISE],
    result: 'text',
    meaning: "A partner's value for Siebel's, through a value map",
    example: ['EAILookupExternal("COUNTRY_CODE", "United Kingdom")', 'GB'],
    work: lookup((lookups, [map = '', value = '', otherwise]) =>
      lookups.mapped(map, 'Siebel Outbound', value, otherwise),
    ),
  },
];

function lookup(
  find: (lookups: Lookups, values: readonly string[]) => Value,
): { readonly kind: 'evaluated' } & EvaluatedFunction {
  return {
    kind: 'evaluated',
    needs: 'lookups',
    evaluate: (values, { surroundings: { lookups } }) => (lookups === undefined ? null : find(lookups, values)),
  };
}
