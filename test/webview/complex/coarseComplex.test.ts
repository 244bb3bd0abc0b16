import assert from 'node:assert/strict';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { cellArea, cellCentroid } from '../../../src/core/complex/measure.ts';
import { coarseComplex } from '../../../src/core/arrangement/coarseComplex.ts';
import { runToEnd } from '../../../src/core/yielding.ts';
import type { Picture } from '../../../src/protocol/preview.ts';
import { eventually } from '../../eventually.ts';
import { card, drawn, fromAbove, pointAt, usePreviews } from '../actions.ts';
import { type KnownPicture, pictureOf, type Preview } from '../harness.ts';

/** Three layers, of which a coarse complex shows one. */
const deep = `
name: Deep
layers:
  - { units: 12, init: { scheme: he_uniform, seed: 3 }, activation: relu }
  - { units: 12, init: { scheme: he_uniform, seed: 4 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 5 } }
`;

describe('a coarse complex in the view', () => {
  const open = usePreviews();

  it('says that it is coarse, and of what', async () => {
    const preview = await open();
    await showCoarse(preview, await pictureOf(deep));
    const status = preview.page.locator('#status');
    assert.match(await status.innerText(), /Coarse complex: the first 1 of 2 layers/);
    assert.doesNotMatch(await status.innerText(), /regions/);
    assert.match(
      (await preview.page.locator('#summary').textContent()) ?? '',
      /still being computed/,
    );
    assert.deepEqual(preview.faults, []);
  });

  it('has no regions to point at, navigate to or pin', async () => {
    const preview = await open({ state: fromAbove() });
    await showCoarse(preview, await pictureOf(deep));
    await preview.page.locator('#stage').click();
    await preview.page.keyboard.press('ArrowRight');
    await preview.page.keyboard.press('Enter');
    await drawn(preview);
    assert.equal(await card(preview).isVisible(), false);
  });

  it('leaves the camera and the pinned region to the picture after it', async () => {
    const preview = await open({ state: fromAbove() });
    const whole = await pictureOf(deep);
    await preview.show(whole);
    const { x, y } = middleOfLargest(whole.complex);
    await pointAt(preview, (x + 1) / 2, (y + 1) / 2, 'click');
    await preview.page.mouse.move(5, 5);
    await drawn(preview);
    const before = await card(preview).innerText();

    await showCoarse(preview, whole);
    await card(preview).waitFor({ state: 'hidden' });
    assert.equal(await preview.page.locator('#stage').getAttribute('data-mode'), '2d');
    await preview.show({ ...whole, version: 2 });
    await eventually(async () => assert.equal(await card(preview).innerText(), before));
    const selections = (await preview.sent()).filter(({ kind }) => kind === 'selected');
    assert.ok(selections.length > 0);
    assert.ok(selections.every((one) => 'places' in one && one.places.length > 0));
  });

  it('shows the statistics of the previous picture until the new ones are known', async () => {
    const preview = await open();
    const { facts, ...picture } = await pictureOf(deep);
    await preview.page.keyboard.press('i');
    await preview.send({ kind: 'picture', picture });
    const content = preview.page.locator('#statistics .statistics-content');
    const isBusy = (wanted: string): Promise<void> =>
      eventually(async () => assert.equal(await content.getAttribute('aria-busy'), wanted));
    await content.filter({ hasText: 'Computing the statistics' }).waitFor();
    await isBusy('true');
    await preview.send({ kind: 'facts', facts });
    await content.filter({ hasText: facts.regions.toLocaleString('en') }).waitFor();
    await isBusy('false');
    await preview.send({ kind: 'picture', picture: { ...picture, version: 2 } });
    await preview.page.locator('#stage[data-version="2"]').waitFor();
    await isBusy('true');
    assert.match(await content.innerText(), new RegExp(facts.regions.toLocaleString('en')));
  });
});

/** Shows the coarse picture that stands in for a known one. */
async function showCoarse(preview: Preview, whole: KnownPicture): Promise<void> {
  const { complex, layers, neurons } = runToEnd(coarseComplex(whole.network, whole.domain, 100));
  const picture: Picture = { ...whole, complex, coarseness: { layers, neurons } };
  await preview.send({ kind: 'picture', picture });
  await preview.page.locator('#stage[data-coarse]').waitFor();
}

/** Far from every fold. */
function middleOfLargest(complex: Complex): { x: number; y: number } {
  const areas = Array.from({ length: complex.cellCount }, (_, c) => cellArea(complex, c));
  return cellCentroid(complex, areas.indexOf(Math.max(...areas)));
}
