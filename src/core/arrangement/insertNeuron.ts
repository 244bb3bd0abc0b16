import type { Complex } from '../complex/complex.ts';
import type { Network } from '../network/network.ts';
import type { Cells } from './cells.ts';
import type { Complement } from './complement.ts';
import { decideRow } from './enterLayer.ts';
import { finish } from './finish.ts';
import { groundOf } from './ground.ts';
import type { Memory } from './memory.ts';
import { search } from './search.ts';
import { domainSeed } from './seed.ts';
import { isVague, workPerStep } from './subdivide.ts';
import { Workspace } from './workspace.ts';

/**
 * The complex of a network that differs from the one of a complement in the bias and the edited weights
 * of its neuron at most. It is the one that `arrange` makes, but for the numbering of cells, vertices and
 * edges, and roundings. Undefined where it exceeds the budget or rows have to be more precise than
 * doubles. Yields as `subdivide`; throws what `groundOf` throws.
 */
export function* insertNeuron(
  complement: Complement,
  source: Network,
  { maxCells, memory }: { readonly maxCells: number; readonly memory?: Memory },
): Generator<void, Complex | undefined> {
  const { cells, domain, edited } = complement;
  const { neuron } = edited;
  const ground = groundOf(source, domain);
  const { program } = ground;
  const { network, groupStart, hiddenGroups, folds } = program;
  const last = hiddenGroups - 1;
  const ownFolds = folds.firstOfNeuron[network.layers.length - 2].subarray(neuron, neuron + 2);
  const w = new Workspace(ground, false, memory?.take());
  // For the network that it lays out: the polygon makes way for the cells of the complement.
  w.plant(domainSeed(ground, false));
  w.pop();
  takeForest(w, complement, ownFolds);
  const row = program.neuron.indexOf(neuron, groupStart[last]);
  const tops = { real: w.realTop, int: w.intTop };
  const step = workPerStep(w);
  let due = step;
  for (let c = 0; c < cells.count; c++) {
    w.realTop = tops.real;
    w.intTop = tops.int;
    takeUp(w, cells, c);
    spread(cells, c, ownFolds, w.pattern);
    enterNeuron(w, row, preactivationOn(w, complement, row, c));
    while (search(w, due - w.work, maxCells)) {
      if (w.cells.count >= maxCells || isVague(w, 0)) return undefined;
      due = w.work + step;
      yield;
    }
    if (w.work < due) continue;
    due = w.work + step;
    yield;
  }
  if (w.cells.count > maxCells) return undefined;
  const complex = yield* finish(w, true);
  memory?.keep(w);
  return complex;
}

/** Takes the forest of a complement, its lines under the numbers that their folds have beside the neuron's. */
function takeForest(w: Workspace, { forest }: Complement, [first, end]: Uint32Array): void {
  w.forest.copy(forest);
  const { lineFold, lineCount } = w.forest;
  for (let l = 0; l < lineCount; l++) if (lineFold[l] >= first) lineFold[l] += end - first;
}

/** Writes the pattern of a cell with room for the bits of the folds that it does not have. */
function spread(
  { patterns, words }: Cells,
  c: number,
  [first, end]: Uint32Array,
  to: Uint32Array,
): void {
  const low = (1 << (first & 31)) - 1;
  const shift = (end - first) & 31;
  to.fill(0);
  for (let i = 0; i < words; i++) {
    const bits = patterns[c * words + i];
    const stays = i < first >> 5 ? -1 : i > first >> 5 ? 0 : low;
    const moved = bits & ~stays;
    const target = i + ((end - first) >> 5);
    to[i] |= bits & stays;
    to[target] |= moved << shift;
    if (shift > 0) to[target + 1] |= moved >>> (32 - shift);
  }
}

/** Takes a cell of a complement in hand, whose layers are all decided, with the rows of its outputs. */
function takeUp(w: Workspace, cells: Cells, c: number): void {
  const { program, forest } = w;
  const { hiddenGroups, rows, outputs } = program;
  const { ringStart, mapLength, maps } = cells;
  w.block = 0;
  w.group = hiddenGroups - 1;
  const start = ringStart[c];
  w.size = ringStart[c + 1] - start;
  w.ring = w.reserveInts(2 * w.size);
  const { ints, ring, size } = w;
  for (let i = 0; i < size; i++) {
    const side = cells.ring[start + i];
    ints[ring + 2 * i] = forest.start(side);
    ints[ring + 2 * i + 1] = side;
  }
  const own = w.reserveReal(3 * outputs);
  for (let i = 0; i < 3 * outputs; i++) w.real[own + i] = maps[c * mapLength + i];
  w.base = own - 3 * (rows - outputs);
  w.ownsBase = true;
  w.candidates = w.decisions = w.intTop;
  w.candidateCount = w.decisionCount = w.reduceAt = 0;
}

/** Puts the row of a complement's neuron on one of its cells; returns where it is in `real`. */
function preactivationOn(
  w: Workspace,
  { cells, edited }: Complement,
  row: number,
  c: number,
): number {
  const { network, groupStart, base, outputs } = w.program;
  const { weights, bias, inputs } = network.layers[network.layers.length - 2];
  const { neuron, sources } = edited;
  const { maps, mapLength } = cells;
  const at = w.reserveReal(3);
  const { real } = w;
  if (row < groupStart[1]) {
    // A row of the first group is the same on all cells, and may have been rounded only once.
    for (let k = 0; k < 3; k++) real[at + k] = base[3 * row + k];
    return at;
  }
  const rest = c * mapLength + 3 * outputs;
  for (let k = 0; k < 3; k++) {
    let sum = maps[rest + k];
    for (let i = 0; i < sources.length; i++)
      sum += weights[neuron * inputs + sources[i]] * maps[rest + 3 * (i + 1) + k];
    real[at + k] = sum;
  }
  real[at + 2] += bias[neuron];
  return at;
}

/** Finishes the cell in hand by a row of the last hidden group, which stands at `at`, or leaves it to be cut. */
function enterNeuron(w: Workspace, row: number, at: number): void {
  const { program, merges, corners, cells } = w;
  corners.read(w, w.ring, w.size);
  w.work += 100;
  const piece = decideRow(w, row, row, at);
  if (piece < 0) {
    w.push();
    return;
  }
  merges.begin(w, w.group);
  merges.add(w, row, program.pieceStart[row] + piece, at, at + 2);
  merges.end(w);
  const map = w.base + 3 * (program.rows - program.outputs);
  cells.add(w.ints, w.ring, w.size, w.pattern, w.real, map);
}
