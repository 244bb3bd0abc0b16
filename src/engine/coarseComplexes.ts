import type { Complex } from '../core/complex/complex.ts';
import type { Domain } from '../core/complex/domain.ts';
import { coarseComplex } from '../core/arrangement/coarseComplex.ts';
import type { Network } from '../core/network/network.ts';
import type { Coarseness } from '../protocol/preview.ts';
import { inTurns } from './timeSlices.ts';

/** Milliseconds before the first coarse complex: for shorter computations it would only flicker. */
const firstAfter = 300;
/** Each coarse complex comes after this many times the wait of the one before. */
const growth = 4;
/** Approximate share of the time that coarse complexes may take. */
const share = 0.4;

/**
 * Reports coarse versions of a complex that takes long to compute, each finer than the one before,
 * until the signal is aborted.
 */
export async function reportCoarseComplexes(
  network: Network,
  domain: Domain,
  signal: AbortSignal,
  report: (complex: Complex, made: Coarseness) => void,
): Promise<void> {
  let last: Complex | undefined;
  let waited = 0;
  try {
    for (let after = firstAfter; ; after *= growth) {
      await pause(after - waited, signal);
      waited = after;
      const made = await inTurns(
        coarseComplex(network, domain, cellsWithin(share * after, network)),
        signal,
      );
      if (made.complex.cellCount === last?.cellCount) continue;
      last = made.complex;
      report(made.complex, { layers: made.layers, neurons: made.neurons });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/**
 * The number of cells that can be computed in some milliseconds: each evaluates the network once.
 */
function cellsWithin(milliseconds: number, { layers }: Network): number {
  const weights = layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
  return Math.max(16, Math.floor(milliseconds / (4e-3 + 4e-6 * weights)));
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
