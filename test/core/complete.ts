/** Runs a generator to its end and returns its result. */
export function complete<Step, Result>(work: Generator<Step, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
