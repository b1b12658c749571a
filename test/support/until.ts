/** Longer than anything takes on a machine that does much else; in milliseconds. */
const PATIENCE = 30_000;

/** Resolves when the condition holds. */
export async function until(condition: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it did not come to that within ${patience / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
