import { crossing, lineThrough, rounded, signAt } from '../exact/exactPoint.ts';
import { ExactRows, type ExactRow } from '../exact/exactRows.ts';
import type { Domain } from '../complex/domain.ts';
import type { Program } from './program.ts';

/**
 * The exact answer behind the floating-point filter: the sign of a fold's row at the point where two
 * lines of the complex cross, all three rows taken under the current pattern in integers. A vertex
 * *is* that crossing; its coordinates are only near it. The row of a line depends on the pattern of
 * the layers before its fold alone, which all cells along the line share.
 */
export class CertifiedSign {
  /** Exact answers so far that were not zero: what a better filter would have spared. */
  spared = 0;

  private rows: ExactRows | undefined;

  constructor(
    private readonly program: Program,
    private readonly domain: Domain,
    private readonly pattern: Uint32Array,
  ) {}

  /** Lines are named by their fold, or by −1 − k for side k of the domain. */
  ofFold(fold: number, p: number, q: number): -1 | 0 | 1 {
    const point = crossing(this.row(p), this.row(q));
    const sign = signAt(this.row(fold), point);
    if (sign !== 0) this.spared++;
    return sign;
  }

  /** Where two lines cross, in the nearest doubles. */
  crossing(p: number, q: number): [x: number, y: number] {
    return rounded(crossing(this.row(p), this.row(q)));
  }

  private row(line: number): ExactRow {
    if (line < 0) return this.side(-1 - line);
    this.rows ??= new ExactRows(this.program.network, this.program.folds);
    return this.rows.fold(line, this.pattern);
  }

  private side(k: number): ExactRow {
    const { corners } = this.domain;
    const from = 2 * k;
    const to = (from + 2) % corners.length;
    return lineThrough(corners[from], corners[from + 1], corners[to], corners[to + 1]);
  }
}
