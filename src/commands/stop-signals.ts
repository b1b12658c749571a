import { EXIT } from './exit-codes.ts';

/** A signal that comes this soon after another is the same wish: terminals and npm each pass one on. Milliseconds. */
const SAME_WISH = 1000;

/** How long the last words may take. Milliseconds. */
const PATIENCE = 1000;

/**
 * Waits for SIGTERM or SIGINT. From then on a second one, if it is not just an echo of the first, ends the process at once with exit code 1.
 * @param onForced what is still to be done before that, if it does not take long
 */
export function stopSignal(onForced: () => Promise<void>): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (first === undefined) {
        first = performance.now();
        resolve(signal);
      } else if (performance.now() - first > SAME_WISH) {
        setTimeout(() => process.exit(EXIT.refused), PATIENCE);
        void onForced().finally(() => process.exit(EXIT.refused));
      }
    };
    process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  });
}
