import type { ProcessProperty, WorkflowProcess } from '../model/model.ts';

/** Process property that every Siebel workflow process has (siebel-eai, 0). */
export const OBJECT_ID = 'Object Id';

/** The process properties that a caller may send, as declared. */
export function inputsOf({ properties }: WorkflowProcess): readonly ProcessProperty[] {
  return properties.filter(({ direction }) => direction === 'in' || direction === 'inout');
}

/** The process properties that the answer carries, in the order of their names, which is Siebel's (siebel-eai, 2.2). */
export function outputsOf({ properties }: WorkflowProcess): readonly ProcessProperty[] {
  return properties
    .filter(({ direction }) => direction === 'out' || direction === 'inout')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
