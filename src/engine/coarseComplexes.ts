import type { Complex } from '../core/complex/complex.ts';
import type { Domain } from '../core/complex/domain.ts';
import { sketch } from '../core/arrangement/sketch.ts';
import type { Network } from '../core/network/network.ts';
import type { Sketch } from '../protocol/preview.ts';
import { inTurns } from './timeSlices.ts';

/** What is there sooner than this needs no sketch: it would only flicker. */
const firstAfter = 300;
/** Each further sketch comes after this many times the time of the one before. */
const patience = 4;
/** Share of the time that sketches may take, about. */
const share = 0.4;

/**
 * Tells sketches of a complex that takes long to compute, each finer than the one before, until the
 * signal is aborted.
 */
export async function reportCoarseComplexes(
  network: Network,
  domain: Domain,
  signal: AbortSignal,
  tell: (complex: Complex, made: Sketch) => void,
): Promise<void> {
  let last: Complex | undefined;
  let waited = 0;
  try {
    for (let after = firstAfter; ; after *= patience) {
      await pause(after - waited, signal);
      waited = after;
      const made = await inTurns(
        sketch(network, domain, cellsWithin(share * after, network)),
        signal,
      );
      if (made.complex.cellCount === last?.cellCount) continue;
      last = made.complex;
      tell(made.complex, { layers: made.layers, neurons: made.neurons });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Cells of a sketch that are worth some milliseconds: each evaluates the network once. */
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
