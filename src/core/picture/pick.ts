import { orient2d } from 'robust-predicates';
import type { Vec3 } from '../plot/vec3.ts';
import type { SurfacePieces } from './surfacePieces.ts';
import { boxSize, fanout, type PieceBoxes } from './pieceBoxes.ts';

/** The intersection of a ray with a surface. */
export interface Hit {
  readonly piece: number;
  readonly cell: number;
  readonly x: number;
  readonly y: number;
}

/** The first piece that a ray hits, with the point of the plane below. */
export function pickRay(boxes: PieceBoxes, origin: Vec3, direction: Vec3): Hit | undefined {
  const { pieces } = boxes;
  const [ox, oy, oz] = origin;
  const [dx, dy, dz] = direction;
  let nearest = Infinity;
  let piece = -1;
  visit(
    boxes,
    (box, b) => entry(box, b, origin, direction, nearest),
    (p) => {
      const a = pieces.maps[3 * p];
      const b = pieces.maps[3 * p + 1];
      const c = pieces.maps[3 * p + 2];
      const t = (a * ox + b * oy + c - oz) / (dz - a * dx - b * dy);
      if (!(t > 0 && t < nearest)) return;
      if (!contains(pieces, p, ox + t * dx, oy + t * dy)) return;
      nearest = t;
      piece = p;
    },
  );
  if (piece < 0) return undefined;
  return { piece, cell: pieces.cell[piece], x: ox + nearest * dx, y: oy + nearest * dy };
}

/**
 * The piece above a point of the plane, exact for the stored corners. On a common side, the first
 * piece.
 */
export function pickPoint(boxes: PieceBoxes, x: number, y: number): Hit | undefined {
  const { pieces } = boxes;
  let piece = -1;
  visit(
    boxes,
    (box, b) => piece < 0 && x >= box[b] && x <= box[b + 1] && y >= box[b + 2] && y <= box[b + 3],
    (p) => {
      if (piece < 0 && contains(pieces, p, x, y)) piece = p;
    },
  );
  return piece < 0 ? undefined : { piece, cell: pieces.cell[piece], x, y };
}

/** Calls `atPiece`, in order, for the pieces of all boxes that `enters` accepts. */
function visit(
  { pieces, levels }: PieceBoxes,
  enters: (box: Float64Array, b: number) => boolean,
  atPiece: (piece: number) => void,
): void {
  const descend = (level: number, first: number, end: number): void => {
    if (level < 0) {
      for (let p = first; p < Math.min(end, pieces.count); p++) atPiece(p);
      return;
    }
    const boxes = levels[level];
    for (let i = first; i < end && boxSize * i < boxes.length; i++)
      if (enters(boxes, boxSize * i)) descend(level - 1, fanout * i, fanout * (i + 1));
  };
  descend(levels.length - 1, 0, 1);
}

/**
 * Whether a ray enters a box before `nearest`. The interval is widened by far more than rounding
 * errors, so that no hit is missed.
 */
function entry(
  box: Float64Array,
  b: number,
  origin: Vec3,
  direction: Vec3,
  nearest: number,
): boolean {
  let from = 0;
  let to = nearest;
  for (let axis = 0; axis < 3; axis++) {
    const o = origin[axis];
    const d = direction[axis];
    const lo = box[b + 2 * axis];
    const hi = box[b + 2 * axis + 1];
    if (d === 0) {
      if (o < lo || o > hi) return false;
      continue;
    }
    const p = (lo - o) / d;
    const q = (hi - o) / d;
    from = Math.max(from, Math.min(p, q));
    to = Math.min(to, Math.max(p, q));
  }
  return from * (1 - slack) <= to * (1 + slack);
}

const slack = 2 ** -30;

/**
 * Whether a convex piece contains a point; a common side belongs to both pieces. Pieces whose
 * corners round to one point or a line contain nothing.
 */
function contains(pieces: SurfacePieces, p: number, x: number, y: number): boolean {
  const { xy } = pieces;
  const end = pieces.start[p + 1];
  let strictly = false;
  let j = end - 1;
  for (let k = pieces.start[p]; k < end; j = k++) {
    // In robust-predicates, y points down: positive is clockwise.
    const turn = orient2d(xy[2 * j], xy[2 * j + 1], xy[2 * k], xy[2 * k + 1], x, y);
    if (turn > 0) return false;
    if (turn < 0) strictly = true;
  }
  return strictly;
}
