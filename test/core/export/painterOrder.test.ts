import assert from 'node:assert/strict';
import { bounds } from '../../../src/core/complex/domain.ts';
import { painterOrder } from '../../../src/core/export/painterOrder.ts';
import type { Pieces } from '../../../src/core/analysis/labelledPieces.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { pickRay } from '../../../src/core/picture/pick.ts';
import type { Vec3 } from '../../../src/core/plot/vec3.ts';
import { pieceBoxes } from '../../../src/core/picture/pieceBoxes.ts';
import {
  heightAt,
  heightRange,
  surfacePieces,
  type SurfacePieces,
} from '../../../src/core/picture/surfacePieces.ts';
import { awkwardSubject, planarSubjects } from './subjects.ts';
import { classPieces } from '../split.ts';

/** The viewpoint relative to the centre, in sizes of the domain and of the height range. */
const eyes: readonly Vec3[] = [
  [2, 1, 1],
  [-1.5, 0.3, 0.7],
  [0.6, -2, 0.2],
  [0.2, 0.1, 1.5],
];

const piecesOf = ({ network, domain, complex }: Subject): Pieces | undefined =>
  classPieces(network, domain, complex);

describe('painter’s order', () => {
  for (const subject of [...planarSubjects(), awkwardSubject()])
    it(`paints the nearest piece last: ${JSON.stringify(subject.title)}`, () => {
      const whole = surfacePieces(subject.complex, subject.show);
      const split = surfacePieces(subject.complex, { kind: 'argmax' }, piecesOf(subject));
      let tried = 0;
      for (const pieces of [whole, split])
        for (const at of eyes) {
          const eye = placed(subject, pieces, at);
          tried += compare(subject, pieces, eye, painterOrder(subject.complex, pieces, eye.plane));
        }
      assert.ok(tried > 20, `only ${tried} lines of sight`);
    });

  it('orders every piece once, also from far away', () => {
    const subject = awkwardSubject();
    const { complex, show } = subject;
    const pieces = surfacePieces(complex, show, piecesOf(subject));
    const order = painterOrder(complex, pieces, { x: 0.3, y: -1, w: 0 });
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      Array.from({ length: pieces.count }, (_, p) => p),
    );
    // Seen from the far south, what lies north of a piece is painted before it.
    const straight = painterOrder(complex, pieces, { x: 0, y: -1, w: 0 });
    let compared = 0;
    for (let p = 0; p < pieces.count; p++)
      for (let q = 0; q < pieces.count; q++) {
        const [south, north] = [span(pieces, p), span(pieces, q)];
        if (north.y0 < south.y1 || north.x0 >= south.x1 || south.x0 >= north.x1) continue;
        assert.ok(straight.indexOf(q) < straight.indexOf(p));
        compared++;
      }
    assert.ok(compared > 0);
  });
});

interface Placed {
  readonly origin: Vec3;
  readonly plane: { readonly x: number; readonly y: number; readonly w: number };
}

function placed({ domain }: Subject, pieces: SurfacePieces, [dx, dy, dz]: Vec3): Placed {
  const { x0, x1, y0, y1 } = bounds(domain);
  const { lo, hi } = heightRange(pieces);
  const x = (x0 + x1) / 2 + dx * (x1 - x0);
  const y = (y0 + y1) / 2 + dy * (y1 - y0);
  const z = hi + dz * (hi - lo || 1);
  return { origin: [x, y, z], plane: { x, y, w: 1 } };
}

/** Casts a ray at a point of every piece: the first piece hit must be painted after all others hit. */
function compare(
  subject: Subject,
  pieces: SurfacePieces,
  { origin }: Placed,
  order: Uint32Array,
): number {
  const rank = new Uint32Array(pieces.count);
  order.forEach((p, i) => (rank[p] = i));
  let tried = 0;
  const step = Math.max(1, Math.floor(pieces.count / 40));
  for (let p = 0; p < pieces.count; p += step) {
    let x = 0;
    let y = 0;
    const corners = pieces.start[p + 1] - pieces.start[p];
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      x += pieces.xy[2 * k] / corners;
      y += pieces.xy[2 * k + 1] / corners;
    }
    const z = heightAt(pieces, p, x, y);
    const direction: Vec3 = [x - origin[0], y - origin[1], z - origin[2]];
    const hit = pickRay(pieceBoxes(pieces), origin, direction);
    if (!hit) continue;
    tried++;
    // The rounded corners of a sliver do not determine which of two neighbours contains a point.
    if (hit.piece === p || Math.hypot(hit.x - x, hit.y - y) < 1e-6 * Math.abs(direction[0]))
      continue;
    assert.ok(rank[hit.piece] > rank[p], `piece ${hit.piece} hides ${p} of ${subject.title}`);
  }
  return tried;
}

function span(pieces: SurfacePieces, p: number) {
  const corners = Array.from({ length: pieces.start[p + 1] - pieces.start[p] }, (_, i) => {
    const k = pieces.start[p] + i;
    return [pieces.xy[2 * k], pieces.xy[2 * k + 1]];
  });
  const [xs, ys] = [0, 1].map((i) => corners.map((corner) => corner[i]));
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
}
