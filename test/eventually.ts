const patienceMs = 60_000;

/**
 * Repeats an assertion until it holds, and after a minute fails with its last error. A page shows
 * the effect of an action a frame or more later, on a loaded machine much later: what is read once
 * right after an action may still be the previous state.
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
