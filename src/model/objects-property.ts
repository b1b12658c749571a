import type { WorkflowProcess } from './model.ts';

/** Name of the process property that takes objects; undefined when a process takes none. */
export function objectsProperty({ properties }: Pick<WorkflowProcess, 'properties'>): string | undefined {
  return properties.find(({ type, direction }) => type === 'hierarchy' && (direction === 'in' || direction === 'inout'))
    ?.name;
}
