import type { WorkflowProcess } from '../../model/model.ts';

/** Name of the element, and of the message, that calls the process. */
export function inputName({ operation }: WorkflowProcess): string {
  return `${operation}_Input`;
}

/** Name of the element, and of the message, that the process answers with. */
export function outputName({ operation }: WorkflowProcess): string {
  return `${operation}_Output`;
}
