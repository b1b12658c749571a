import { nearestName } from '../errors/near-names.ts';
import type { IntegrationObject, Model, WorkflowProcess } from '../model/model.ts';
import { Refusal } from './refusal.ts';

/**
 * The process with this operation or process name (`CUTGetAccountData`, `CUT Get Account Data`), in any case of letters.
 * @throws Refusal when there is none
 */
export function findProcess(model: Model, name: string): WorkflowProcess {
  return findIn(processNames(model), name, 'operation');
}

/**
 * The process or, by file name or name (`account`, `CUT Sample Account IO`), the integration object that is meant.
 * @throws Refusal when there is none
 */
export function findProcessOrObject(model: Model, name: string): WorkflowProcess | IntegrationObject {
  return findIn(
    new Map<string, WorkflowProcess | IntegrationObject>([...processNames(model), ...objectNames(model)]),
    name,
    'operation or integration object',
  );
}

/**
 * The integration object with this file name or name (`account`, `CUT Sample Account IO`), in any case of letters.
 * @throws Refusal when there is none
 */
export function findObject(model: Model, name: string): IntegrationObject {
  return findIn(objectNames(model), name, 'integration object');
}

/**
 * Does nothing when there is a partner of this name.
 * @throws Refusal when there is none
 */
export function assertPartner({ partners }: Model, name: string): void {
  findIn(new Map(partners.map((partner) => [partner.name, partner])), name, 'partner');
}

function objectNames({ integrationObjects }: Model): ReadonlyMap<string, IntegrationObject> {
  return new Map(
    [...integrationObjects.values()].flatMap((object) => [
      [object.id, object] as const,
      [object.name, object] as const,
    ]),
  );
}

function processNames({ processes }: Model): ReadonlyMap<string, WorkflowProcess> {
  return new Map(
    [...processes.values()].flatMap((process) => [
      [process.operation, process] as const,
      [process.name, process] as const,
    ]),
  );
}

function findIn<T>(named: ReadonlyMap<string, T>, name: string, kind: string): T {
  for (const [candidate, value] of named) if (candidate.toLowerCase() === name.toLowerCase()) return value;
  const suggestion = nearestName(name, named.keys());
  throw new Refusal(`there is no ${kind} ${name}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`);
}
