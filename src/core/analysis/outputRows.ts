import {
  errorBound,
  evaluation,
  remappedShare,
  roundoff,
  type ErrorBound,
} from '../arrangement/errorBound.ts';
import { compile, type Program } from '../arrangement/program.ts';
import { ringVertex, type Complex, type Mesh } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { sideEnds, type Domain } from '../complex/domain.ts';
import { binaryPlaces, scaled } from '../exact/dyadic.ts';
import { crossing, lineThrough, type ExactPoint } from '../exact/exactPoint.ts';
import { ExactRows, type ExactRow } from '../exact/exactRows.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import type { BoundedRow } from './boundedRow.ts';
import type { Cells } from './parts.ts';

/** Output `plus` minus output `minus` minus a number. */
export interface Combination {
  readonly plus: number;
  /** −1 for none. */
  readonly minus: number;
  readonly level: number;
}

/**
 * The outputs of a network on the cells of its complex, which may be remapped: in doubles with bounds,
 * and exactly.
 */
export class OutputRows implements Cells {
  private readonly program: Program;
  private readonly bound: ErrorBound;
  private readonly firstRow: number;
  private exact: ExactRows | undefined;
  private latest: { readonly cell: number; readonly outputs: readonly ExactRow[] } | undefined;
  private cornersOf: Corners | undefined;
  constructor(
    network: Network,
    private readonly domain: Domain,
    readonly complex: Complex,
  ) {
    this.program = compile(network);
    this.bound = errorBound(this.program, domain);
    this.firstRow = this.program.rows - this.program.outputs;
  }

  get mesh(): Mesh {
    return this.complex;
  }

  /** The largest |x| or |y| on the domain. */
  get reach(): number {
    return Math.max(this.bound.reachX, this.bound.reachY);
  }

  /** Bound of the error of the value of an output's map on a cell, anywhere on the domain. */
  valueError(cell: number, output: number): number {
    const { bound, complex } = this;
    const row = this.firstRow + output;
    if (!complex.precise) return remappedShare * bound.value[row];
    const at = 3 * (cell * complex.outputCount + output);
    const { maps } = complex;
    const size =
      Math.abs(maps[at]) * bound.reachX +
      Math.abs(maps[at + 1]) * bound.reachY +
      Math.abs(maps[at + 2]);
    return bound.preciseValue[row] + evaluation * roundoff * size;
  }

  /** Bound of |δa| + |δb| of an output's map on a cell. */
  gradientError(cell: number, output: number): number {
    const { bound, complex } = this;
    const row = this.firstRow + output;
    if (!complex.precise) return remappedShare * bound.gradient[row];
    const at = 3 * (cell * complex.outputCount + output);
    const { maps } = complex;
    return bound.preciseGradient[row] + roundoff * (Math.abs(maps[at]) + Math.abs(maps[at + 1]));
  }

  /** Writes a combination of outputs on a cell. */
  write({ plus, minus, level }: Combination, cell: number, to: BoundedRow): void {
    const { maps, outputCount } = this.complex;
    const p = 3 * (cell * outputCount + plus);
    to.a = maps[p];
    to.b = maps[p + 1];
    to.c = maps[p + 2];
    to.valueError = this.valueError(cell, plus);
    to.gradientError = this.gradientError(cell, plus);
    to.likely = this.bound.likely[this.firstRow + plus];
    if (minus >= 0) {
      const m = 3 * (cell * outputCount + minus);
      to.a -= maps[m];
      to.b -= maps[m + 1];
      to.c -= maps[m + 2];
      to.valueError += this.valueError(cell, minus);
      to.gradientError +=
        this.gradientError(cell, minus) + roundoff * (Math.abs(to.a) + Math.abs(to.b));
      to.likely += this.bound.likely[this.firstRow + minus];
    }
    if (level !== 0) {
      to.c -= level;
      to.valueError += evaluation * roundoff * Math.abs(level);
      to.likely += roundoff * Math.abs(level);
    }
  }

  /** A combination of outputs on a cell, times some power of two. */
  exactRow({ plus, minus, level }: Combination, cell: number): ExactRow {
    const rows = this.exactRows();
    const outputs = this.exactOutputs(cell);
    let { a, b, c } = outputs[plus];
    if (minus >= 0) {
      const other = outputs[minus];
      a -= other.a;
      b -= other.b;
      c -= other.c;
    }
    if (level === 0) return { a, b, c };
    const places = rows.outputPlaces;
    const more = Math.max(0, binaryPlaces([level]) - places);
    const shift = BigInt(more);
    return { a: a << shift, b: b << shift, c: (c << shift) - scaled(level, places + more) };
  }

  /** The line of an edge of the complex, which bounds a cell. */
  exactLine(edge: number, cell: number): ExactRow {
    const line = this.complex.edgeFold[edge];
    if (line >= 0) return this.exactRows().fold(line, cellPattern(this.complex, cell));
    return lineThrough(...sideEnds(this.domain, -1 - line));
  }

  /** Where a vertex of the complex is: the crossing of two lines in a cell that has a corner there. */
  exactVertex(vertex: number): ExactPoint {
    const { complex } = this;
    const { cellStart, ring } = complex;
    this.cornersOf ??= new Corners(complex);
    for (const r of this.cornersOf.at(vertex)) {
      const cell = this.cornersOf.cell(r);
      const before = r > cellStart[cell] ? r - 1 : cellStart[cell + 1] - 1;
      const [e, f] = [ring[before] >> 1, ring[r] >> 1];
      if (complex.edgeFold[e] === complex.edgeFold[f]) continue;
      const point = crossing(this.exactLine(e, cell), this.exactLine(f, cell));
      // Lines of two names coincide where one fold ends and another goes on.
      if (point.w !== 0n) return point;
    }
    throw new Error(`No two lines cross at vertex ${vertex}.`);
  }

  /** A cell is asked for many times in succession. */
  private exactOutputs(cell: number): readonly ExactRow[] {
    if (this.latest?.cell !== cell) {
      const outputs = this.exactRows().outputs(cellPattern(this.complex, cell));
      this.latest = { cell, outputs };
    }
    return this.latest.outputs;
  }

  private exactRows(): ExactRows {
    const { network } = this.program;
    return (this.exact ??= new ExactRows(network, foldTable(network)));
  }
}

/** The half-edges that start at each vertex. */
class Corners {
  private readonly start: Uint32Array;
  private readonly halfEdge: Uint32Array;
  private readonly cellOf: Uint32Array;

  constructor(complex: Complex) {
    const { vertexCount, cellCount, cellStart, ring } = complex;
    this.start = new Uint32Array(vertexCount + 1);
    for (let r = 0; r < ring.length; r++) this.start[ringVertex(complex, r) + 1]++;
    for (let v = 0; v < vertexCount; v++) this.start[v + 1] += this.start[v];
    const next = this.start.slice();
    this.halfEdge = new Uint32Array(ring.length);
    this.cellOf = new Uint32Array(ring.length);
    for (let c = 0; c < cellCount; c++)
      for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
        this.halfEdge[next[ringVertex(complex, r)]++] = r;
        this.cellOf[r] = c;
      }
  }

  at(vertex: number): Uint32Array {
    return this.halfEdge.subarray(this.start[vertex], this.start[vertex + 1]);
  }

  cell(r: number): number {
    return this.cellOf[r];
  }
}
