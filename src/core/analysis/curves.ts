import { cellBeyond, ringEnd, ringVertex, type Mesh } from '../complex/complex.ts';
import { shouldYield } from '../yielding.ts';

/** Polylines in flat arrays. They run along edges of a mesh and are straight in every cell of a complex. */
export interface Curves {
  readonly count: number;
  /**
   * Curve k has the points start[k] … start[k + 1] − 1. A closed curve does not repeat its first
   * point.
   */
  readonly start: Uint32Array;
  readonly closed: Uint8Array;
  /** The labels on the left and on the right of each curve. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** x, y per point. */
  readonly xy: Float64Array;
  /** Per point, a cell of the complex that contains it. */
  readonly cell: Uint32Array;
}

/**
 * The boundaries between cells of different labels, with the smaller label on the left. A curve has
 * the same two labels along its whole length. It is closed or ends on the border of the mesh or where
 * a third label begins. Curves may touch but do not cross.
 *
 * Per cell of the mesh: its label, the part in which curves are straight, and the cell of the complex. A
 * curve is straight between the same two parts and inside one.
 */
export function* curvesBetween(
  mesh: Mesh,
  label: Int32Array,
  part: Uint32Array,
  cell = part,
): Generator<undefined, Curves> {
  const walk = new BoundaryWalk(mesh, label);
  const { ring, cellStart } = mesh;
  const starts: number[] = [];
  const hasBefore = new Uint8Array(ring.length);
  const after = new Int32Array(ring.length).fill(-1);
  for (let c = 0; c < mesh.cellCount; c++) {
    if (shouldYield(c, 12)) yield;
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      if (!walk.isBoundary(c, r)) continue;
      starts.push(r);
      after[r] = walk.next(c, r);
      if (after[r] >= 0) hasBefore[after[r]] = 1;
    }
  }

  const drawn = new Uint8Array(ring.length);
  const collector = new CurveCollector(mesh, label, part, cell);
  const follow = (first: number): void => {
    const run: number[] = [];
    let r = first;
    for (; r >= 0 && drawn[r] === 0; r = after[r]) {
      drawn[r] = 1;
      run.push(r);
    }
    collector.add(run, r === first);
  };
  for (const [i, r] of starts.entries()) {
    if (shouldYield(i, 10)) yield;
    if (hasBefore[r] === 0) follow(r);
  }
  for (const [i, r] of starts.entries()) {
    if (shouldYield(i, 10)) yield;
    if (drawn[r] === 0) follow(r);
  }
  yield;
  return collector.curves();
}

/** Length of one of the curves. */
export function curveLength({ start, xy, closed }: Curves, curve: number): number {
  const [first, end] = [start[curve], start[curve + 1]];
  let length = 0;
  for (let i = first; i < end; i++) {
    if (i + 1 === end && closed[curve] === 0) break;
    const j = i + 1 < end ? i + 1 : first;
    length += Math.hypot(xy[2 * j] - xy[2 * i], xy[2 * j + 1] - xy[2 * i + 1]);
  }
  return length;
}

/** Walks along the boundary of a label, which stays on the left. */
class BoundaryWalk {
  constructor(
    private readonly mesh: Mesh,
    private readonly label: Int32Array,
  ) {}

  /** Whether the cell beyond a half-edge has a greater label. */
  isBoundary(cell: number, r: number): boolean {
    const other = cellBeyond(this.mesh, r);
    return other >= 0 && this.label[cell] < this.label[other];
  }

  /**
   * The half-edge with which the curve continues: the first one around the end vertex, through
   * cells of the same label, that has another label beyond it. −1 if that is not the label on the
   * right.
   */
  next(cell: number, r: number): number {
    const right = this.label[cellBeyond(this.mesh, r)];
    for (;;) {
      r = this.following(cell, r);
      const other = cellBeyond(this.mesh, r);
      if (other < 0) return -1;
      if (this.label[other] !== this.label[cell]) return this.label[other] === right ? r : -1;
      r = this.ringIndex(other, this.mesh.ring[r] >> 1);
      cell = other;
    }
  }

  private following(cell: number, r: number): number {
    return r + 1 < this.mesh.cellStart[cell + 1] ? r + 1 : this.mesh.cellStart[cell];
  }

  private ringIndex(cell: number, edge: number): number {
    let r = this.mesh.cellStart[cell];
    while (this.mesh.ring[r] >> 1 !== edge) r++;
    return r;
  }
}

/** Collects curves, without the points at which they are straight. */
class CurveCollector {
  private readonly start = [0];
  private readonly closed: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly xy: number[] = [];
  private readonly cell: number[] = [];

  constructor(
    private readonly mesh: Mesh,
    private readonly label: Int32Array,
    private readonly part: Uint32Array,
    private readonly cellOf: Uint32Array,
  ) {}

  /** Adds the curve along the given half-edges. */
  add(run: readonly number[], isClosed: boolean): void {
    const { mesh, part, cellOf } = this;
    const steps = run.map((r) => this.stepOf(r));
    const turns = (i: number): boolean => {
      const [p, q] = [steps[i === 0 ? steps.length - 1 : i - 1], steps[i]];
      return part[p.left] !== part[q.left] || part[p.right] !== part[q.right];
    };
    steps.forEach(({ from, left }, i) => {
      if ((isClosed || i > 0) && !turns(i)) return;
      this.point(from, cellOf[left]);
    });
    const last = steps[steps.length - 1];
    if (!isClosed) this.point(ringEnd(mesh, run[run.length - 1]), cellOf[last.left]);
    this.start.push(this.cell.length);
    this.closed.push(isClosed ? 1 : 0);
    this.left.push(this.label[last.left]);
    this.right.push(this.label[last.right]);
  }

  curves(): Curves {
    return {
      count: this.closed.length,
      start: Uint32Array.from(this.start),
      closed: Uint8Array.from(this.closed),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      xy: Float64Array.from(this.xy),
      cell: Uint32Array.from(this.cell),
    };
  }

  private stepOf(r: number) {
    const { edgeCells, ring } = this.mesh;
    const against = ring[r] & 1;
    const edge = ring[r] >> 1;
    return {
      from: ringVertex(this.mesh, r),
      left: edgeCells[2 * edge + against],
      right: edgeCells[2 * edge + 1 - against],
    };
  }

  private point(vertex: number, cell: number): void {
    this.xy.push(this.mesh.xy[2 * vertex], this.mesh.xy[2 * vertex + 1]);
    this.cell.push(cell);
  }
}
