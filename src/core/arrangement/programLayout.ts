import type { ArrangementInput } from './arrangementInput.ts';
import { preciseShare } from './errorBound.ts';
import type { KernelExports } from './kernel.ts';

/**
 * Writes a program to the memory of a kernel, as src/kernel/program.ts lays it out, with the error bounds
 * of rows in doubles or, if `precise`, in two doubles each.
 */
export function writeProgram(
  call: KernelExports,
  { program, bound }: ArrangementInput,
  precise: boolean,
): void {
  const { rows, hiddenGroups, groupStart, folds, outputs, slope } = program;
  const { length } = program.weight;
  const at = call.begin(hiddenGroups + 1, rows, folds.count, slope.length, length, outputs);
  const { buffer } = call.memory;
  const header = new Uint32Array(buffer, at >>> 0, 14);
  const reals = (k: number, length: number) => new Float64Array(buffer, header[k], length);

  new Int32Array(buffer, header[4], hiddenGroups + 2).set(groupStart);
  writeNeurons(buffer, header[5], program, bound, precise);

  const stride = header[8] / 8;
  const base = reals(6, 3 * stride).fill(0);
  const baseLow = reals(7, 3 * stride).fill(0);
  for (let r = 0; r < rows; r++)
    for (let k = 0; k < 3; k++) {
      base[k * stride + r] = program.base[3 * r + k];
      baseLow[k * stride + r] = program.baseLow[3 * r + k];
    }

  reals(9, folds.count).set(program.threshold);
  reals(10, slope.length).set(slope);
  reals(11, slope.length).set(program.offset);
  reals(12, slope.length).set(program.offsetLow);
  reals(13, length).set(program.weight);
  new Float64Array(buffer, (at >>> 0) + 64, 2).set([bound.reachX, bound.reachY]);
}

type Program = ArrangementInput['program'];
type ErrorBound = ArrangementInput['bound'];

/** The `Neuron` of every row, of 64 bytes. */
function writeNeurons(
  buffer: ArrayBuffer,
  at: number,
  { rows, hiddenGroups, groupStart, columnStart, foldStart, foldEnd, pieceStart }: Program,
  bound: ErrorBound,
  precise: boolean,
): void {
  const { threshold, likely } = bound;
  const value = precise ? bound.preciseValue : bound.value;
  const gradient = precise ? bound.preciseGradient : bound.gradient;
  const share = precise ? preciseShare : 1;
  const reals = new Float64Array(buffer, at, 8 * rows);
  const ints = new Int32Array(buffer, at, 16 * rows);
  for (let g = 0; g <= hiddenGroups; g++)
    for (let r = groupStart[g]; r < groupStart[g + 1]; r++) {
      const real = 8 * r;
      reals[real] = value[r];
      reals[real + 1] = gradient[r];
      reals[real + 2] = threshold[r];
      reals[real + 3] = share * likely[r];
      const int = 16 * r + 8;
      ints[int] = columnStart[r];
      ints[int + 1] = Math.min(g + 1, hiddenGroups);
      ints[int + 2] = foldStart[r];
      ints[int + 3] = foldEnd[r] - foldStart[r];
      ints[int + 4] = pieceStart[r];
    }
}
