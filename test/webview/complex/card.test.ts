import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../../eventually.ts';
import {
  card,
  drawn,
  fromAbove,
  lastSent,
  pointAt,
  resize,
  savedView,
  usePreviews,
} from '../actions.ts';
import { pictureOf } from '../harness.ts';
import { eight, hinge, sawtooth, threeClasses } from '../specs.ts';

/** What the README promises at the pointer. */
const promised = ['Pattern', 'Area', 'Bounded by', 'Pin', 'Copy as'];

describe('the card', () => {
  const open = usePreviews();

  for (const [name, spec, state, formulas, ups] of [
    ['a surface', eight, {}, /logit = .*/, [0.5, 0.6]],
    ['a map', threeClasses, fromAbove(), /cat = [^]*→[^]*dog = [^]*→[^]*owl = [^]*→/, [0.2, 0.8]],
    ['a graph', sawtooth, {}, /f = 2·t/, [0.2, 0.8]],
  ] as const)
    it(`has all that is promised at the pointer, beside it and at any width, on ${name}`, async () => {
      const right = name === 'a surface' ? 0.5 : 0.3;
      const preview = await open({ state });
      await preview.show(await pictureOf(spec));
      const { page } = preview;
      for (const width of [1200, 700, 400, 360]) {
        await resize(preview, { width, height: 640 });
        for (const up of ups) {
          await page.mouse.move(2, 2);
          await card(preview).waitFor({ state: 'hidden' });
          const [px, py] = await pointAt(preview, right, up);
          await eventually(async () => {
            const { x, y, width: wide, height } = await boxOf(card(preview));
            const isOver = px >= x && px <= x + wide && py >= y && py <= y + height;
            assert.ok(!isOver, `the card is over the pointer at ${width}`);
            const text = await card(preview).innerText();
            assert.match(text, formulas);
            for (const part of promised)
              assert.ok(
                text.includes(name === 'a graph' ? part.replace('Area', 'Length') : part),
                `${part} in ${text} at ${width}`,
              );
          });
          const seen = await boxOf(card(preview));
          const body = card(preview).locator('.card-body');
          for (const term of ['Pattern', 'Bounded by']) {
            const row = await boxOf(body.getByText(term, { exact: true }));
            assert.ok(row.y + row.height <= seen.y + seen.height, `${term} at ${width}`);
          }
        }
      }
    });

  it('stays where it was when it is pinned, and can be reached by keyboard', async () => {
    const preview = await open({ state: fromAbove(), size: { width: 900, height: 640 } });
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    await pointAt(preview, 0.6, 0.4);
    const hovered = await boxOf(card(preview));
    await pointAt(preview, 0.6, 0.4, 'click');
    await page.locator('#card.pinned').waitFor();
    const pinned = await boxOf(card(preview));
    assert.equal(pinned.x, hovered.x);
    await pointAt(preview, 0.2, 0.8);
    assert.deepEqual(await boxOf(card(preview)), pinned);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'stage');
    await page.keyboard.press('Tab');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Show less',
    );
    await card(preview).getByRole('button', { name: 'Text', exact: true }).focus();
    await page.keyboard.press('Enter');
    assert.match((await lastSent(preview, 'copy')).text, /Eight folds: region/);
  });

  it('waits for a pointer that goes from rest to one of its buttons', async () => {
    const preview = await open({ state: fromAbove(), size: { width: 900, height: 640 } });
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    await pointAt(preview, 0.5, 0.5);
    const title = await card(preview).locator('h2').innerText();
    await page.locator('#card.reachable').waitFor();
    const button = await boxOf(card(preview).getByRole('button', { name: 'Pin', exact: true }));
    const [x, y] = [button.x + button.width / 2, button.y + button.height / 2];
    await page.mouse.move(x, y, { steps: 12 });
    await drawn(preview);
    assert.equal(await card(preview).locator('h2').innerText(), title);
    await page.mouse.click(x, y);
    await card(preview).getByRole('button', { name: 'Unpin', exact: true }).waitFor();
    assert.equal(await card(preview).locator('h2').innerText(), title);
    assert.ok((await lastSent(preview, 'selected')).reveal);
  });

  it('goes away with a pointer that leaves it for something else', async () => {
    const preview = await open({ size: { width: 900, height: 640 } });
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    await pointAt(preview, 0.5, 0.5);
    await page.locator('#card.reachable').waitFor();
    const { x, y } = await boxOf(card(preview));
    await page.mouse.move(x + 20, y + 20, { steps: 8 });
    await drawn(preview);
    assert.ok(await card(preview).isVisible());
    await page.mouse.move(2, 2);
    await card(preview).waitFor({ state: 'hidden' });
  });

  it('is folded on request, and remembers that', async () => {
    const preview = await open({ size: { width: 400, height: 640 } });
    await preview.show(await pictureOf(hinge));
    const { page } = preview;
    await page.locator('#stage').focus();
    await page.keyboard.press('ArrowRight');
    await card(preview).getByText('Pattern', { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card(preview).getByText('Pattern', { exact: true }).waitFor({ state: 'detached' });
    assert.ok((await card(preview).innerText()).includes('height = '));
    await card(preview).getByRole('button', { name: 'Pin', exact: true }).waitFor();
    assert.equal((await savedView(preview)).choices.cardFolded, true);
    await card(preview).getByRole('button', { name: 'Show more' }).click();
    await card(preview).getByText('Pattern', { exact: true }).waitFor();
  });
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box;
}
