import { steepest } from '../analysis/steepest.ts';
import type { Complex } from '../complex/complex.ts';
import { cellArea } from '../complex/measure.ts';
import { runToEnd } from '../yielding.ts';

/** Statistics of a frame. */
export interface FrameStatistics {
  readonly regions: number;
  readonly linearRegions: number;
  /** The mean area of the activation regions. */
  readonly meanArea: number;
  /** Per output: the Lipschitz constant on the domain. */
  readonly lipschitz: readonly number[];
}

/** Statistics of a complex, or of its finished part. Linear in its size. */
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
