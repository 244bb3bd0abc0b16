import assert from 'node:assert/strict';
import { bounds } from '../../../src/core/complex/domain.ts';
import { painterOrder } from '../../../src/core/export/painterOrder.ts';
import type { Pieces } from '../../../src/core/analysis/pieces.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { pickRay, type Vec3 } from '../../../src/core/picture/pick.ts';
import { sheetBoxes } from '../../../src/core/picture/pieceBoxes.ts';
import {
  heightAt,
  heightRange,
  sheetOf,
  type Sheet,
} from '../../../src/core/picture/surfacePieces.ts';
import { awkwardSubject, planarSubjects } from './subjects.ts';
import { classPieces } from '../split.ts';

/** Where to look from, in lengths of the domain and of the heights from its centre. */
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
      const whole = sheetOf(subject.complex, subject.show);
      const split = sheetOf(subject.complex, { kind: 'argmax' }, piecesOf(subject));
      let tried = 0;
      for (const sheet of [whole, split])
        for (const at of eyes) {
          const eye = placed(subject, sheet, at);
          tried += compare(subject, sheet, eye, painterOrder(subject.complex, sheet, eye.plane));
        }
      assert.ok(tried > 20, `only ${tried} lines of sight`);
    });

  it('orders every piece once, from afar too', () => {
    const subject = awkwardSubject();
    const { complex, show } = subject;
    const sheet = sheetOf(complex, show, piecesOf(subject));
    const order = painterOrder(complex, sheet, { x: 0.3, y: -1, w: 0 });
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      Array.from({ length: sheet.count }, (_, p) => p),
    );
    // Seen from the far south, what lies north of a piece is painted before it.
    const straight = painterOrder(complex, sheet, { x: 0, y: -1, w: 0 });
    let compared = 0;
    for (let p = 0; p < sheet.count; p++)
      for (let q = 0; q < sheet.count; q++) {
        const [south, north] = [span(sheet, p), span(sheet, q)];
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

function placed({ domain }: Subject, sheet: Sheet, [dx, dy, dz]: Vec3): Placed {
  const { x0, x1, y0, y1 } = bounds(domain);
  const { lo, hi } = heightRange(sheet);
  const x = (x0 + x1) / 2 + dx * (x1 - x0);
  const y = (y0 + y1) / 2 + dy * (y1 - y0);
  const z = hi + dz * (hi - lo || 1);
  return { origin: [x, y, z], plane: { x, y, w: 1 } };
}

/** Looks at a point of every piece: the first piece met must be painted after all others met. */
function compare(subject: Subject, sheet: Sheet, { origin }: Placed, order: Uint32Array): number {
  const rank = new Uint32Array(sheet.count);
  order.forEach((p, i) => (rank[p] = i));
  let tried = 0;
  const step = Math.max(1, Math.floor(sheet.count / 40));
  for (let p = 0; p < sheet.count; p += step) {
    let x = 0;
    let y = 0;
    const corners = sheet.start[p + 1] - sheet.start[p];
    for (let k = sheet.start[p]; k < sheet.start[p + 1]; k++) {
      x += sheet.xy[2 * k] / corners;
      y += sheet.xy[2 * k + 1] / corners;
    }
    const z = heightAt(sheet, p, x, y);
    const direction: Vec3 = [x - origin[0], y - origin[1], z - origin[2]];
    const hit = pickRay(sheetBoxes(sheet), origin, direction);
    if (!hit) continue;
    tried++;
    // A sliver's rounded corners do not say which of two neighbours a point is in.
    if (hit.piece === p || Math.hypot(hit.x - x, hit.y - y) < 1e-6 * Math.abs(direction[0]))
      continue;
    assert.ok(rank[hit.piece] > rank[p], `piece ${hit.piece} hides ${p} of ${subject.title}`);
  }
  return tried;
}

function span(sheet: Sheet, p: number) {
  const corners = Array.from({ length: sheet.start[p + 1] - sheet.start[p] }, (_, i) => {
    const k = sheet.start[p] + i;
    return [sheet.xy[2 * k], sheet.xy[2 * k + 1]];
  });
  const [xs, ys] = [0, 1].map((i) => corners.map((corner) => corner[i]));
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
}
