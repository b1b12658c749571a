import { ExponentialBackoff, handleType, retry } from 'cockatiel';

/** Nothing has happened, and the same work may succeed. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';

  constructor(cause: unknown) {
    super('the work may succeed at another try', { cause });
  }
}

/** At times that differ between the works that were in each other's way; the time limit of `tryAgain` is what ends it. */
const AGAIN = retry(handleType(TryAgain), {
  maxAttempts: Number.POSITIVE_INFINITY,
  backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 1000 }),
});

/**
 * Tries `work` until it succeeds, rejects with something else than {@link TryAgain}, or has been tried again for `limit` milliseconds: what
 * it has waited before it failed for the first time does not count.
 * @param work gets how often it has been tried before
 * @throws TryAgain when it was tried for too long
 */
export async function tryAgain<T>(work: (attempt: number) => Promise<T>, limit: number): Promise<T> {
  let end: number | undefined;
  let last: TryAgain | undefined;
  const outcome = await AGAIN.execute(async ({ attempt }) => {
    try {
      return { value: await work(attempt) };
    } catch (error) {
      end ??= performance.now() + limit;
      if (!(error instanceof TryAgain) || performance.now() < end) throw error;
      last = error;
      return undefined;
    }
  });
  if (outcome === undefined) throw last;
  return outcome.value;
}
