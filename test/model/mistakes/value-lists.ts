import type { MistakeCase } from '../broken-copy.ts';

export const VALUE_LISTS_MISTAKES: readonly MistakeCase[] = [
  {
    what: 'a value map that translates a value in two ways',
    file: 'value-lists.yaml',
    from: 'external: R, direction: Outbound',
    to: 'external: R',
    problems: ["value-lists.yaml:16:7: COLOUR makes 'Red' of 'R' already; a direction tells two entries apart"],
  },
  {
    what: 'a value that stands twice',
    file: 'value-lists.yaml',
    from: '[Active, Inactive]',
    to: '[Active, Active]',
    problems: ["value-lists.yaml:2:20: STATUS has the value 'Active' already"],
  },
  {
    what: 'a value with two codes',
    file: 'value-lists.yaml',
    from: '{ value: Residential, code: "2" }',
    to: '{ value: Business, code: "2", parent: x }',
    problems: [
      "value-lists.yaml:6:9: 'Business' has the code '1' already",
      "value-lists.yaml:6:47: TYPE has no parent list; give it 'parent', or leave this out",
      "value-lists.yaml:11:34: TYPE has no value 'Residential'; there is 'Business'",
    ],
  },
  {
    what: 'a code of two values',
    file: 'value-lists.yaml',
    from: 'code: "2"',
    to: 'code: "1"',
    problems: ["value-lists.yaml:6:9: 'Business' has the code '1' already"],
  },
  {
    what: 'a parent list that is not there',
    file: 'value-lists.yaml',
    from: 'parent: TYPE',
    to: 'parent: TYPES',
    problems: [
      "integration-objects/account.yaml:15:73: 'Type' does not take its values from TYPES, the parent of SUBTYPE",
      "value-lists.yaml:8:13: there is no list of values 'TYPES'; did you mean 'TYPE'?",
    ],
  },
  {
    what: 'a parent value that is not in the parent list',
    file: 'value-lists.yaml',
    from: 'parent: Residential',
    to: 'parent: Domestic',
    problems: ["value-lists.yaml:11:34: TYPE has no value 'Domestic'; there is 'Business', 'Residential'"],
  },
  {
    what: 'a value without a parent in a hierarchical list',
    file: 'value-lists.yaml',
    from: '{ value: Family, parent: Residential }',
    to: 'Family',
    problems: ["value-lists.yaml:11:9: 'Family' is not reachable: it needs a 'parent', a value of TYPE"],
  },
  {
    what: 'a value with a parent in a flat list',
    file: 'value-lists.yaml',
    from: '{ value: Residential, code: "2" }',
    to: '{ value: Residential, code: "2", parent: Active }',
    problems: ["value-lists.yaml:6:50: TYPE has no parent list; give it 'parent', or leave this out"],
  },
  {
    what: 'a list that no field has',
    file: 'value-lists.yaml',
    from: '  TYPE:\n',
    to: '  COLOURS: [Red, Green]\n  TYPE:\n',
    problems: ['value-lists.yaml:3:3: no field takes its values from COLOURS'],
  },
];
