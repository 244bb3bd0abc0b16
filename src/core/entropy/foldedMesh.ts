import type { EquilibriumModel } from './equilibriumModel.ts';
import { existingPart } from './existingMesh.ts';
import { foldsOf, cuspIntervals, type CuspInterval } from './cuspIntervals.ts';

/** The part of the control plane to cover, and how finely. */
export interface MeshOptions {
  /** Range of the first control; the mesh ends exactly there. */
  readonly control1: readonly [number, number];
  readonly control2: readonly [number, number];
  /**
   * Rows in each interval of control2 between cusps, where the surface is folded and where it is
   * not.
   */
  readonly rows: { readonly folded: number; readonly single: number };
  /** Whether rows are evenly spaced in the logarithm of control2. */
  readonly logarithmic?: boolean;
  /** Steps in the state across each sheet; twice as many where the surface has no folds. */
  readonly columns: number;
  /**
   * The drawn position of a point of the surface along its row. Steps are then even in the picture,
   * with none in hidden parts of a sheet; without it, they are even in the state.
   */
  readonly drawnAt?: (state: number, control2: number) => readonly [x: number, y: number];
}

/** A triangle mesh of an equilibrium surface; its folds are edges of triangles. */
export interface FoldedMesh {
  /** control1, control2, state per vertex: an equilibrium up to rounding. */
  readonly points: Float64Array;
  /**
   * Gradient of control1 − control1At(state, control2) per vertex, in the order of `points`; never
   * zero.
   */
  readonly gradients: Float64Array;
  /**
   * Three vertices per triangle, all with the same orientation in the plane of (state, control2).
   */
  readonly triangles: Uint32Array;
  /** 1 where a triangle is part of a stable sheet, 0 on an unstable one. */
  readonly stable: Uint8Array;
  /** Two vertices per edge of a fold curve. */
  readonly foldEdges: Uint32Array;
  /** The vertices that are cusps. */
  readonly cusps: Uint32Array;
}

/**
 * Meshes the surface of equilibria over a window of the control plane.
 *
 * The surface is the graph of control1 over (state, control2), so a mesh of that plane has no holes
 * and covers every sheet. Each row of constant control2 is cut at its folds; between two rows the
 * bands from fold to fold are zipped together, so that folds are mesh edges. Where two folds meet,
 * the band between them shrinks to one vertex:
 *
 *     |         upper+lower         |   row beyond the cusp
 *     |------------ * --------------|   row of the cusp
 *     |   lower   / m \    upper    |
 *     |--------- /-----\ -----------|   row that folds
 */
export function meshFoldedSurface(model: EquilibriumModel, options: MeshOptions): FoldedMesh {
  const mesh = meshSurface(model, options);
  return model.existsAt ? existingPart(model, mesh, options) : mesh;
}

function meshSurface(model: EquilibriumModel, options: MeshOptions): FoldedMesh {
  const intervals = cuspIntervals(model, options);
  const rows: Row[] = [];
  const strips: Strip[] = [];
  let shared: Row | undefined;
  intervals.forEach((interval, s) => {
    let below: Side | undefined;
    interval.rows.forEach((control2, i) => {
      const anchors = anchorsOf(model, options, interval, control2);
      // The last row of a stretch is the first of the next and needs the anchors of both.
      const next = i === interval.rows.length - 1 ? intervals[s + 1] : undefined;
      const others = next ? anchorsOf(model, options, next, control2) : [];
      const row =
        i === 0 && shared
          ? shared
          : addRow(rows, control2, [...anchors, ...others], interval, options);
      if (below) strips.push({ below, above: { row, anchors } });
      below = { row, anchors };
    });
    shared = below?.row;
  });
  return assemble(model, rows, strips);
}

/** A state that stands for certain success. */
const farState = 45;

/** Vertices of one control2, ascending in state. */
interface Row {
  readonly control2: number;
  readonly first: number;
  readonly states: readonly number[];
}

/** A row of a stretch: the states of its two ends and of its folds, ascending. */
interface Side {
  readonly row: Row;
  readonly anchors: readonly number[];
}

interface Strip {
  readonly below: Side;
  readonly above: Side;
}

/** Ends and folds of a row, ascending in state. Folds outside the window are moved to its end. */
function anchorsOf(
  model: EquilibriumModel,
  options: MeshOptions,
  interval: CuspInterval,
  control2: number,
): readonly number[] {
  const folds = foldsOf(model, interval, control2);
  const over = model.onSurface ?? model.equilibria;
  const ends = options.control1.map((control1) => over(control1, control2));
  // A sheet that is over one end only and does not fold back goes to certain success.
  const isOpen = (ends[0].length + ends[1].length) % 2 === 1;
  const resting = [...ends.flat(), ...(isOpen ? [farState] : [])];
  // A surface that does not reach the window in this row is met at its fold.
  const reached = resting.length > 0 ? resting : folds;
  const left = Math.min(...reached);
  const right = Math.max(...reached);
  return [left, ...folds.map((x) => Math.min(Math.max(x, left), right)), right];
}

/** Adds a row with a vertex on each anchor and the same number of steps from each to the next. */
function addRow(
  rows: Row[],
  control2: number,
  anchors: readonly number[],
  { folds }: CuspInterval,
  { columns, drawnAt }: MeshOptions,
): Row {
  const distinct = [...new Set(anchors)].sort((x, y) => x - y);
  // Two sheets become one: it has the steps of both.
  const steps = folds === 0 && distinct.length === 2 ? 2 * columns : columns;
  const states = [distinct[0]];
  for (let k = 1; k < distinct.length; k++) {
    const [from, to] = [distinct[k - 1], distinct[k]];
    const between = drawnAt
      ? evenly((state) => drawnAt(state, control2), from, to, steps)
      : Array.from({ length: steps - 1 }, (_, i) => from + ((to - from) * (i + 1)) / steps);
    states.push(...between, to);
  }
  const last = rows.at(-1);
  const row = { control2, states, first: last ? last.first + last.states.length : 0 };
  rows.push(row);
  return row;
}

/** Strictly ascending states between two others, at even steps along the curve that they draw. */
function evenly(
  drawnAt: (state: number) => readonly [number, number],
  from: number,
  to: number,
  steps: number,
): number[] {
  const samples = 2 * steps;
  const lengths = [0];
  let [x, y] = drawnAt(from);
  for (let i = 1; i <= samples; i++) {
    const [nextX, nextY] = drawnAt(from + ((to - from) * i) / samples);
    // A small share of the state keeps the order in parts that are not drawn.
    lengths.push(lengths[i - 1] + Math.hypot(nextX - x, nextY - y) + 1e-3 / samples);
    [x, y] = [nextX, nextY];
  }
  let i = 0;
  return Array.from({ length: steps - 1 }, (_, k) => {
    const wanted = (lengths[samples] * (k + 1)) / steps;
    while (lengths[i + 1] < wanted) i++;
    const part = (wanted - lengths[i]) / (lengths[i + 1] - lengths[i]);
    return from + ((to - from) * (i + part)) / samples;
  });
}

function assemble(
  model: EquilibriumModel,
  rows: readonly Row[],
  strips: readonly Strip[],
): FoldedMesh {
  const vertices = rows.flatMap(({ control2, states }) =>
    states.map((x) => [control2, x] as const),
  );
  const points = new Float64Array(3 * vertices.length);
  const gradients = new Float64Array(3 * vertices.length);
  vertices.forEach(([control2, state], v) => {
    const { byState, byControl2 } = model.slopes(state, control2);
    points.set([model.control1At(state, control2), control2, state], 3 * v);
    gradients.set([1, -byControl2, -byState], 3 * v);
  });
  const triangles: number[] = [];
  const stable: number[] = [];
  const foldEdges: number[] = [];
  for (const { below, above } of strips) {
    for (let k = 1; k < below.anchors.length; k++) {
      const before = triangles.length;
      zip(triangles, chain(below, k), chain(above, k));
      const isStable = stableBand(model, below, above, k) ? 1 : 0;
      for (let t = before; t < triangles.length; t += 3) stable.push(isStable);
      if (isFold(below, k) && isFold(above, k))
        foldEdges.push(chain(below, k).to, chain(above, k).to);
    }
  }
  const cusps = model.cusps.flatMap((cusp) => {
    const row = rows.find(({ control2 }) => control2 === cusp.control2);
    const at = row ? row.states.indexOf(cusp.state) : -1;
    return row && at >= 0 ? [row.first + at] : [];
  });
  return {
    points,
    gradients,
    triangles: Uint32Array.from(triangles),
    stable: Uint8Array.from(stable),
    foldEdges: Uint32Array.from(foldEdges),
    cusps: Uint32Array.from(cusps),
  };
}

/** The vertices from `from` to `to`. */
interface Chain {
  readonly from: number;
  readonly to: number;
}

/** The vertices of a row from anchor k − 1 to anchor k. */
function chain({ row, anchors }: Side, k: number): Chain {
  const vertexAt = (state: number) => row.first + row.states.indexOf(state);
  return { from: vertexAt(anchors[k - 1]), to: vertexAt(anchors[k]) };
}

/** Whether anchor k is a fold in the window, not one moved to the end of the row. */
function isFold({ anchors }: Side, k: number): boolean {
  return k > 0 && anchors[k] > anchors[0] && anchors[k] < anchors[anchors.length - 1];
}

/** Triangles between two chains, counter-clockwise with states to the right and control2 up. */
function zip(triangles: number[], below: Chain, above: Chain): void {
  const steps = below.to - below.from;
  const stepsAbove = above.to - above.from;
  let i = 0;
  let j = 0;
  while (i < steps || j < stepsAbove) {
    // The chain that lags behind advances.
    if (j === stepsAbove || (i < steps && i * stepsAbove <= j * steps)) {
      triangles.push(below.from + i, below.from + i + 1, above.from + j);
      i++;
    } else {
      triangles.push(below.from + i, above.from + j + 1, above.from + j);
      j++;
    }
  }
}

/** Shares of a sheet at which its stability is looked at, in this order. */
const sampled = [0.5, 0.25, 0.75, 0.1, 0.9, 0.05, 0.95, 0.02, 0.98, 0.005, 0.995];

/**
 * Whether the sheet between anchors k − 1 and k is stable, evaluated in the row in which it is
 * wider.
 */
function stableBand(model: EquilibriumModel, below: Side, above: Side, k: number): boolean {
  const width = ({ anchors }: Side) => anchors[k] - anchors[k - 1];
  const { row, anchors } = width(below) > width(above) ? below : above;
  const stateAt = (share: number): number => anchors[k - 1] + share * (anchors[k] - anchors[k - 1]);
  // Where the sheet is no equilibrium, the flow says nothing about it.
  const share = sampled.find((one) => model.existsAt?.(stateAt(one), row.control2) !== false);
  const state = stateAt(share ?? 0.5);
  return model.stiffness(state, model.control1At(state, row.control2), row.control2) > 0;
}
