import { OBJECT_ID } from '../contract/process-arguments.ts';
import type { WorkflowProcess } from '../model/model.ts';
import type { ProcessResult } from '../workflow/process-runner.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/**
 * Runs a process for one record, as Siebel's own administrator: who can open the database needs no password.
 * @throws CutError
 */
export function runProcess(
  { runner }: OpenService,
  process: WorkflowProcess,
  objectId: string,
): Promise<ProcessResult> {
  return runner.run({
    process,
    properties: new Map([[OBJECT_ID, objectId]]),
    caller: { login: 'cut-adapter', userId: SYSTEM_USER_ID },
  });
}
