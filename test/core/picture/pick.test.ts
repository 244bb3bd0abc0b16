import assert from 'node:assert/strict';
import fc from 'fast-check';
import { orient2d } from 'robust-predicates';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { pickPoint, pickRay } from '../../../src/core/picture/pick.ts';
import type { Vec3 } from '../../../src/core/plot/vec3.ts';
import {
  firstPiece,
  heightRange,
  surfacePieces,
  type SurfacePieces,
} from '../../../src/core/picture/surfacePieces.ts';
import { boxSize, pieceBoxes } from '../../../src/core/picture/pieceBoxes.ts';
import { heNetwork } from '../../../bench/family.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';
import { classPieces } from '../split.ts';

const domain = box(-1, 1, -1, 1);
/** The orientation tests that find the containing piece are exact where nothing underflows. */
const tiny = 2 ** -200;
const unit = fc
  .double({ min: -1.1, max: 1.1, noNaN: true })
  .map((x) => (Math.abs(x) < tiny ? 0 : x));

interface Options {
  readonly split: boolean;
  readonly maxCells: number;
}
const options: fc.Arbitrary<Options> = fc.record({
  split: fc.boolean(),
  maxCells: fc.constantFrom(Infinity, Infinity, 5),
});

function piecesFor(net: Network, { split, maxCells }: Options): SurfacePieces {
  const complex = complete(arrange(net, domain, { maxCells }));
  fc.pre(complex.xy.every((x) => x === 0 || Math.abs(x) >= tiny));
  if (!split) return surfacePieces(complex, { kind: 'output', index: 0 });
  return surfacePieces(complex, { kind: 'argmax' }, classPieces(net, domain, complex));
}

describe('picking', () => {
  it('finds above a point what an exhaustive search finds, also on edges and corners', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), options, unit, unit, (net, how, x, y) => {
        const pieces = piecesFor(net, how);
        const boxes = pieceBoxes(pieces);
        for (const [px, py] of [[x, y], ...somePoints(pieces)])
          assert.equal(pickPoint(boxes, px, py)?.piece ?? -1, everyPiece(pieces, px, py));
      }),
    );
  });

  it('finds along a ray what an exhaustive search finds', () => {
    const place = fc.tuple(unit, unit, fc.double({ min: -3, max: 3, noNaN: true }));
    let hits = 0;
    fc.assert(
      fc.property(fc.oneof(generic, network), options, place, place, (net, how, from, to) => {
        const pieces = piecesFor(net, how);
        const { lo, hi } = heightRange(pieces);
        const eye = placed(from, lo, hi);
        const aim = placed(to, lo, hi);
        const along: Vec3 = [aim[0] - eye[0], aim[1] - eye[1], aim[2] - eye[2]];
        const hit = pickRay(pieceBoxes(pieces), eye, along);
        const found = hit?.piece ?? -1;
        if (hit) hits++;
        if (found === everyPieceAlong(pieces, eye, along)) return;
        // Where pieces meet or the ray touches one, rounding decides, as it does for nearby rays.
        const beside = shifts.map((shift) =>
          everyPieceAlong(pieces, placed(added(from, shift), lo, hi), along),
        );
        assert.ok(beside.includes(found), `${found}, not one of ${beside.join()}`);
      }),
    );
    assert.ok(hits > 0);
  });

  it('tests a small share of many pieces', () => {
    const pieces = piecesFor(heNetwork('1x200'), { split: false, maxCells: Infinity });
    const boxes = pieceBoxes(pieces);
    assert.ok(pieces.count > 10_000);
    // Reads of boxes and pieces are counted, not timed.
    let reads = 0;
    const counted = {
      pieces: { ...pieces, start: counting(pieces.start, () => reads++) },
      levels: boxes.levels.map((level) => counting(level, () => reads++)),
    };
    const tries = 200;
    for (let i = 0; i < tries; i++) {
      const [x, y] = [Math.cos(i) * 0.9, Math.sin(7 * i) * 0.9];
      assert.ok(pickPoint(counted, x, y));
      pickRay(counted, [2, -3, 2], [x - 2, y + 3, -2]);
    }
    assert.ok(reads / tries < pieces.count / 4, `${reads / tries} of ${pieces.count}`);
  });
});

describe('the bounding boxes of pieces', () => {
  it('end in one box around everything', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const pieces = piecesFor(net, { split: false, maxCells: Infinity });
        const { lo, hi } = heightRange(pieces);
        assert.deepEqual([...(pieceBoxes(pieces).levels.at(-1) ?? [])], [-1, 1, -1, 1, lo, hi]);
        assert.equal(pieceBoxes(pieces).levels.at(-1)?.length, boxSize);
      }),
    );
  });
});

describe('the first piece of a cell', () => {
  it('is the first in the list that belongs to it', () => {
    fc.assert(
      fc.property(generic, options, (net, how) => {
        const pieces = piecesFor(net, how);
        for (let c = -1; c <= pieces.count; c++)
          assert.equal(firstPiece(pieces, c), pieces.cell.indexOf(c));
      }),
    );
  });
});

/** Corners and middles of sides, up to some dozens. */
function somePoints({ xy, start, count }: SurfacePieces): [number, number][] {
  const points: [number, number][] = [];
  for (let p = 0; p < Math.min(count, 8); p++) {
    for (let k = start[p]; k < start[p + 1]; k++) {
      const n = k + 1 < start[p + 1] ? k + 1 : start[p];
      points.push([xy[2 * k], xy[2 * k + 1]]);
      points.push([(xy[2 * k] + xy[2 * n]) / 2, (xy[2 * k + 1] + xy[2 * n + 1]) / 2]);
    }
  }
  return points;
}

function placed([x, y, z]: readonly [number, number, number], lo: number, hi: number): Vec3 {
  return [3 * x, 3 * y, (lo + hi) / 2 + (z * (hi - lo || 1)) / 2];
}

function everyPiece(pieces: SurfacePieces, x: number, y: number): number {
  for (let p = 0; p < pieces.count; p++) if (contains(pieces, p, x, y)) return p;
  return -1;
}

/** Offsets too small to be visible. */
const shifts: readonly Vec3[] = [-1e-9, 0, 1e-9].flatMap((x) =>
  [-1e-9, 0, 1e-9].flatMap((y) => [-1e-9, 0, 1e-9].map((z): Vec3 => [x, y, z])),
);

function added([x, y, z]: Vec3, [dx, dy, dz]: Vec3): Vec3 {
  return [x + dx, y + dy, z + dz];
}

/** The first piece along a ray, −1 for none. */
function everyPieceAlong(pieces: SurfacePieces, o: Vec3, d: Vec3): number {
  let nearest = Infinity;
  let piece = -1;
  for (let p = 0; p < pieces.count; p++) {
    const [a, b, c] = pieces.maps.subarray(3 * p, 3 * p + 3);
    const t = (a * o[0] + b * o[1] + c - o[2]) / (d[2] - a * d[0] - b * d[1]);
    if (!(t > 0 && t < nearest) || !contains(pieces, p, o[0] + t * d[0], o[1] + t * d[1])) continue;
    nearest = t;
    piece = p;
  }
  return piece;
}

function contains({ xy, start }: SurfacePieces, p: number, x: number, y: number): boolean {
  const turns: number[] = [];
  for (let k = start[p]; k < start[p + 1]; k++) {
    const n = k + 1 < start[p + 1] ? k + 1 : start[p];
    turns.push(-orient2d(xy[2 * k], xy[2 * k + 1], xy[2 * n], xy[2 * n + 1], x, y));
  }
  return turns.every((turn) => turn >= 0) && turns.some((turn) => turn > 0);
}

/** An array that reports every element that is read. */
function counting<T extends Float64Array | Uint32Array>(array: T, onRead: () => void): T {
  return new Proxy(array, {
    get: (target, key) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) onRead();
      return Reflect.get(target, key) as unknown;
    },
  });
}
