import { arrange } from '../core/arrangement/arrange.ts';
import type { Complex } from '../core/complex/complex.ts';
import { printable } from '../core/printable.ts';
import { runToEnd } from '../core/yielding.ts';
import { liftToPlane } from '../core/network/lift.ts';
import type { Network } from '../core/network/network.ts';
import type { Spec } from '../language/spec.ts';
import { shownName } from './readText.ts';

/** A network of two inputs with its finished complex. */
export interface Arranged {
  readonly network: Network;
  readonly complex: Complex;
}

/** Computes the complex of a spec in one go. Throws what `arrange` throws. */
export function arranged({ network, domain }: Spec, maxCells: number): Arranged {
  const planar = network.inputs === 1 ? liftToPlane(network) : network;
  return { network: planar, complex: runToEnd(arrange(planar, domain, { maxCells })) };
}

/** Warns if the budget of cells was used up. */
export function warnIfPartial(
  { file, maxCells }: { readonly file: string; readonly maxCells: number },
  complete: boolean,
  err: (text: string) => void,
): void {
  if (complete) return;
  const shown = printable(shownName(file));
  err(
    `${shown}: warning: stopped at --max-cells ${maxCells}: the regions do not fill the domain
`,
  );
}
