import { arrange } from '../core/complex/arrange.ts';
import { ArithmeticRangeError } from '../core/complex/errorBound.ts';
import type { Complex } from '../core/complex/complex.ts';
import { liftToPlane } from '../core/network/lift.ts';
import type { Network } from '../core/network/network.ts';
import type { Spec } from '../spec/spec.ts';

/** A network of two inputs with its finished complex. */
export interface Arranged {
  readonly network: Network;
  readonly complex: Complex;
}

/** Arranges the network of a spec in one go. Throws what `arrange` throws. */
export function arranged({ network, domain }: Spec, maxCells: number): Arranged {
  const planar = network.inputs === 1 ? liftToPlane(network) : network;
  const work = arrange(planar, domain, { maxCells });
  for (;;) {
    const step = work.next();
    if (step.done) return { network: planar, complex: step.value };
  }
}

/** The line about an `ArithmeticRangeError` of a file's network; throws every other error again. */
export function outOfRange(file: string, error: unknown): string {
  if (!(error instanceof ArithmeticRangeError)) throw error;
  return `${file}:1:1: error: ${error.message.replace(/\.$/, '')} [arithmetic-range]`;
}

/** Warns that a budget of cells was used up. */
export function warnIfPartial(
  { file, maxCells }: { readonly file: string; readonly maxCells: number },
  complete: boolean,
  err: (text: string) => void,
): void {
  if (complete) return;
  err(`${file}: warning: stopped at --max-cells ${maxCells}: the regions do not fill the domain\n`);
}
