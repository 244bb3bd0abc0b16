import type { Complex } from '../complex/complex.ts';
import type { Network } from '../network/network.ts';
import { arrangementInput } from './arrangementInput.ts';
import type { Complement } from './complement.ts';
import { finish } from './finish.ts';
import { InconclusiveError, Kernel, tables } from './kernel.ts';
import { appendTables } from './partialResult.ts';
import type { Program } from './program.ts';
import { runStep } from './subdivide.ts';

/**
 * The complex of a network that differs from that of a complement only in the bias and the edited
 * weights of its neuron. It is the one that `arrange` makes, except for rounding and for the order of cells,
 * vertices and edges. Undefined if it exceeds the budget or needs more precise rows than doubles.
 * Yields as `subdivide`; throws what `arrange` throws.
 */
export function* insertNeuron(
  complement: Complement,
  source: Network,
  { maxCells }: { readonly maxCells: number },
): Generator<void, Complex | undefined> {
  const input = arrangementInput(source, complement.domain);
  const kernel = Kernel.for(input, false);
  try {
    appendEdges(kernel, complement, ownFolds(input.program, complement));
    kernel.countSigns();
    yield* writeCells(kernel, complement, input.program);
    while (runStep(kernel, input, maxCells)) {
      if (kernel.cellCount >= maxCells) return undefined;
      yield;
    }
    if (kernel.cellCount > maxCells) return undefined;
    return yield* finish(kernel, input, true);
  } catch (error) {
    if (error instanceof InconclusiveError) return undefined;
    throw error;
  } finally {
    kernel.giveBack();
  }
}

/** The first fold of the complement's neuron and the one after its last, as the whole network numbers them. */
function ownFolds({ folds, network }: Program, { edited }: Complement): Uint32Array {
  const { neuron } = edited;
  return folds.firstOfNeuron[network.layers.length - 2].subarray(neuron, neuron + 2);
}

/** Appends vertices, lines and edges. Folds behind those of the neuron have other numbers now. */
function appendEdges(kernel: Kernel, complement: Complement, [first, end]: Uint32Array): void {
  const cellTables: readonly number[] = [
    tables.ringStarts,
    tables.rings,
    tables.patterns,
    tables.maps,
  ];
  const none = new Uint8Array(0);
  appendTables(
    kernel,
    complement.tables.map((table, k) => (cellTables.includes(k) ? none : table)),
  );
  const { at, count, entry } = kernel.table(tables.lines);
  const lines = kernel.ints(at, (count * entry) / 4);
  for (let i = foldOfLine; i < lines.length; i += entry / 4)
    if (lines[i] >= first) lines[i] += end - first;
}

// Place of the fold in a line, in ints.
const foldOfLine = 12;

/** Hands the cells of the complement to the kernel, with the neuron's row on each. */
function* writeCells(
  kernel: Kernel,
  complement: Complement,
  program: Program,
): Generator<void, void> {
  const { call } = kernel;
  const { cellCount, edited } = complement;
  const { hiddenGroups, groupStart, folds, outputs } = program;
  const [, , , , , ringStarts, rings, patterns, maps] = complement.tables;
  const row = program.neuron.indexOf(edited.neuron, groupStart[hiddenGroups - 1]);
  const addresses = call.insert(row, cellCount, rings.length / 4);
  const [starts, ring, pattern, map] = kernel.words(addresses, 4);
  kernel.bytes(starts, ringStarts.length).set(ringStarts);
  kernel.bytes(ring, rings.length).set(rings);
  yield;
  const ownFoldsOf = ownFolds(program, complement);
  const words = (folds.count + 31) >> 5;
  const from = new Uint32Array(patterns.buffer);
  const fromWords = cellCount === 0 ? 0 : from.length / cellCount;
  const to = kernel.words(pattern, cellCount * words);
  const rows = kernel.doubles(map, cellCount * 3 * (outputs + 1));
  const preactivation = new Preactivation(program, complement, row, new Float64Array(maps.buffer));
  for (let c = 0; c < cellCount; c++) {
    spread(
      from.subarray(c * fromWords, (c + 1) * fromWords),
      ownFoldsOf,
      to.subarray(c * words, (c + 1) * words),
    );
    preactivation.write(c, rows.subarray(3 * c * (outputs + 1), 3 * (c + 1) * (outputs + 1)));
    if ((c & 1023) === 1023) yield;
  }
}

/** Writes a pattern with a gap of zeros for the folds first … end − 1. */
function spread(pattern: Uint32Array, [first, end]: Uint32Array, to: Uint32Array): void {
  const low = (1 << (first & 31)) - 1;
  const shift = (end - first) & 31;
  to.fill(0);
  pattern.forEach((bits, i) => {
    const stays = i < first >> 5 ? -1 : i > first >> 5 ? 0 : low;
    const moved = bits & ~stays;
    const target = i + ((end - first) >> 5);
    to[i] |= bits & stays;
    to[target] |= moved << shift;
    if (shift > 0) to[target + 1] |= moved >>> (32 - shift);
  });
}

/** The maps of a complement's cells with the row of its neuron, as the numbers of a network make it. */
class Preactivation {
  private readonly length: number;
  private readonly factors: readonly number[];
  private readonly bias: number;

  constructor(
    private readonly program: Program,
    { edited, cellCount }: Complement,
    private readonly row: number,
    private readonly maps: Float64Array,
  ) {
    const { network } = program;
    const { weights, bias, inputs } = network.layers[network.layers.length - 2];
    const { neuron, sources } = edited;
    this.length = cellCount === 0 ? 0 : maps.length / cellCount;
    this.factors = sources.map((source) => weights[neuron * inputs + source]);
    this.bias = bias[neuron];
  }

  write(cell: number, to: Float64Array): void {
    const { maps, factors, length, program, row } = this;
    const mapLength = 3 * program.outputs;
    const at = cell * length;
    to.set(maps.subarray(at, at + mapLength));
    if (row < program.groupStart[1]) {
      // A row of the first group is the same on all cells, and may have been rounded only once.
      to.set(program.base.subarray(3 * row, 3 * row + 3), mapLength);
      return;
    }
    const rest = at + mapLength;
    for (let k = 0; k < 3; k++) {
      let sum = maps[rest + k];
      for (let i = 0; i < factors.length; i++) sum += factors[i] * maps[rest + 3 * (i + 1) + k];
      to[mapLength + k] = sum;
    }
    to[mapLength + 2] += this.bias;
  }
}
