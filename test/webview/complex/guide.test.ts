import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { eventually } from '../../eventually.ts';
import { card, drawn, lastSent, usePreviews } from '../actions.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { eight, eightEdited, hinge, idleFold, sawtooth } from '../specs.ts';

type Bundle = Record<string, string>;

/** A diamond: the axes, and in the second layer a fold that bends at each of them and closes. */
const diamond = `
name: Diamond
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { name: sizes, weights: [[1, 0], [0, 1]], bias: [0, 0], activation: abs }
  - { name: island, weights: [[-1, -1]], bias: [0.6], activation: relu }
  - { weights: [[1]], bias: [0] }
`;

const outside = hinge.replace('bias: [0]', 'bias: [7]');

describe('the guide', () => {
  const open = usePreviews();

  it('opens with a key, takes the focus, and returns it', async () => {
    const preview = await open();
    await preview.show(await pictureOf(hinge));
    const { page } = preview;
    await page.keyboard.press('w');
    await guide(preview).waitFor();
    await hasFocus(preview, 'Next');
    await page
      .locator('vscode-button[title="What am I looking at? (W)"][aria-expanded=true]')
      .waitFor();
    await page.keyboard.press('Escape');
    await guide(preview).waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.id === 'stage');
  });

  it('opens when VS Code requests it, before there is a picture', async () => {
    const preview = await open();
    await preview.send({ kind: 'guide' });
    await preview.show(await pictureOf(hinge));
    await guide(preview).getByRole('heading', { name: 'A function' }).waitFor();
  });

  it('leads from the function to one formula, with the numbers of this network', async () => {
    const preview = await open();
    await preview.show(await pictureOf(diamond));
    await preview.page.keyboard.press('w');
    const steps = await walk(preview);
    assert.deepEqual(
      steps.map(({ title }) => title),
      [
        'A function',
        'A neuron makes a fold',
        'Folds of later layers bend',
        'Regions',
        'An activation pattern',
        'One formula per region',
        'Try it yourself',
      ],
    );
    const [whole, fold, bent, regions, pattern, formula] = steps.map(({ text }) => text);
    assert.match(whole, /Diamond maps x and y to/);
    assert.match(whole, /3 neurons in 2 layers/);
    assert.match(fold, /sizes · 1 computes[^]*z = x\n[^]*At z = 0/);
    assert.match(fold, /Both neurons in sizes do this/);
    assert.match(bent, /island · 1 is in a later layer[^]*at 4 points/);
    assert.match(bent, /sizes: 4 regions\s+island: 8 regions/);
    assert.match(regions, /into 8 regions[^]*Region \d is outlined/);
    assert.match(pattern, /sizes: [01]{2}\s+island: 1\n/);
    assert.match(formula, /= −?x [+−] y \+ 0\.6|= −x/);
    const [, byFormula, byLayers] = /formula gives (\S+), and a forward pass gives (\S+)\./.exec(
      formula,
    )!;
    assert.equal(byFormula, byLayers);
    await guide(preview).waitFor({ state: 'hidden' });
  });

  it('highlights the neuron and outlines the region that it describes', async () => {
    const preview = await open();
    await preview.show(await pictureOf(hinge));
    const highlight = preview.page.locator('#status .highlight');
    await preview.page.keyboard.press('w');
    await drawn(preview);
    assert.equal(await highlight.innerText(), '');
    await next(preview);
    await highlight.getByText('Highlighted: bend · 1').waitFor();
    await guide(preview).getByRole('button', { name: 'bend · 1' }).click();
    assert.deepEqual((await lastSent(preview, 'openSource')).place, { layer: 0, neuron: 0 });
    await next(preview);
    await guide(preview).getByText('is outlined.').waitFor();
    await preview.page.waitForFunction(
      () => !document.querySelector('#status .highlight')!.textContent,
    );
    await drawn(preview);
    assert.ok(await card(preview).isHidden(), 'the guide describes what it has pinned itself');
  });

  it('describes the selected region, and the network as it is after an edit', async () => {
    const preview = await open();
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    await page.keyboard.press('w');
    for (let i = 0; i < 4; i++) await next(preview);
    await guide(preview).getByRole('heading', { name: 'One formula per region' }).waitFor();
    const regionIn = (text: string): string | undefined => /In region (\d+)/.exec(text)?.[1];
    const before = regionIn(await guide(preview).innerText());
    await page.locator('#stage').click();
    await eventually(async () =>
      assert.notEqual(regionIn(await guide(preview).innerText()), before),
    );
    const chosen = await guide(preview).innerText();
    await preview.show(await pictureOf(eightEdited, 2));
    await page.waitForFunction(
      (text) => document.querySelector<HTMLElement>('#guide')!.innerText !== text,
      chosen,
    );
    await guide(preview).getByRole('heading', { name: 'One formula per region' }).waitFor();
  });

  it('describes the region that the keys select, and leaves the card no other', async () => {
    const preview = await open();
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    // Reached with the keys, before the guide opens.
    await page.locator('#stage').focus();
    let walked: string | undefined;
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('ArrowRight');
      const before = walked;
      await eventually(async () => {
        await card(preview).waitFor();
        walked = /Region (\d+)/.exec(await card(preview).innerText())?.[1];
        assert.notEqual(walked, before);
      });
    }
    await page.keyboard.press('w');
    await next(preview);
    await next(preview);
    await guide(preview).getByText(`Region ${walked} is outlined`).waitFor();
    await card(preview).waitFor({ state: 'hidden' });
    // And while it is open.
    await page.locator('#stage').focus();
    await page.keyboard.press('ArrowUp');
    await eventually(async () =>
      assert.ok(!(await guide(preview).innerText()).includes(`Region ${walked} is`)),
    );
    await page.mouse.move(300, 300);
    await drawn(preview);
    assert.ok(await card(preview).isHidden());
    const described = /Region (\d+) is/.exec(await guide(preview).innerText())?.[1];
    await page.keyboard.press('Escape');
    await card(preview)
      .getByRole('heading', { name: `Region ${described}`, exact: true })
      .waitFor();
  });

  it('uses the terms for a graph where there is one', async () => {
    const preview = await open();
    await preview.show(await pictureOf(sawtooth));
    await preview.page.keyboard.press('w');
    const [whole, fold] = await walk(preview);
    assert.match(whole.text, /Sawtooth maps t to f, the height of the curve/);
    assert.match(fold.text, /the curve bends there/);
  });

  it('says so when nothing folds, and when a fold cancels out', async () => {
    const preview = await open();
    await preview.show(await pictureOf(outside));
    await preview.page.keyboard.press('w');
    const titles = (await walk(preview)).map(({ title }) => title);
    assert.deepEqual(titles, [
      'A function',
      'No folds in the domain',
      'Regions',
      'One formula per region',
      'Try it yourself',
    ]);
    await preview.show(await pictureOf(idleFold, 2));
    await preview.page.keyboard.press('w');
    const formula = (await walk(preview)).find(({ title }) => title === 'One formula per region');
    assert.match(formula?.text ?? '', /4 regions form 2 linear regions/);
  });

  it('is in the display language of VS Code', async () => {
    const texts = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Bundle;
    const preview = await open({ texts });
    await preview.show(await pictureOf(eight));
    await preview.page.keyboard.press('w');
    await guide(preview).getByRole('heading', { name: 'Eine Funktion' }).waitFor();
    await guide(preview).getByText('8 Neuronen in 1 Schicht').waitFor();
    await hasFocus(preview, 'Weiter');
  });
});

function guide({ page }: Preview): Locator {
  return page.locator('#guide');
}

async function next(preview: Preview): Promise<void> {
  await guide(preview).getByRole('button', { name: 'Next' }).click();
}

function hasFocus({ page }: Preview, text: string): Promise<unknown> {
  return page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, text);
}

/** Reads one step after the other, to the end, which closes the guide. */
async function walk(preview: Preview): Promise<{ title: string; text: string }[]> {
  const steps: { title: string; text: string }[] = [];
  for (;;) {
    const place = `${steps.length + 1} of `;
    await guide(preview).getByText(place).waitFor();
    await drawn(preview);
    const content = guide(preview).locator('.guide-step');
    const title = await content.getByRole('heading').innerText();
    steps.push({ title, text: await content.innerText() });
    const done = guide(preview).getByRole('button', { name: 'Done' });
    if (await done.isVisible()) {
      await done.click();
      return steps;
    }
    await next(preview);
  }
}
