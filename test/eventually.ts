const patienceMs = 60_000;

/**
 * Asserts again and again until it holds, and after a minute fails as it failed last. A page
 * shows what was done to it a frame or more later, on a loaded machine much later: what is read once
 * right after an act may still be the state before it.
 */
export async function eventually(holds: () => void | Promise<void>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await holds();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
