import { OutputMaps } from '../exact/outputMaps.ts';
import type { Complex } from '../complex/complex.ts';
import type { ArrangementInput } from './arrangementInput.ts';
import { remappedShare, roundoff } from './errorBound.ts';
import { tables, type Kernel } from './kernel.ts';
import type { Program } from './program.ts';
import type { MappedCells } from './refine.ts';

/** How rows were computed: by `arrange` in doubles or in two doubles each, or by `remap`. */
type Rounding = 'plain' | 'precise' | 'remapped';

/**
 * The linear regions: cells joined across edges on both sides of which the outputs are the same
 * affine map. Doubles can only prove that two maps differ, which the kernel tries; the rest is left to
 * `OutputMaps`.
 */
export class LinearRegions {
  private readonly program: Program;
  private readonly relative: number;
  private outputs: OutputMaps | undefined;

  constructor(
    private readonly kernel: Kernel,
    { program, bound }: ArrangementInput,
    private readonly cells: MappedCells,
    rounding: Rounding,
  ) {
    this.program = program;
    const { cellCount, outputCount } = cells;
    const errors = kernel.call.beginRegions(cellCount, outputCount);
    const gradient = rounding === 'precise' ? bound.preciseGradient : bound.gradient;
    const factor = rounding === 'remapped' ? remappedShare : 1;
    const ofOutputs = gradient.subarray(program.rows - outputCount);
    kernel.doubles(errors, outputCount).set(ofOutputs.map((error) => factor * error));
    // Of rounding rows in two doubles each to doubles.
    this.relative = rounding === 'precise' ? roundoff : 0;
  }

  /**
   * Joins cells across `count` edges. `edgeCells` is where the kernel has their two cells each. Yields after
   * every edge that doubles cannot decide.
   */
  *joinAcross(edgeCells: number, count: number): Generator<void, void> {
    const { kernel, relative } = this;
    const { call } = kernel;
    const { outputCount } = this.cells;
    const maps = kernel.table(tables.maps).at;
    for (let e = 0; ; e++) {
      e = call.firstDoubtfulEdge(edgeCells, e, count, maps, outputCount, relative);
      if (e === count) return;
      const [left, right] = kernel.ints(edgeCells + 8 * e, 2);
      if (this.haveSameMaps(left, right)) call.joinRegions(left, right);
      yield;
    }
  }

  /** The regions, numbered in the order of their first cells. */
  number(): Pick<Complex, 'linearRegion' | 'linearRegionCount'> {
    const { kernel, cells } = this;
    const { call } = kernel;
    const linearRegionCount = call.numberRegions();
    const linearRegion = kernel.words(call.regionNumbersAt(), cells.cellCount).slice();
    call.endRegions();
    return { linearRegion, linearRegionCount };
  }

  private haveSameMaps(p: number, q: number): boolean {
    const { network, folds } = this.program;
    this.outputs ??= new OutputMaps(network, folds);
    return this.outputs.equal(this.pattern(p), this.pattern(q));
  }

  private pattern(cell: number): Uint32Array {
    const { patterns, patternWords } = this.cells;
    return patterns.subarray(cell * patternWords, (cell + 1) * patternWords);
  }
}
