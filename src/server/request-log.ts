import type { SoapResponse } from '../soap/soap-endpoint.ts';
import type { Log } from '../telemetry/log.ts';

export interface AnsweredRequest {
  readonly requestId: string;
  /** Network address that the call came from. */
  readonly remote: string;
  readonly response: SoapResponse;
  readonly milliseconds: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/**
 * The one line per request: who called what with which outcome, and where in the message a mistake is, but nothing of what was in it. What
 * we failed at is a warning. The text of the error, which quotes the message, is for level debug.
 */
export function logRequest(
  log: Log,
  { requestId, remote, response, milliseconds, bytesIn, bytesOut }: AnsweredRequest,
): void {
  const { operation, login, objectId, messageId, repeated, error } = response.outcome;
  log[error?.entry.side === 'server' ? 'warn' : 'info']('request', {
    requestId,
    login,
    operation,
    objectId,
    messageId,
    repeated,
    outcome: error?.code ?? (response.status < 400 ? 'ok' : 'aborted'),
    status: response.status,
    durationMs: Math.round(milliseconds * 1000) / 1000,
    bytesIn,
    bytesOut,
    soap: response.contentType.startsWith('application/soap+xml') ? '1.2' : '1.1',
    remote,
    argument: error?.location.argument,
    component: error?.location.component,
    field: error?.location.field,
    line: error?.location.line,
    mistakes: error?.all.length,
  });
  if (error !== undefined) log.debug('request refused', { requestId, problem: error.message });
}
