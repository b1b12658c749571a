import type { PublishedContract } from '../contract/published-contract.ts';
import type { Model } from '../model/model.ts';

/** By name of the integration object, what its messages are checked against: the very XSDs that `contract` publishes. */
export function messageSchemas({ integrationObjects }: Model, contract: PublishedContract): Map<string, string> {
  return new Map([...integrationObjects.values()].map(({ name, id }) => [name, String(contract.file(`${id}.xsd`))]));
}
