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
import type { PixelBox } from '../../../src/webview/viewport/picking.ts';

describe('the place of the card', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
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
      const region = { left: point[0] - u * width, top: point[1] - v * height, width, height };
      const subject: CardSubject = { pointer: point, point, region };
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
    const subject: CardSubject = { pointer, point: pointer, region };
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
        assert.deepEqual(rounded(settled), rounded(again));
      }),
    );
  });

  const stage = { width: 1200, height: 800 };
  const card = { width: 304, height: 300 };

  it('is beside a region that leaves room, also while the pointer moves in it', () => {
    const region = { left: 500, top: 300, width: 160, height: 120 };
    const at = (x: number, y: number, last?: PixelBox): PixelBox =>
      placeCard(
        stage,
        card,
        { pointer: [x, y], point: [x, y], region },
        last && { box: last, isOfSame: true },
      );
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
      const subject: CardSubject = { pointer: [x, 400], point: [x, 400], region };
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
      return placeCard(narrow, sheet, { pointer: [200, y], point: [200, y], region }, undefined)
        .top;
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

function rounded({ left, top }: PixelBox): number[] {
  return [Math.round(left), Math.round(top)];
}
