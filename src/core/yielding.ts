/**
 * Whether a loop that is a generator should yield before iteration `i`: every 2^`bits` iterations,
 * which take a few milliseconds at most if one of them is cheap.
 */
export function shouldYield(i: number, bits = 15): boolean {
  return i > 0 && (i & ((1 << bits) - 1)) === 0;
}

/** Runs a generator to its end and returns its result. */
export function runToEnd<R>(work: Generator<unknown, R>): R {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
