import type { Log } from '../telemetry/log.ts';

/**
 * Logs what nobody has caught, and ends the process with exit code 1 when the log is written: after such an error nothing is sure any more, and whoever started the
 * service starts it again. The database is safe: what was not committed has not happened.
 */
export function endOnCrash(log: Log): void {
  let ending = false;
  const end = (error: unknown): void => {
    if (ending) return;
    ending = true;
    log.error('crashed', { error });
    void log.close().finally(() => process.exit(1));
  };
  process.on('uncaughtException', end).on('unhandledRejection', end);
}
