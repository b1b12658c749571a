import { OptionsError } from '../config/options-error.ts';
import { CutError } from '../errors/cut-error.ts';
import { describeProblem, ModelError } from '../model/model-error.ts';
import { OutboxRefusal } from '../outbound/outbox-control.ts';
import { TransportsUnavailable } from '../outbound/transports/create-transports.ts';
import { UserError } from '../security/user.ts';
import { MigrationRefused } from '../store/migration.ts';
import { StoreBusy, StoreInDoubt, StoreUnavailable, WorkTookTooLong } from '../store/store.ts';
import { escapeControls } from '../telemetry/escape-controls.ts';
import { EXIT } from './exit-codes.ts';
import { Refusal } from './refusal.ts';

export interface Failure {
  /** For standard error, one line each. */
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** What a command says when it ends with this error. What is nobody's mistake but ours is told with its stack. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof OptionsError) return { lines: [...error.problems, '', MANUAL], exitCode: EXIT.usage };
  return { lines: refusalLines(error).map(escapeControls), exitCode: EXIT.refused };
}

const MANUAL = 'docs/configuration.md describes all options.';

function refusalLines(error: unknown): readonly string[] {
  if (error instanceof ModelError) return [...error.problems.map(describeProblem), mistakes(error.problems.length)];
  if (error instanceof CutError) return error.all.map(describeCutError);
  if (error instanceof MigrationRefused)
    return error.refusals.flatMap(({ reason, sql, isAboutRights = false }) => [
      `${reason}; ${isAboutRights ? 'somebody who may has to run' : 'look at the data, then run'}:`,
      ...sql.split('\n').map((line) => `    ${line}`),
    ]);
  if (error instanceof Refusal) return error.message.split('\n');
  if (error instanceof TransportsUnavailable) return error.problems;
  if (saysItAll(error)) return [error.message];
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');
}

function mistakes(count: number): string {
  return `${count} ${count === 1 ? 'mistake' : 'mistakes'} in the mapping files`;
}

function describeCutError({ code, message, location: { component, instance, field, line } }: CutError): string {
  const place = [
    component && `component ${component}`,
    instance && `instance ${instance}`,
    field && `field ${field}`,
    line && `line ${line}`,
  ]
    .filter(Boolean)
    .join(', ');
  return `${code}: ${message}${place === '' ? '' : ` (${place})`}`;
}

/** What operators can act on by its message, errors of the operating system among it, such as a port in use or a missing file. */
function saysItAll(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return 'syscall' in error || TELLING.some((kind) => error instanceof kind);
}

const TELLING = [UserError, OutboxRefusal, StoreUnavailable, StoreBusy, StoreInDoubt, WorkTookTooLong];
