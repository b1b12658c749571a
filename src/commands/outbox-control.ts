import { OutboxControl } from '../outbound/outbox-control.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/** The outbox of an open service, for an operator. */
export function outboxControl({ store, model }: OpenService): OutboxControl {
  const policies = new Map(model.partners.map(({ name, retry }) => [name, retry]));
  return new OutboxControl(store, policies, { by: SYSTEM_USER_ID, source: 'outbox command' });
}
