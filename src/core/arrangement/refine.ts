import { OutputMaps } from '../exact/outputMaps.ts';
import type { Complex } from '../complex/complex.ts';
import type { ArrangementInput } from './arrangementInput.ts';
import { preciseShare } from './errorBound.ts';
import { tables, type Kernel } from './kernel.ts';

/*
 * The topology is exact whatever the rounding; coordinates and maps are as good as their rows. Where
 * lines are nearly parallel, or large weights cancel, they are computed again from exact rows.
 */

/** Moves the blurred vertices of finished cells to where they are. Yields after each. */
export function* refineVertices(kernel: Kernel): Generator<void, void> {
  const { call, cellCount } = kernel;
  if (call.markBlurred() === 0) return;
  const patterns = kernel.table(tables.patterns);
  for (let c = 0; ;) {
    const end = Math.min(cellCount, c + cellsPerStep);
    c = call.nextBlurred(c, end);
    yield;
    if (c === cellCount) return;
    if (c === end) continue;
    const pattern = kernel.words(patterns.at + c * patterns.entry, patterns.entry / 4);
    const sign = kernel.signUnder(pattern);
    const [x, y] = sign.crossing(call.blurredFoldBefore(), call.blurredFoldAfter());
    call.moveBlurred(x, y);
  }
}

const cellsPerStep = 1 << 15;

/** Cells whose maps are in the table of maps of a kernel. */
export type MappedCells = Pick<Complex, 'cellCount' | 'patternWords' | 'patterns' | 'outputCount'>;

/**
 * Computes the maps of all cells again if those of an output cancel. An output that no neuron reaches, dead
 * ones say, is its bias and has nothing to cancel. Yields after each cell.
 */
export function* refineMaps(
  kernel: Kernel,
  input: ArrangementInput,
  cells: MappedCells,
): Generator<void, void> {
  const { network, folds } = input.program;
  const { cellCount, patternWords, patterns, outputCount } = cells;
  const doubtful = outputsThatMayCancel(kernel, input, cells);
  if (doubtful.length === 0) return;
  const outputs = new OutputMaps(network, folds);
  const patternOf = (cell: number): Uint32Array =>
    patterns.subarray(cell * patternWords, (cell + 1) * patternWords);
  let reached = false;
  for (let cell = 0; cell < cellCount && !reached; cell++) {
    reached = doubtful.some((output) => outputs.isReached(patternOf(cell), output));
    if (cell % cellsPerLook === 0) yield;
  }
  if (!reached) return;
  const length = 3 * outputCount;
  const maps = kernel.doubles(kernel.table(tables.maps).at, length * cellCount);
  for (let cell = 0; cell < cellCount; cell++) {
    outputs.write(patternOf(cell), maps, cell * length);
    yield;
  }
}

/** The outputs whose likely error is visible beside their largest term. */
function outputsThatMayCancel(
  kernel: Kernel,
  { program, bound }: ArrangementInput,
  { cellCount, outputCount }: MappedCells,
): number[] {
  const { at } = kernel.table(tables.maps);
  const { reachX, reachY } = bound;
  const share = kernel.isPrecise ? preciseShare : 1;
  const likely = bound.likely.subarray(program.rows - outputCount);
  return Array.from({ length: outputCount }, (_, o) => o).filter((o) => {
    const largest = kernel.call.largestTerm(at, cellCount, outputCount, o, reachX, reachY);
    return share * likely[o] > visible * largest;
  });
}

/** Relative to the range of an output: errors below that show in no picture. As in src/kernel/cut.ts. */
const visible = 2 ** -37;

// Tens of microseconds each.
const cellsPerLook = 64;
