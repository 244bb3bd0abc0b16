import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../src/core/arrangement/arrange.ts';
import { runToEnd } from '../../src/core/yielding.ts';
import { arrangeTogether } from '../../src/engine/parallelArrangement.ts';
import { referenceComplex } from '../core/reference/referenceComplex.ts';
import { playedPool } from '../engine/playedPool.ts';
import { assertAgrees } from './agreement.ts';
import { degenerate, type Degenerate } from './degenerate.ts';

/** Larger complexes take the reference too long; hardly any are. */
const mostCells = 250;

/** The complex is the one that integers of any length find by the definition. */
export const agreesWithReference = fc.property(degenerate, assertAgreesWithReference);

export function assertAgreesWithReference({ network, domain }: Degenerate): void {
  const reference = referenceComplex(network, domain, mostCells);
  fc.pre(reference !== undefined);
  assertAgrees(network, domain, runToEnd(arrange(network, domain)), reference);
}

const options = fc.record(
  { grain: fc.constantFrom(200, 2000), maxCells: fc.integer({ min: 1, max: 60 }) },
  { requiredKeys: ['grain'] },
);

/** The complex is bit for bit the same for any number of threads, and next to another computation. */
export const isTheSameInParts = fc.asyncProperty(
  degenerate,
  options,
  fc.integer({ min: 0, max: 3 }),
  async ({ network, domain }, opts, threads) => {
    const alone = runToEnd(arrange(network, domain, opts));
    const work = [arrange(network, domain, opts), arrange(network, domain, opts)];
    const [first, second] = interleaved(work);
    assert.deepEqual(first, alone);
    assert.deepEqual(second, alone);
    const { pool } = playedPool(threads);
    const never = new AbortController().signal;
    const together = await arrangeTogether(pool, network, domain, opts, never, () => undefined);
    pool.stop();
    assert.deepEqual(together, alone);
  },
);

/** Runs generators in turns, one step at a time. */
function interleaved<R>(works: readonly Generator<unknown, R>[]): R[] {
  const results = works.map((work) => work.next());
  while (results.some(({ done }) => !done))
    works.forEach((work, i) => {
      if (!results[i].done) results[i] = work.next();
    });
  return results.map(({ value }) => value as R);
}
