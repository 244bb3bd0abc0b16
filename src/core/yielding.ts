/**
 * Whether a loop over many things should yield before thing `i`: after every 2^`bits` of them, which
 * is a few milliseconds at most where each costs next to nothing.
 */
export function endsSlice(i: number, bits = 15): boolean {
  return i > 0 && (i & ((1 << bits) - 1)) === 0;
}

/** What a generator returns when it is not interrupted. */
export function finished<R>(work: Generator<unknown, R>): R {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
