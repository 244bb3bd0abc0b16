/**
 * Indices 0 … length − 1 in an order that serves somebody who waits: first the one looked at, then
 * the last, then a coarse run through all, and each finer one between. Every index comes once.
 */
export function* coarseToFine(length: number, first: number): Generator<number> {
  const given = new Set<number>();
  const once = function* (index: number): Generator<number> {
    if (index < 0 || index >= length || given.has(index)) return;
    given.add(index);
    yield index;
  };
  yield* once(first);
  yield* once(length - 1);
  let step = 1;
  while (step * coarse < length) step *= 2;
  for (; step >= 1; step /= 2)
    for (let index = 0; index < length; index += step) yield* once(index);
}

/** Moments of the first run through all. */
const coarse = 12;
