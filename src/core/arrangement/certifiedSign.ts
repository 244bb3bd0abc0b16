import { sideEnds, type Domain } from '../complex/domain.ts';
import { crossing, lineThrough, rounded, signAt } from '../exact/exactPoint.ts';
import { ExactRows, type ExactRow } from '../exact/exactRows.ts';
import { Interner } from '../exact/interner.ts';
import { Lines, negative, positive, vanishing } from '../exact/lines.ts';
import { PrecisePoint, PreciseRow } from '../exact/preciseLines.ts';
import { PreciseRows } from '../exact/preciseRows.ts';
import { RowGraph } from '../exact/rowGraph.ts';
import type { Program } from './program.ts';

/**
 * The exact answer behind the floating-point filter: the sign of a fold's row at the point where two
 * lines of the complex cross, all three rows taken under the current pattern. A vertex *is* that
 * crossing; its coordinates are only near it. The row of a line depends on the pattern of the layers
 * before its fold alone, which all cells along the line share.
 *
 * In the order of their costs: a fold on one of the two lines is zero, if all are known; double-doubles
 * with an error bound certify most signs that are not zero; integers decide the rest, once for three
 * lines. Nothing is decided differently by what is known already, so `spared` is the same on any
 * thread.
 */
export class CertifiedSign {
  /**
   * What answers so far would have cost less with more precise rows in the subdivision, in answers by
   * integers. An answer of zero would not be spared by any.
   */
  spared = 0;

  private readonly graph: RowGraph;
  private readonly preciseRows: PreciseRows;
  private readonly exactRows: ExactRows;
  private readonly lines = new Lines();
  /** What `lines` found for slots of the graph and for sides of the domain; `unknown` if it was not asked. */
  private lineOfSlot = new Int32Array(64).fill(unknown);
  private readonly lineOfSide: Int32Array;
  private generation = 0;
  /** Signs of three lines; a sign is that of the first where the others cross. */
  private readonly triples = new Interner();
  private signs = new Int8Array(64);

  private readonly preciseFold = new PreciseRow();
  private readonly preciseP = new PreciseRow();
  private readonly preciseQ = new PreciseRow();
  private readonly point = new PrecisePoint();

  constructor(
    { network, folds }: Program,
    private readonly domain: Domain,
    private readonly pattern: Uint32Array,
  ) {
    this.graph = new RowGraph(network, folds);
    this.preciseRows = new PreciseRows(network, folds, this.graph);
    this.exactRows = new ExactRows(network, folds, this.graph);
    this.lineOfSide = new Int32Array(domain.corners.length / 2).fill(unknown);
  }

  /** Lines are named by their fold, or by −1 − k for side k of the domain. */
  ofFold(fold: number, p: number, q: number): -1 | 0 | 1 {
    this.begin();
    const f = this.graph.foldSlot(fold);
    const slotP = p < 0 ? p : this.graph.foldSlot(p);
    const slotQ = q < 0 ? q : this.graph.foldSlot(q);
    const known = this.lineOfSlot[f] ?? unknown;
    if (known === vanishing) return 0;
    if (
      known >= 0 &&
      (known >> 1 === this.known(slotP) >> 1 || known >> 1 === this.known(slotQ) >> 1)
    )
      return 0;

    if (
      this.takePrecise(f, this.preciseFold) &&
      this.takePrecise(slotP, this.preciseP) &&
      this.takePrecise(slotQ, this.preciseQ)
    ) {
      this.point.cross(this.preciseP, this.preciseQ);
      const sign = this.point.sideOf(this.preciseFold);
      if (sign !== 0) {
        this.spared += preciseCost;
        return sign;
      }
    }

    const sign = this.exactly(this.line(f), this.line(slotP), this.line(slotQ));
    if (sign !== 0) this.spared++;
    return sign;
  }

  /** Where two lines cross, in the nearest doubles. */
  crossing(p: number, q: number): [x: number, y: number] {
    this.begin();
    const slotP = p < 0 ? p : this.graph.foldSlot(p);
    const slotQ = q < 0 ? q : this.graph.foldSlot(q);
    if (this.takePrecise(slotP, this.preciseP) && this.takePrecise(slotQ, this.preciseQ)) {
      this.point.cross(this.preciseP, this.preciseQ);
      const x = this.point.coordinate(0);
      const y = this.point.coordinate(1);
      if (!Number.isNaN(x + y)) return [x, y];
    }
    return rounded(crossing(this.exactRow(slotP), this.exactRow(slotQ)));
  }

  private begin(): void {
    const { graph, lines, triples } = this;
    graph.take(this.pattern);
    const full = lines.rows.length > mostLines || triples.count > mostTriples;
    if (this.generation === graph.generation && !full) return;
    this.generation = graph.generation;
    lines.clear();
    triples.clear();
    this.lineOfSlot.fill(unknown);
    this.lineOfSide.fill(unknown);
  }

  /** Sign of the first line where the other two cross; lines as `Lines.find` gives them. */
  private exactly(f: number, p: number, q: number): -1 | 0 | 1 {
    if (f === vanishing) return 0;
    if (f === positive) return 1;
    if (f === negative) return -1;
    const line = f >> 1;
    const first = Math.min(p >> 1, q >> 1);
    const second = Math.max(p >> 1, q >> 1);
    if (line === first || line === second) return 0;
    const { triples, lines } = this;
    const { count } = triples;
    const triple = triples.internTuple([line, first, second]);
    if (triple === count) {
      if (triple >= this.signs.length) {
        const { signs } = this;
        this.signs = new Int8Array(2 * signs.length);
        this.signs.set(signs);
      }
      this.signs[triple] = signAt(
        lines.rows[line],
        crossing(lines.rows[first], lines.rows[second]),
      );
    }
    const sign = this.signs[triple];
    return (sign === 0 ? 0 : (f & 1) === 0 ? sign : -sign) as -1 | 0 | 1;
  }

  // A row is named by the slot of a fold, or by −1 − k for side k of the domain.

  private known(slot: number): number {
    if (slot < 0) return this.lineOfSide[-1 - slot];
    return this.lineOfSlot[slot] ?? unknown;
  }

  private line(slot: number): number {
    const known = this.known(slot);
    if (known !== unknown) return known;
    const line = this.lines.find(this.exactRow(slot));
    if (slot < 0) return (this.lineOfSide[-1 - slot] = line);
    if (slot >= this.lineOfSlot.length) {
      const { lineOfSlot } = this;
      this.lineOfSlot = new Int32Array(Math.max(slot + 1, 2 * lineOfSlot.length)).fill(unknown);
      this.lineOfSlot.set(lineOfSlot);
    }
    return (this.lineOfSlot[slot] = line);
  }

  private exactRow(slot: number): ExactRow {
    return slot < 0
      ? lineThrough(...sideEnds(this.domain, -1 - slot))
      : this.exactRows.ofSlot(slot);
  }

  /** Writes a row in double-doubles; false if it cannot be scaled. */
  private takePrecise(slot: number, row: PreciseRow): boolean {
    if (slot < 0) row.setLine(...sideEnds(this.domain, -1 - slot));
    else this.preciseRows.takeFold(slot, row);
    return row.scale();
  }
}

const unknown = -4;

// Of an answer in integers. Rows of both are kept, so that is mostly the difference of two determinants.
const preciseCost = 1 / 16;

const mostLines = 1 << 15;
const mostTriples = 1 << 18;
