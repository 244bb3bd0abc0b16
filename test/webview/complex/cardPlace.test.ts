import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cardRoom,
  distanceTo,
  isSheet,
  placeCard,
  stay,
  type CardSubject,
} from '../../../src/webview/complex/cardPlace.ts';
import type { Size } from '../../../src/webview/viewport/framing.ts';
import { areaOf, partInside, type Outline } from '../../../src/webview/viewport/outline.ts';
import { boxAround, type PixelBox } from '../../../src/webview/viewport/picking.ts';
import { draws } from '../../draws.ts';

/** Pixels between the card and the border of the picture. */
const margin = 8;

describe('the place of the card', () => {
  // Doubles of fast-check are mostly close to 0.
  const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
  const size = fc.record({
    width: fc.integer({ min: 360, max: 2000 }),
    height: fc.integer({ min: 200, max: 1400 }),
  });
  /** A pointer in a region of the picture, and a card of any size that it may have there. */
  const scene = fc
    .record({ stage: size, at: fc.tuple(share, share), box: fc.tuple(share, share), high: share })
    .map(({ stage, at: [u, v], box: [p, q], high }) => {
      const point = [u * stage.width, v * stage.height] as const;
      const width = p * stage.width;
      const height = q * stage.height;
      const subject = subjectAt(point, {
        left: point[0] - u * width,
        top: point[1] - v * height,
        width,
        height,
      });
      const room = cardRoom(stage, subject);
      const card = { width: room.width, height: high * room.maxHeight };
      return { stage, subject, card };
    });

  it('is inside the picture and never over the pointer, wherever it was before', () => {
    const last = fc.option(fc.tuple(share, share), { nil: undefined });
    fc.assert(
      fc.property(scene, last, fc.boolean(), ({ stage, subject, card }, before, isOfSame) => {
        const box = before && {
          left: before[0] * stage.width,
          top: before[1] * stage.height,
          ...card,
        };
        const was = box && { box, isOfSame };
        const place = placeCard(stage, card, subject, was);
        assert.ok(place.left >= 8 && place.left + place.width <= stage.width - 8 + 1e-9);
        assert.ok(place.top >= 8 && place.top + place.height <= stage.height - 8 + 1e-9);
        assert.ok(distanceTo(place, ...subject.point) >= 12, JSON.stringify(place));
      }),
    );
  });

  it('is not over the pointer before the card has a height', () => {
    const pointer = [345, 0] as const;
    const region = { left: 345, top: 0, width: 0, height: 0 };
    const subject = subjectAt(pointer, region);
    const place = placeCard(
      { width: 660, height: 200 },
      { width: 304, height: 0 },
      subject,
      undefined,
    );
    assert.ok(distanceTo(place, ...pointer) >= 12, JSON.stringify(place));
  });

  it('does not change while the pointer rests', () => {
    fc.assert(
      fc.property(scene, ({ stage, subject, card }) => {
        const place = placeCard(stage, card, subject, undefined);
        const again = placeCard(stage, card, subject, { box: place, isOfSame: true });
        const settled = placeCard(stage, card, subject, { box: again, isOfSame: true });
        for (const side of ['left', 'top'] as const)
          assert.ok(Math.abs(settled[side] - again[side]) < 1, JSON.stringify({ again, settled }));
      }),
    );
  });

  /** A convex region of any shape around the pointer: a part of an ellipse. */
  const cut = scene
    .chain((drawn) =>
      fc.record({
        drawn: fc.constant(drawn),
        angles: fc.array(fc.integer({ min: 0, max: 359 }), { minLength: 3, maxLength: 9 }),
        tilt: share,
      }),
    )
    .map(({ drawn: { stage, subject }, angles, tilt }) => {
      const { left, top, width, height } = subject.region;
      const outline: Outline = [...new Set(angles)]
        .sort((p, q) => p - q)
        .map((degrees) => {
          const [c, s] = [Math.cos, Math.sin].map((f) => f((degrees * Math.PI) / 180));
          return [left + width * (0.5 + c), top + height * (0.5 + s + tilt * c)];
        });
      const [x, y] = [0, 1].map((axis) => {
        const sum = outline.reduce((total, corner) => total + corner[axis], 0);
        return Math.min(axis === 0 ? stage.width : stage.height, Math.max(0, sum / outline.length));
      });
      const region = boxAround([outline]);
      const at: CardSubject = { pointer: [x, y], point: [x, y], region, outlines: [outline] };
      return { stage, subject: at };
    });

  it('leaves the region visible wherever any place does, and else hides nearly as little as can be', () => {
    const before = fc.option(fc.record({ at: fc.tuple(share, share), isOfSame: fc.boolean() }), {
      nil: undefined,
    });
    let free = 0;
    let hiding = 0;
    fc.assert(
      fc.property(cut, share, before, ({ stage, subject }, high, last) => {
        const room = cardRoom(stage, subject);
        const card = { width: room.width, height: Math.max(1, high * room.maxHeight) };
        const corners = [margin, stage.width - margin - card.width].flatMap((left) =>
          [margin, stage.height - margin - card.height].map((top) => ({ left, top, ...card })),
        );
        const possible = corners.filter(({ left, top }) => {
          const [x, y] = subject.point;
          const dx = x - Math.max(left, Math.min(x, left + card.width));
          const dy = y - Math.max(top, Math.min(y, top + card.height));
          return Math.hypot(dx, dy) >= 14;
        });
        const was = last && {
          box: { left: last.at[0] * stage.width, top: last.at[1] * stage.height, ...card },
          isOfSame: last.isOfSame,
        };
        const place = placeCard(stage, card, subject, was);
        const [outline] = subject.outlines;
        if (possible.some((corner) => areApart(outline, corner))) {
          free++;
          assert.ok(areApart(outline, place), JSON.stringify(place));
        } else if (!was && possible.length > 0) {
          hiding++;
          const { width, height } = subject.region;
          const whole = Math.min(card.width * card.height, width * height);
          const hidden = (box: PixelBox): number => areaOf(partInside(outline, box));
          const least = Math.min(...possible.map(hidden));
          assert.ok(hidden(place) <= least + 0.15 * whole + 1, JSON.stringify(place));
        }
      }),
      { numRuns: draws(500) },
    );
    assert.ok(free > 50 && hiding > 0, `${free} free, ${hiding} not`);
  });

  it('of a sheet leaves a region visible that has room for it', () => {
    const narrow = size.filter(isSheet);
    fc.assert(
      fc.property(narrow, fc.tuple(share, share), share, ({ width, height }, [u, v], deep) => {
        const region = { left: u * width, top: v * height, width: 20, height: deep * 40 };
        const point = [region.left + 10, region.top + region.height / 2] as const;
        const subject = subjectAt(point, region);
        const room = cardRoom({ width, height }, subject);
        const place = placeCard({ width, height }, sized(room), subject, undefined);
        const bottom = region.top + region.height;
        if (Math.max(region.top, height - bottom) < 210) return;
        assert.ok(areApart(subject.outlines[0], place), JSON.stringify({ place, region }));
      }),
    );
  });

  const stage = { width: 1200, height: 800 };
  const card = { width: 304, height: 300 };

  it('is beside a region that leaves room, also while the pointer moves in it', () => {
    const region = { left: 500, top: 300, width: 160, height: 120 };
    const at = (x: number, y: number, last?: PixelBox): PixelBox =>
      placeCard(stage, card, subjectAt([x, y], region), last && { box: last, isOfSame: true });
    const place = at(510, 310);
    const covers =
      place.left < 660 && place.left + 304 > 500 && place.top < 420 && place.top + 300 > 300;
    assert.ok(!covers, JSON.stringify(place));
    assert.deepEqual(at(560, 330, place), place);
  });

  it('follows the pointer through a region that fills the picture, and changes sides once', () => {
    const region = { left: 0, top: 0, width: 1200, height: 800 };
    let place: PixelBox | undefined;
    let jumps = 0;
    for (let x = 100; x <= 1100; x += 10) {
      const subject = subjectAt([x, 400], region);
      const last = place && { box: place, isOfSame: true };
      const next = placeCard(stage, card, subject, last);
      if (place && Math.hypot(next.left - place.left, next.top - place.top) > 11) jumps++;
      assert.ok(distanceTo(next, x, 400) < 60);
      place = next;
    }
    assert.equal(jumps, 1);
  });

  it('is a sheet on the side away from the pointer in a narrow picture', () => {
    const narrow = { width: 400, height: 600 };
    assert.ok(isSheet(narrow) && !isSheet(stage));
    const sheet = { width: 384, height: 200 };
    const topAt = (y: number): number => {
      const region = { left: 190, top: y - 10, width: 20, height: 20 };
      return placeCard(narrow, sheet, subjectAt([200, y], region), undefined).top;
    };
    assert.deepEqual([topAt(100), topAt(300), topAt(500)], [392, 392, 8]);
  });

  it('stays in the picture when that becomes smaller', () => {
    const place = stay({ width: 700, height: 400 }, { left: 800, top: 400, ...card });
    assert.deepEqual(place, { left: 388, top: 92, ...card });
    const sheet = stay({ width: 400, height: 400 }, { left: 8, top: 300, width: 384, height: 100 });
    assert.equal(sheet.top, 292);
  });
});

/** The pointer in a rectangular region. */
function subjectAt(point: readonly [number, number], region: PixelBox): CardSubject {
  const { left, top, width, height } = region;
  const outline: Outline = [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ];
  return { pointer: point, point, region, outlines: [outline] };
}

function sized({ width, maxHeight }: ReturnType<typeof cardRoom>): Size {
  return { width, height: maxHeight };
}

/** Whether a line separates a convex polygon and a box: along a side of one of them. */
function areApart(outline: Outline, { left, top, width, height }: PixelBox): boolean {
  const box: Outline = [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ];
  const normals = [outline, box].flatMap((polygon) =>
    polygon.map(([x, y], i) => {
      const [px, py] = polygon[(i || polygon.length) - 1];
      return [y - py, px - x] as const;
    }),
  );
  return normals.some(([nx, ny]) => {
    if (nx === 0 && ny === 0) return false;
    const [p, q] = [outline, box].map((polygon) => polygon.map(([x, y]) => nx * x + ny * y));
    return Math.max(...p) <= Math.min(...q) || Math.max(...q) <= Math.min(...p);
  });
}
