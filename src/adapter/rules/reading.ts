import type { Find, Reader, Row } from '../../store/store.ts';

/** Work that says what it needs to read, gets the rows, and goes on: in the order of its finds, which are at least one. */
export type Reading<T = void> = Generator<readonly Find[], T, readonly (readonly Row[])[]>;

/** Does several works side by side: what they need at the same time is read in one go. */
export async function readFor(reader: Reader, works: readonly Reading[]): Promise<void> {
  let waiting = works.flatMap((work) => goOn(work, []));
  while (waiting.length > 0) {
    const answers = await reader.find(waiting.flatMap(({ finds }) => finds));
    let position = 0;
    waiting = waiting.flatMap(({ work, finds }) => {
      const own = answers.slice(position, position + finds.length);
      position += finds.length;
      return goOn(work, own);
    });
  }
}

function goOn(work: Reading, answers: readonly (readonly Row[])[]): { work: Reading; finds: readonly Find[] }[] {
  const { done, value } = work.next(answers);
  return done === true ? [] : [{ work, finds: value }];
}
