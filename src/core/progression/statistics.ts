import { steepest } from '../analysis/steepest.ts';
import type { Complex } from '../complex/complex.ts';
import { cellArea } from '../complex/measure.ts';
import { runToEnd } from '../yielding.ts';

/** What is worth following through time; cheap beside the complex it is taken from. */
export interface FrameStatistics {
  readonly regions: number;
  readonly linearRegions: number;
  /** Of the activation regions. */
  readonly meanArea: number;
  /** Per output: the largest gradient norm, the Lipschitz constant over the domain. */
  readonly lipschitz: readonly number[];
}

/** Statistics of a complex; of its finished part where it is not complete. Linear in its size. */
export function frameStatistics(complex: Complex): FrameStatistics {
  let area = 0;
  for (let c = 0; c < complex.cellCount; c++) area += cellArea(complex, c);
  return {
    regions: complex.cellCount,
    linearRegions: complex.linearRegionCount,
    meanArea: area / complex.cellCount,
    lipschitz: Array.from(
      { length: complex.outputCount },
      (_, o) => runToEnd(steepest(complex, o)).norm,
    ),
  };
}
