import assert from 'node:assert/strict';
import type { FromView, SourcePlace } from '../../../src/protocol/preview.ts';
import { eventually } from '../../eventually.ts';
import { sharedBrowser } from '../browser.ts';
import { card, fromAbove, pointAt, lastSent } from '../actions.ts';
import { openPreview, pictureOf, type Preview } from '../harness.ts';
import { hinge, sawtooth } from '../specs.ts';

/** Folds at x = 0 twice, at y = 0, and nowhere in the domain. */
const crossing = hinge
  .replace('[[1, 0]], bias: [0]', '[[1, 0], [-2, 0], [0, 1], [1, 1]], bias: [0, 0, 0, 9]')
  .replace('[[2]]', '[[2, 1, 1, 1]]');

describe('the view beside its text', () => {
  let preview: Preview;
  beforeEach(async () => {
    preview = await openPreview(await sharedBrowser(), { state: fromAbove() });
  });
  afterEach(async () => {
    await preview.close();
    assert.deepEqual(preview.faults, []);
  });

  const light = (place: SourcePlace | undefined): Promise<void> =>
    preview.send({ kind: 'highlight', place });
  const says = async (text: string): Promise<void> => {
    await preview.page.waitForFunction(
      (wanted) => document.querySelector('#status [role="status"]')?.textContent === wanted,
      text,
    );
  };
  const isLit = (where: (box: Box) => boolean): Promise<void> =>
    eventually(async () => {
      const box = await highlightBox(preview);
      assert.ok(box && where(box), JSON.stringify(box));
    });
  const isDark = (): Promise<void> =>
    eventually(async () => assert.equal(await highlightBox(preview), undefined));
  const selections = async (): Promise<(FromView & { kind: 'selected' })[]> =>
    (await preview.sent()).filter((message) => message.kind === 'selected');

  describe('highlights', () => {
    it('the folds of the neuron at the caret, and no others', async () => {
      await preview.show(await pictureOf(crossing));
      await isDark();
      await light({ layer: 0, neuron: 2 });
      await says('Highlighted: bend · 3');
      await isLit((level) => level.width > 300 && level.height < 12);
      await light({ layer: 0, neuron: 1 });
      await says('Highlighted: bend · 2');
      await isLit((upright) => upright.width < 12 && upright.height > 300);
    });

    it('all folds of a layer, and nothing once the caret is elsewhere', async () => {
      await preview.show(await pictureOf(crossing));
      await light({ layer: 0 });
      await says('Highlighted: bend');
      await isLit((both) => both.width > 300 && both.height > 300);
      await light(undefined);
      await says('');
      await isDark();
    });

    it('nothing for a neuron without a fold in the domain, and says so', async () => {
      await preview.show(await pictureOf(crossing));
      await light({ layer: 0, neuron: 3 });
      await says('bend · 4 has no fold here');
      await isDark();
      await light({ layer: 1, neuron: 0 });
      await says('Layer 2 · 1 has no fold here');
    });

    it('nothing for a position that only the next picture has', async () => {
      await preview.show(await pictureOf(hinge, 1));
      await light({ layer: 0, neuron: 2 });
      await preview.show(await pictureOf(crossing, 2));
      await says('Highlighted: bend · 3');
      await preview.show(await pictureOf(hinge, 3));
      await says('');
    });

    it('the breakpoint of a graph', async () => {
      await preview.show(await pictureOf(sawtooth));
      await light({ layer: 0, neuron: 1 });
      await says('Highlighted: Layer 1 · 2');
      await isLit((ring) => ring.width < 30 && ring.height < 30);
    });

    it('the fold in its new position, without announcing it again', async () => {
      await preview.show(await pictureOf(hinge, 1));
      await light({ layer: 0, neuron: 0 });
      await says('Highlighted: bend · 1');
      await isLit(() => true);
      const before = await highlightBox(preview);
      assert.ok(before);
      await preview.page.locator('#status [role="status"]').evaluate((node) => {
        new MutationObserver(() => (document.body.dataset.said = 'again')).observe(node, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      });
      await preview.show(await pictureOf(hinge.replace('bias: [0]', 'bias: [0.5]'), 2));
      await isLit((after) => after.x < before.x - 50);
      assert.equal(await preview.page.locator('body').getAttribute('data-said'), null);
    });
  });

  describe('reports', () => {
    it('every neuron that folds along a clicked line', async () => {
      await preview.show(await pictureOf(crossing));
      await pointAt(preview, 0.503, 0.75, 'click');
      const places = [
        { layer: 0, neuron: 0 },
        { layer: 0, neuron: 1 },
      ];
      assert.deepEqual(await lastSent(preview, 'selected'), {
        kind: 'selected',
        places,
        reveal: true,
      });
    });

    it('the neurons around a region, and that nothing is pinned any more', async () => {
      await preview.show(await pictureOf(crossing));
      await pointAt(preview, 0.75, 0.75, 'click');
      const { places, reveal } = await lastSent(preview, 'selected');
      assert.deepEqual(
        places.map(({ neuron }) => neuron),
        [0, 1, 2],
      );
      assert.ok(reveal);
      await preview.page.keyboard.press('Escape');
      await preview.page.locator('#card.pinned').waitFor({ state: 'hidden' });
      await eventually(async () =>
        assert.deepEqual(await lastSent(preview, 'selected'), {
          kind: 'selected',
          places: [],
          reveal: false,
        }),
      );
    });

    it('the neurons after an edit, without asking the text to scroll', async () => {
      await preview.show(await pictureOf(crossing, 1));
      await pointAt(preview, 0.75, 0.75, 'click');
      await lastSent(preview, 'selected');
      await preview.show(await pictureOf(crossing.replace('[[2, 1, 1, 1]]', '[[2, 1, 1, 2]]'), 2));
      assert.equal((await selections()).length, 1);
      await preview.show(await pictureOf(crossing.replace('[0, 0, 0, 9]', '[0, 0, 9, 9]'), 3));
      const [first, second, ...more] = await selections();
      assert.deepEqual(
        second.places,
        first.places.filter(({ neuron }) => neuron !== 2),
      );
      assert.equal(second.reveal, false);
      assert.deepEqual(more, []);
    });

    it('nothing about what is only under the pointer', async () => {
      await preview.show(await pictureOf(crossing));
      await pointAt(preview, 0.75, 0.75);
      await preview.page.mouse.move(2, 2);
      await card(preview).waitFor({ state: 'hidden' });
      assert.deepEqual(await selections(), []);
    });
  });

  it('pins the fold that the text requests, without asking the text to scroll in turn', async () => {
    await preview.show(await pictureOf(crossing));
    await preview.send({ kind: 'pin', place: { layer: 0, neuron: 2 } });
    await preview.page.locator('#card.pinned').waitFor();
    await eventually(async () =>
      assert.match(await card(preview).innerText(), /Fold of\s+bend · 3\s+y = 0/),
    );
    assert.deepEqual(await selections(), [
      { kind: 'selected', places: [{ layer: 0, neuron: 2 }], reveal: false },
    ]);
    await preview.send({ kind: 'pin', place: { layer: 0, neuron: 3 } });
    await preview.send({ kind: 'highlight', place: { layer: 0, neuron: 3 } });
    await says('bend · 4 has no fold here');
    assert.equal((await selections()).length, 1);
  });
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The bounds of the highlight for the caret, in device pixels; undefined if there is none. */
async function highlightBox({ page }: Preview): Promise<Box | undefined> {
  return page
    .locator('.stage .overlay')
    .nth(1)
    .evaluate((node) => {
      if (!(node instanceof HTMLCanvasElement)) throw new Error('The overlay is a canvas.');
      const pixels = node.getContext('2d')?.getImageData(0, 0, node.width, node.height).data;
      if (!pixels) throw new Error('The canvas has no pixels.');
      const xs: number[] = [];
      const ys: number[] = [];
      for (let i = 0; 4 * i < pixels.length; i++) {
        if (pixels[4 * i + 3] === 0) continue;
        xs.push(i % node.width);
        ys.push(Math.floor(i / node.width));
      }
      if (xs.length === 0) return undefined;
      const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b));
      const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b));
      const [x, y] = [least(xs), least(ys)];
      return { x, y, width: most(xs) - x + 1, height: most(ys) - y + 1 };
    });
}
