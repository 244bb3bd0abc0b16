import type { Network } from '../network/network.ts';
import { Assembly } from './assembly.ts';
import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';

export interface ArrangeOptions {
  /** The subdivision stops, with a partial complex, when it has found this many cells. */
  readonly maxCells?: number;
  /** Work after which large parts are set aside, in nanoseconds about. Decides nothing but numbers. */
  readonly grain?: number;
}

/** How far a subdivision has come, when it is read. */
export interface Progress {
  /** Cells found so far. */
  readonly cells: number;
  /** Share of the domain's area that is finished, 0 to 1. */
  readonly areaDone: number;
}

/**
 * The exact fold complex of a network of two inputs over a domain. Yields several times in a
 * millisecond, so that the caller can show progress or abandon the work.
 *
 * With a budget the complex may be partial (`complete` is false): every cell is whole and right, but
 * they do not fill the domain. An edge towards unfinished territory has cell −1 on that side and,
 * unlike an edge on the border, a fold (`edgeFold` ≥ 0).
 *
 * Throws an ArithmeticRangeError for weights whose products leave the range of doubles, a RangeError
 * for a network that does not have two inputs, an OutOfMemoryError for one that needs more memory than
 * there is, and a KernelUnavailableError where there is no WebAssembly.
 */
export function* arrange(
  network: Network,
  domain: Domain,
  options: ArrangeOptions = {},
): Generator<Progress, Complex> {
  const assembly = new Assembly(network, domain, options);
  try {
    while (assembly.waiting.length > 0) yield* reporting(assembly, assembly.subdivideNext());
    return yield* reporting(assembly, assembly.finish());
  } finally {
    assembly.end();
  }
}

function* reporting<R>(assembly: Assembly, work: Generator<void, R>): Generator<Progress, R> {
  // Adds up areas, for which most callers do not ask.
  const progress: Progress = {
    get cells() {
      return assembly.progress.cells;
    },
    get areaDone() {
      return assembly.progress.areaDone;
    },
  };
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield progress;
  }
}
