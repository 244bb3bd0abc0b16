/**
 * Indices 0 … length − 1, coarse to fine: first the frame on the screen, then the last, then a few
 * at equal distances, and then the ones between. Every index occurs once.
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

/** Number of frames in the first pass. */
const coarse = 12;
