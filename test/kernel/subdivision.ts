import wasm from '../../src/kernel/kernel.wasm';
import type { Domain } from '../../src/core/complex/domain.ts';
import { intercepts } from '../../src/core/network/activation.ts';
import { foldTable, type FoldTable } from '../../src/core/network/folds.ts';
import type { Network } from '../../src/core/network/network.ts';
import { Rational } from '../core/reference/rational.ts';
import type { Row } from '../core/reference/cut.ts';
import { cross, dot, foldRow, rowsUnder } from '../core/reference/rows.ts';
import { layered, type SkipNetwork } from './skipNetwork.ts';

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  begin(
    groups: number,
    rows: number,
    folds: number,
    pieces: number,
    weights: number,
    outputs: number,
  ): number;
  start(precise: number): void;
  subproblem(size: number): number;
  plant(): void;
  run(work: number, mostCells: number): number;
  takeOldest(): number;
  workDone(): number;
  areaWaiting(): number;
  cellCount(): number;
  tablesAt(): number;
  patternInHand(): number;
}

const module = new WebAssembly.Module(wasm);

const headerBytes = 16;
const sideBytes = 80;

/** A cell as a test sees it. */
export interface FoundCell {
  readonly pattern: Uint32Array;
  readonly area: number;
  /** a, b, c per output. */
  readonly map: Float64Array;
}

/**
 * Subdivides by the kernel as it is documented, and by nothing of the engine: signs in doubt are
 * answered in fractions.
 */
export class Subdivision {
  readonly network: Network;
  readonly folds: FoldTable;
  readonly kernel: KernelExports;
  private readonly words: number;
  private readonly outputs: number;

  constructor(
    private readonly source: SkipNetwork,
    private readonly domain: Domain,
  ) {
    this.network = layered(source);
    this.folds = foldTable(this.network);
    this.words = (this.folds.count + 31) >> 5;
    this.outputs = source.groups[source.groups.length - 1].length;
    const host = {
      exactSign: (fold: number, p: number, q: number) => this.exactSign(fold, p, q),
      outOfMemory: (bytes: number): never => {
        throw new RangeError(`out of memory: ${bytes}`);
      },
    };
    this.kernel = new WebAssembly.Instance(module, { host }).exports as unknown as KernelExports;
    this.writeProgram();
  }

  /** Begins with the whole domain. */
  start(precise: boolean): void {
    this.kernel.start(Number(precise));
    const { corners } = this.domain;
    const size = corners.length / 2;
    const image = new DataView(new ArrayBuffer(headerBytes + size * sideBytes + 4 * this.words));
    image.setInt32(0, size, true);
    for (let k = 0; k < size; k++) {
      const [x, y, nextX, nextY] = [0, 1, 2, 3].map((i) => corners[(2 * k + i) % corners.length]);
      const [a, b] = [y - nextY, nextX - x];
      const scale = 1 / Math.max(Math.abs(a), Math.abs(b));
      const error = 1e-15 * (Math.abs(a) + Math.abs(b)) * scale * 4;
      const line = [a * scale, b * scale, -(a * x + b * y) * scale, error, error, error];
      const at = headerBytes + k * sideBytes;
      [x, y, 0, ...line].forEach((value, i) => {
        image.setFloat64(at + 8 * i, value, true);
      });
      image.setInt32(at + 72, -1 - k, true);
      image.setInt32(at + 76, -1, true);
    }
    this.write(new Uint8Array(image.buffer));
  }

  /** Begins with a cell that was split off. */
  startWith(subproblem: Uint8Array, precise: boolean): void {
    this.kernel.start(Number(precise));
    this.write(subproblem);
  }

  /** Splits off the cell that has waited longest. */
  splitOff(): Uint8Array | undefined {
    const bytes = this.kernel.takeOldest();
    if (bytes === 0) return undefined;
    return new Uint8Array(this.kernel.memory.buffer, this.kernel.subproblem(0), bytes).slice();
  }

  finish(slice = Infinity): void {
    while (this.kernel.run(slice, 2 ** 31 - 1) !== 0);
  }

  cells(): FoundCell[] {
    const vertices = this.table(0, Float64Array);
    const edges = this.table(2, Int32Array);
    const starts = this.table(5, Int32Array);
    const rings = this.table(6, Int32Array);
    const patterns = this.table(7, Uint32Array);
    const maps = this.table(8, Float64Array);
    return Array.from({ length: this.kernel.cellCount() }, (_, c) => {
      const ring = [...rings.subarray(starts[c], starts[c + 1])].map((halfEdge) => {
        const v = edges[4 * (halfEdge >> 1) + (halfEdge & 1)];
        return [vertices[3 * v], vertices[3 * v + 1]];
      });
      const [ox, oy] = ring[0];
      let twice = 0;
      ring.forEach(([px, py], k) => {
        const [qx, qy] = ring[(k + 1) % ring.length];
        twice += (px - ox) * (qy - oy) - (qx - ox) * (py - oy);
      });
      return {
        pattern: patterns.slice(c * this.words, (c + 1) * this.words),
        area: twice / 2,
        map: maps.slice(3 * c * this.outputs, 3 * (c + 1) * this.outputs),
      };
    });
  }

  /** All numbers of the tables, but for what fills up a line. */
  image(): string {
    const lines = this.table(1, Int32Array).map((word, i) => (i % 14 === 13 ? 0 : word));
    const all = [0, 2, 3, 4, 5, 6, 7, 8].map((k) => this.table(k, Int32Array));
    return [lines, ...all].map((words) => words.join(' ')).join('\n');
  }

  private table<T>(k: number, type: new (buffer: ArrayBuffer, at: number, n: number) => T): T {
    const { buffer } = this.kernel.memory;
    const [at, count, , entry] = new Uint32Array(buffer, this.kernel.tablesAt() + 24 * k, 4);
    const { BYTES_PER_ELEMENT: bytes } = type as unknown as { BYTES_PER_ELEMENT: number };
    return new type(buffer, at, (count * entry) / bytes);
  }

  private write(subproblem: Uint8Array): void {
    const [size] = new Int32Array(subproblem.buffer, subproblem.byteOffset, 1);
    const at = this.kernel.subproblem(size);
    new Uint8Array(this.kernel.memory.buffer, at, subproblem.length).set(subproblem);
    this.kernel.plant();
  }

  private writeProgram(): void {
    const { groups } = this.source;
    const neurons = groups.flatMap((group, g) => group.map((neuron) => ({ ...neuron, g })));
    const starts = [0];
    for (const group of groups) starts.push(starts[starts.length - 1] + group.length);
    const columns = neurons.map(({ g }, r) => {
      const column = neurons.slice(starts[g + 1]).map(({ weights }) => weights[2 + r]);
      const last = column.findLastIndex((w) => w !== 0);
      const reach = last < 0 ? g : neurons[starts[g + 1] + last].g;
      const length = starts[reach + 1] - starts[g + 1];
      return { reach, weights: [...column.slice(0, length), ...(length & 1 ? [0] : [])] };
    });
    const pieces = neurons.map(({ activation }) => activation.slopes);
    const { kernel } = this;
    const at = kernel.begin(
      groups.length,
      neurons.length,
      this.folds.count,
      pieces.flat().length,
      columns.flatMap(({ weights }) => weights).length,
      this.outputs,
    );
    const { buffer } = kernel.memory;
    const header = new Uint32Array(buffer, at, 14);
    const reals = (k: number, values: readonly number[]): void => {
      new Float64Array(buffer, header[k], values.length).set(values);
    };
    const corners = [...this.domain.corners].map(Math.abs);
    const reachX = Math.max(...corners.filter((_, i) => i % 2 === 0));
    const reachY = Math.max(...corners.filter((_, i) => i % 2 === 1));
    new Float64Array(buffer, at + 64, 2).set([reachX, reachY]);
    new Int32Array(buffer, header[4], groups.length + 1).set(starts);

    const stride = header[8] / 8;
    const base = new Array<number>(3 * stride).fill(0);
    const bounds = this.boundErrors(reachX, reachY);
    let column = 0;
    let piece = 0;
    neurons.forEach(({ weights, bias, activation, g }, r) => {
      base[r] = weights[0];
      base[stride + r] = weights[1];
      base[2 * stride + r] = bias;
      new Float64Array(buffer, header[5] + 64 * r, 4).set(bounds[r]);
      const fold = this.folds.firstOfNeuron[g][neuronInLayer(groups, g, r - starts[g])];
      new Int32Array(buffer, header[5] + 64 * r + 32, 5).set([
        ...[column, columns[r].reach],
        ...[fold, activation.breakpoints.length, piece],
      ]);
      column += columns[r].weights.length;
      piece += activation.slopes.length;
    });
    reals(6, base);
    reals(7, new Array<number>(3 * stride).fill(0));
    const breakpoints = neurons.flatMap(({ activation }) => activation.breakpoints);
    reals(9, breakpoints);
    reals(10, pieces.flat());
    reals(
      11,
      neurons.flatMap(({ activation }) => intercepts(activation)),
    );
    reals(
      12,
      pieces.flat().map(() => 0),
    );
    reals(
      13,
      columns.flatMap(({ weights }) => weights),
    );
  }

  /** As in errorBound.ts, but rougher: value, gradient, threshold and likely error per row. */
  private boundErrors(reachX: number, reachY: number): [number, number, number, number][] {
    const neurons = this.source.groups.flat();
    const sizes: number[] = [];
    const turns: number[] = [];
    return neurons.map(({ weights, bias, activation }, r) => {
      let size = Math.abs(weights[0]) * reachX + Math.abs(weights[1]) * reachY + Math.abs(bias);
      let turn = Math.abs(weights[0]) + Math.abs(weights[1]);
      for (let i = 0; i < r && i + 2 < weights.length; i++) {
        size += Math.abs(weights[2 + i]) * sizes[i];
        turn += Math.abs(weights[2 + i]) * turns[i];
      }
      const slope = Math.max(...activation.slopes.map(Math.abs));
      const offset = Math.max(...intercepts(activation).map(Math.abs));
      sizes.push(slope * size + offset);
      turns.push(slope * turn);
      const threshold = Math.max(0, ...activation.breakpoints.map(Math.abs));
      const roundings = 20 * (neurons.length + 8) * 1.2e-16;
      const error = roundings * (size + threshold);
      return [error, roundings * turn, threshold, error];
    });
  }

  private exactSign(fold: number, p: number, q: number): number {
    const at = this.kernel.patternInHand();
    const pattern = new Uint32Array(this.kernel.memory.buffer, at, this.words);
    const rows = rowsUnder(this.network, this.folds, pattern);
    const row = (line: number): Row =>
      line < 0 ? this.side(-1 - line) : foldRow(this.network, this.folds, rows, line);
    const point = cross(row(p), row(q));
    return dot(row(fold), point).sign * point[2].sign;
  }

  private side(k: number): Row {
    const { corners } = this.domain;
    const [x, y, nextX, nextY] = [0, 1, 2, 3].map((i) =>
      Rational.from(corners[(2 * k + i) % corners.length]),
    );
    const a = y.minus(nextY);
    const b = nextX.minus(x);
    return [a, b, Rational.zero.minus(a.times(x).plus(b.times(y)))];
  }
}

/** Neurons that hand on come first in a layer. */
function neuronInLayer(groups: SkipNetwork['groups'], g: number, i: number): number {
  if (g === groups.length - 1) return i;
  return 2 + groups.slice(0, g).reduce((sum, group) => sum + group.length, 0) + i;
}
