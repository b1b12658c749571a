import type { AmqpEntry, RetryPolicy } from './partner.ts';

/** A queue of a broker whose messages a workflow process receives, as `partners.yaml` declares it. Times are milliseconds. */
export interface Queue {
  readonly name: string;
  /** Name of the process. */
  readonly process: string;
  /** Property of the process that takes the objects of a message. */
  readonly property: string;
  /** Login in whose name it is run. */
  readonly user: string;
  readonly amqp: QueueEntry;
  /** Most messages that are worked on, or wait for an earlier one of their group, at the same time. */
  readonly concurrency: number;
  /** So many tries make a message that is refused a dead letter. */
  readonly tries: number;
  readonly retry: Pick<RetryPolicy, 'firstPause' | 'longestPause'>;
}

export interface QueueEntry extends AmqpEntry {
  /** Address for messages that are refused for good, at the same broker. */
  readonly deadLetters: string;
}
