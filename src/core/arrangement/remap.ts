import type { Complex } from '../complex/complex.ts';
import type { ArrangementInput } from './arrangementInput.ts';
import { Kernel, tables } from './kernel.ts';
import { LinearRegions } from './linearRegions.ts';
import type { Program } from './program.ts';
import { refineMaps } from './refine.ts';

/*
 * An edit of the output layer moves no fold: vertices, edges, cells and patterns stay, only the maps
 * are new. They are composed from what enters the last hidden layer, which the edit does not touch
 * either and which all cells share that differ in that layer alone.
 */

/** The preactivations of the last hidden layer over a complex, as affine rows. */
export interface HiddenRows {
  /** Cells first[r] … first[r + 1] − 1 have the rows of run r. */
  readonly first: Uint32Array;
  /** a, b, c per run and neuron, in the order of the program's last hidden group. */
  readonly rows: Float64Array;
}

/**
 * The hidden rows of a complex. Undefined where they would take more than `mostBytes`, where there
 * is no hidden layer, or where doubles are too coarse for the network. Yields between slices.
 */
export function* hiddenRows(
  { program }: ArrangementInput,
  complex: Complex,
  mostBytes: number,
): Generator<void, HiddenRows | undefined> {
  const { firstLayer, hiddenGroups, groupStart, folds } = program;
  if (hiddenGroups === 0 || complex.precise) return undefined;
  const last = hiddenGroups - 1;
  const units = groupStart[hiddenGroups] - groupStart[last];
  const first = runsOf(complex, folds.firstOfLayer[firstLayer + last]);
  const runs = first.length - 1;
  if (24 * runs * units > mostBytes) return undefined;

  const rows = new Float64Array(3 * runs * units);
  const layers = Array.from({ length: last }, (_, g) => new Composition(program, complex, g));
  const entering = last === 0 ? program.base.subarray(0, 3 * units) : layers[last - 1].sums;
  for (let r = 0; r < runs; r++) {
    const cell = first[r];
    const changed =
      r === 0 ? -1 : folds.layer[firstDifference(complex, cell - 1, cell)] - firstLayer;
    if (changed >= 0) layers[changed].moveTo(cell);
    for (let g = changed + 1; g < last; g++)
      layers[g].restart(cell, g === 0 ? program.base : layers[g - 1].sums, 0);
    rows.set(entering, 3 * r * units);
    if (r % runsPerSlice === 0) yield;
  }
  return { first, rows };
}

/**
 * The complex of a network that differs from the one of `complex` in its output layer alone, given
 * the hidden rows of either. It is the one that `arrange` would make, but for roundings of the maps.
 * Yields between slices.
 */
export function* remap(
  input: ArrangementInput,
  complex: Complex,
  { first, rows }: HiddenRows,
): Generator<void, Complex> {
  const { program } = input;
  const { groupStart, hiddenGroups, outputs } = program;
  const units = groupStart[hiddenGroups] - groupStart[hiddenGroups - 1];
  const mapLength = 3 * outputs;
  const maps = new Float64Array(mapLength * complex.cellCount);
  const composition = new Composition(program, complex, hiddenGroups - 1);
  const { sums } = composition;
  for (let r = 0; r + 1 < first.length; r++) {
    for (let c = first[r]; c < first[r + 1]; c++) {
      if (c === first[r]) composition.restart(c, rows, 3 * r * units);
      else composition.moveTo(c);
      for (let i = 0; i < mapLength; i++) maps[mapLength * c + i] = sums[i];
      if (c % cellsPerSlice === 0) yield;
    }
  }
  const kernel = Kernel.forMaps(outputs);
  try {
    return yield* withMaps(kernel, input, complex, maps);
  } finally {
    kernel.giveBack();
  }
}

/** The complex with other maps, computed again where they cancel, and its linear regions. */
function* withMaps(
  kernel: Kernel,
  input: ArrangementInput,
  complex: Complex,
  maps: Float64Array,
): Generator<void, Complex> {
  const { call } = kernel;
  const { cellCount, edgeCells, edgeCount } = complex;
  const mapsAt = call.reserveEntries(tables.maps, cellCount);
  kernel.doubles(mapsAt, maps.length).set(maps);
  yield* refineMaps(kernel, input, complex);
  maps.set(kernel.doubles(mapsAt, maps.length));
  const batch = call.reserveEntries(tables.rings, 2 * edgesPerSlice);
  const regions = new LinearRegions(kernel, input, complex, 'remapped');
  for (let e = 0; e < edgeCount; e += edgesPerSlice) {
    const count = Math.min(edgesPerSlice, edgeCount - e);
    kernel.ints(batch, 2 * count).set(edgeCells.subarray(2 * e, 2 * (e + count)));
    yield* regions.joinAcross(batch, count);
    yield;
  }
  return { ...complex, maps, ...regions.number() };
}

// A millisecond or so.
const runsPerSlice = 64;
const cellsPerSlice = 2048;
const edgesPerSlice = 1 << 14;

/** Starts of the runs of cells that share the first `bits` bits of their patterns, and their end. */
function runsOf(complex: Complex, bits: number): Uint32Array {
  const { cellCount } = complex;
  const starts = new Uint32Array(cellCount + 1);
  let count = 1;
  for (let c = 1; c < cellCount; c++)
    if (firstDifference(complex, c - 1, c) < bits) starts[count++] = c;
  starts[count] = cellCount;
  return starts.slice(0, count + 1);
}

/** The first fold in which the patterns of two cells differ. */
function firstDifference({ patterns, patternWords }: Complex, p: number, q: number): number {
  for (let i = 0; i < patternWords; i++) {
    const bits = patterns[p * patternWords + i] ^ patterns[q * patternWords + i];
    if (bits !== 0) return 32 * i + lowest(bits);
  }
  return Infinity;
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/**
 * What the neurons of a hidden group send to the next group, summed up on one cell after the other.
 * Neighbours in the order of the cells differ in few neurons, and only these change the sums, until
 * there were as many changes as the group has neurons, n. With u = 2⁻⁵³ and
 * M as in errorBound.ts, the n additions from scratch and the n of the changes err by 2n·u·M. A change
 * multiplies twice, by a difference of slopes that is rounded too: three roundings of a term of at most
 * 2M, 6n·u·M in all changes. Together that is at most `remappedShare` times what `errorBound` counts.
 */
class Composition {
  /** a, b, c per neuron of the next group. */
  readonly sums: Float64Array;
  /** Row of the program that a fold of the group belongs to, from the first of the group on. */
  private readonly rowOfFold: Int32Array;
  private readonly firstFold: number;
  private readonly endFold: number;
  private cell = 0;
  private own: Float64Array = new Float64Array(0);
  private ownAt = 0;
  private changes = 0;

  constructor(
    private readonly program: Program,
    private readonly complex: Complex,
    private readonly group: number,
  ) {
    const { firstLayer, groupStart, folds, foldStart, foldEnd } = program;
    this.sums = new Float64Array(3 * (groupStart[group + 2] - groupStart[group + 1]));
    this.firstFold = folds.firstOfLayer[firstLayer + group];
    this.endFold = folds.firstOfLayer[firstLayer + group + 1];
    this.rowOfFold = new Int32Array(this.endFold - this.firstFold);
    for (let r = groupStart[group]; r < groupStart[group + 1]; r++)
      this.rowOfFold.fill(r, foldStart[r] - this.firstFold, foldEnd[r] - this.firstFold);
  }

  /** Sums up on a cell on which the group has the preactivations at `ownAt` of `own`. */
  restart(cell: number, own: Float64Array, ownAt: number): void {
    const { groupStart, base, slope, offset } = this.program;
    this.cell = cell;
    this.own = own;
    this.ownAt = ownAt;
    this.changes = 0;
    const next = groupStart[this.group + 1];
    for (let i = 0; i < this.sums.length; i++) this.sums[i] = base[3 * next + i];
    for (let r = groupStart[this.group]; r < next; r++) {
      const piece = this.pieceOf(r, cell);
      this.add(r, slope[piece], offset[piece]);
    }
  }

  /** Goes to another cell with the same preactivations. */
  moveTo(cell: number): void {
    const { slope, offset, groupStart } = this.program;
    const { patterns, patternWords } = this.complex;
    const before = this.cell;
    this.cell = cell;
    let last = -1;
    for (let i = this.firstFold >> 5; 32 * i < this.endFold; i++) {
      const p = patterns[before * patternWords + i];
      for (let bits = p ^ patterns[cell * patternWords + i]; bits !== 0; bits &= bits - 1) {
        const fold = 32 * i + lowest(bits);
        if (fold >= this.endFold) break;
        const row = this.rowOfFold[fold - this.firstFold];
        if (row === last) continue;
        last = row;
        this.changes++;
        const from = this.pieceOf(row, before);
        const to = this.pieceOf(row, cell);
        this.add(row, slope[to] - slope[from], offset[to] - offset[from]);
      }
    }
    if (this.changes > groupStart[this.group + 1] - groupStart[this.group])
      this.restart(cell, this.own, this.ownAt);
  }

  /** The piece of a row on a cell, among the slopes of the program. */
  private pieceOf(row: number, cell: number): number {
    const { pieceStart, foldStart, foldEnd } = this.program;
    const { patterns, patternWords } = this.complex;
    let piece = pieceStart[row];
    for (let f = foldStart[row]; f < foldEnd[row]; f++)
      piece += (patterns[cell * patternWords + (f >> 5)] >>> (f & 31)) & 1;
    return piece;
  }

  /** Adds slope · preactivation + offset of a row to what the next group receives. */
  private add(row: number, slope: number, offset: number): void {
    if (slope === 0 && offset === 0) return;
    const { sums, own } = this;
    const { columnStart, weight, groupStart } = this.program;
    const at = this.ownAt + 3 * (row - groupStart[this.group]);
    const a = slope * own[at];
    const b = slope * own[at + 1];
    const c = slope * own[at + 2] + offset;
    const column = columnStart[row];
    for (let s = 0, to = 0; to < sums.length; s++, to += 3) {
      sums[to] += weight[column + s] * a;
      sums[to + 1] += weight[column + s] * b;
      sums[to + 2] += weight[column + s] * c;
    }
  }
}
