import assert from 'node:assert/strict';
import { launchChromium } from '../../../scripts/vscode/chromium.mjs';
import { eventually } from '../../eventually.ts';
import { card, drawn, fromAbove, savedView, pointAt, lastSent, usePreviews } from '../actions.ts';
import { violations } from '../axe.ts';
import { openPreview, pictureOf, type Preview } from '../harness.ts';
import { stageColours, stagePicture, tickContrast } from '../pixels.ts';
import { eight, eightEdited, hinge, sawtooth, threeClasses } from '../specs.ts';
import { themes, type ThemeName } from '../themes.ts';

const themeNames = Object.keys(themes) as ThemeName[];

describe('the view in Chromium', () => {
  const open = usePreviews();

  describe('draws', () => {
    for (const theme of themeNames) {
      it(`a surface in the ${theme} theme`, async () => {
        const preview = await open({ theme });
        await preview.show(await pictureOf(eight));
        const stage = preview.page.locator('#stage');
        assert.equal(await stage.getAttribute('data-mode'), '3d');
        assert.ok(Number(await stage.getAttribute('data-cells')) > 10);
        assert.ok((await stageColours(preview)) > 12);
      });
    }

    it('the plane from above', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight));
      await preview.page.keyboard.press('2');
      await preview.page.locator('#stage[data-mode="2d"]').waitFor();
      assert.ok((await stageColours(preview)) > 12);
    });

    it('the graph of a function of one input', async () => {
      const preview = await open();
      await preview.show(await pictureOf(sawtooth));
      assert.equal(await preview.page.locator('#stage').getAttribute('data-mode'), '2d');
      assert.ok((await stageColours(preview)) > 3);
      await pointAt(preview, 0.75, 0.5);
      await card(preview).getByText('f = −2·t + 2').waitFor();
    });

    it('the finished part of a partial complex', async () => {
      const preview = await open();
      const partial = await pictureOf(eight, 1, 12);
      assert.equal(partial.complex.complete, false);
      await preview.show(partial);
      await preview.status({ kind: 'limited', limit: 12 });
      await preview.page.getByText('Stopped at 12 regions').waitFor();
      await preview.page.getByText('Compute all').click();
      await lastSent(preview, 'computeAll');
    });

    it('a constant network and enormous heights', async () => {
      const preview = await open();
      await preview.show(await pictureOf(hinge.replace('[[2]]', '[[0]]'), 1));
      await preview.show(await pictureOf(hinge.replace('[[2]]', '[[1e120]]'), 2));
      assert.ok((await stageColours(preview)) > 3);
    });
  });

  describe('describes', () => {
    it('the region under the pointer', async () => {
      const preview = await open({ state: fromAbove() });
      await preview.show(await pictureOf(hinge));
      await pointAt(preview, 0.75, 0.5);
      const text = await card(preview).innerText();
      for (const part of ['of 2', 'height = 2·x + 0.5', '50 %', 'Gradient norm\n2', 'bend · 1'])
        assert.ok(text.includes(part), `${part} in ${text}`);
      await preview.page.mouse.move(2, 2);
      await card(preview).waitFor({ state: 'hidden' });
    });

    it('the neuron and the equation of a fold', async () => {
      const preview = await open({ state: fromAbove() });
      await preview.show(await pictureOf(hinge));
      await pointAt(preview, 0.503, 0.6);
      const text = await card(preview).innerText();
      assert.ok(/Fold of\s+bend · 1\s+x = 0/.test(text), text);
    });

    it('the same region in three dimensions as from above', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight));
      await pointAt(preview, 0.5, 0.55);
      const text = await card(preview).innerText();
      const point = /\((\S+), (\S+)\)/.exec(text);
      assert.ok(point, text);
      const [x, y] = point.slice(1).map((s) => Number(s.replace('−', '-')));
      const value = Number(/→ (\S+)/.exec(text)?.[1].replace('−', '-'));
      const map = /logit = (.*)/.exec(text)?.[1] ?? '';
      const [a, b, c] = coefficientsOf(map);
      assert.ok(Math.abs(a * x + b * y + c - value) < 0.02, text);
    });

    it('a region without drawing the surface again', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight));
      await preview.page.evaluate(() => {
        const { prototype } = WebGL2RenderingContext;
        const draw: unknown = Reflect.get(prototype, 'drawElements');
        if (typeof draw !== 'function') throw new Error('WebGL 2 draws with drawElements.');
        Reflect.set(prototype, 'drawElements', function (this: unknown, ...args: unknown[]) {
          document.body.dataset.drawn = 'again';
          Reflect.apply(draw, this, args);
        });
      });
      await pointAt(preview, 0.5, 0.55);
      await pointAt(preview, 0.4, 0.45);
      assert.equal(await preview.page.locator('body').getAttribute('data-drawn'), null);
      await drag(preview, 40, 10);
      await preview.page.locator('body[data-drawn="again"]').waitFor();
    });

    it('a pinned region in more detail, and copies it', async () => {
      const preview = await open({ state: fromAbove() });
      await preview.show(await pictureOf(hinge));
      await pointAt(preview, 0.75, 0.5, 'click');
      await preview.page.mouse.move(2, 2);
      await card(preview).getByText('4 vertices').waitFor();
      await card(preview).getByText('JSON').click();
      const { text } = await lastSent(preview, 'copy');
      const region = JSON.parse(text) as { area: number; maps: unknown };
      assert.equal(region.area, 2);
      assert.deepEqual(region.maps, [{ output: 'height', gradient: [2, 0], offset: 0.5 }]);
      await card(preview).getByText('bend · 1').click();
      const { place } = await lastSent(preview, 'openSource');
      assert.deepEqual(place, { layer: 0, neuron: 0 });
      await preview.page.keyboard.press('Escape');
      await card(preview).waitFor({ state: 'hidden' });
    });

    it('the counts in the status line and in the summary', async () => {
      const preview = await open();
      const picture = await pictureOf(eight);
      await preview.show(picture);
      await eventually(async () => {
        const status = await preview.page.locator('#status').innerText();
        assert.ok(status.startsWith('37 regions in the plane'), status);
        assert.ok(status.includes(`${picture.complex.cellCount} in the domain`), status);
      });
      const summary = await preview.page.locator('#summary').textContent();
      assert.ok(summary?.startsWith('Eight folds: logit over x from −1 to 1 and y from −1 to 1.'));
    });

    it('the regions of each class', async () => {
      const preview = await open({ state: { choices: { colouring: 'class' } } });
      await preview.show(await pictureOf(threeClasses));
      for (const name of ['cat', 'dog', 'owl', 'Decision boundary'])
        await preview.page.locator('.legend').getByText(name).waitFor();
    });
  });

  describe('responds to the keys', () => {
    it('by moving from region to region, pinning and unpinning', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight));
      await preview.page.locator('#stage').focus();
      await preview.page.keyboard.press('ArrowRight');
      const first = await card(preview).locator('h2').innerText();
      await preview.page.keyboard.press('ArrowRight');
      await card(preview).locator('h2').filter({ hasNotText: first }).waitFor();
      assert.equal(await card(preview).getAttribute('aria-live'), 'polite');
      await preview.page.keyboard.press('Enter');
      await card(preview).getByRole('button', { name: 'Unpin', exact: true }).waitFor();
      await preview.page.keyboard.press('Escape');
      await card(preview).getByRole('button', { name: 'Pin', exact: true }).waitFor();
    });

    it('by exporting, as the button does', async () => {
      const preview = await open();
      await preview.show(await pictureOf(hinge));
      await preview.page.getByRole('button', { name: 'Export…', exact: true }).click();
      await preview.page.locator('#stage').focus();
      await preview.page.keyboard.press('e');
      await eventually(async () => {
        const asked = (await preview.sent()).filter(({ kind }) => kind === 'export');
        assert.equal(asked.length, 2);
      });
    });

    it('by listing them', async () => {
      const preview = await open();
      await preview.show(await pictureOf(hinge));
      await preview.page.keyboard.press('?');
      await preview.page.getByText('Go to the neighbouring region', { exact: true }).waitFor();
      await preview.page.keyboard.press('Escape');
      await preview.page.locator('#help').waitFor({ state: 'hidden' });
    });

    it('by showing and hiding faces and fold lines', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight));
      const all = await stageColours(preview);
      await preview.page.keyboard.press('a');
      await preview.page.locator('vscode-button[aria-pressed="false"]').waitFor();
      await eventually(async () => assert.ok((await stageColours(preview)) < all));
    });
  });

  describe('keeps', () => {
    it('the camera when the network changes, and frames only the first picture', async () => {
      const preview = await open();
      await preview.show(await pictureOf(eight, 1));
      await drag(preview, 90, 40);
      const before = await savedView(preview);
      await preview.show(await pictureOf(eightEdited, 2));
      const after = await savedView(preview);
      assert.deepEqual(after.camera, before.camera);
      assert.deepEqual(after.frame, before.frame);
    });

    it('the pinned region through an edit', async () => {
      const preview = await open({ state: fromAbove() });
      await preview.show(await pictureOf(eight, 1));
      await pointAt(preview, 0.7, 0.7, 'click');
      const region = await card(preview).locator('h2').innerText();
      const formula = await card(preview).locator('.formula').last().innerText();
      await preview.show(await pictureOf(eightEdited, 2));
      await preview.page.locator('#card.pinned').waitFor();
      await eventually(async () => {
        assert.equal(await card(preview).locator('h2').innerText(), region);
        assert.notEqual(await card(preview).locator('.formula').last().innerText(), formula);
      });
    });

    it('its whole state when it is restored', async () => {
      const first = await open();
      await first.show(await pictureOf(eight));
      await first.page.keyboard.press('2');
      await first.page.locator('#stage[data-mode="2d"]').waitFor();
      await pointAt(first, 0.45, 0.5, 'click');
      await drag(first, 30, 20);
      const state = await savedView(first);
      const text = await card(first).locator('h2').innerText();

      const second = await open({ state });
      await second.show(await pictureOf(eight));
      assert.equal(await second.page.locator('#stage').getAttribute('data-mode'), '2d');
      await card(second).locator('h2').getByText(text, { exact: true }).waitFor();
      // A pinned fold is saved as a point on it, which is computed again.
      const digits = (_: string, value: unknown): unknown =>
        typeof value === 'number' ? Number(value.toFixed(9)) : value;
      assert.equal(JSON.stringify(await savedView(second), digits), JSON.stringify(state, digits));
    });

    it('the last valid picture while the spec has problems', async () => {
      const preview = await open();
      await preview.show(await pictureOf(hinge));
      await preview.status({ kind: 'problems', problems: [problem] });
      await preview.page.getByText('This is the last good picture').waitFor();
      await preview.page.locator('.stale #stage').waitFor();
      await preview.page.getByText(problem.message).click();
      assert.equal((await lastSent(preview, 'openSource')).problem, 0);
      await preview.show(await pictureOf(hinge, 2));
      await preview.page.locator('.notice').waitFor({ state: 'hidden' });
    });
  });

  describe('reports', () => {
    it('what is wrong when there is no picture yet', async () => {
      const preview = await open();
      await preview.status({ kind: 'problems', problems: [problem] });
      await preview.page.getByText('12:15').waitFor();
      await preview.page.getByText('The spec has one error').waitFor();
    });

    it('what mends a problem, as a button', async () => {
      const preview = await open();
      const fixable = { ...problem, fix: 'Add a plane to look at' };
      await preview.status({ kind: 'problems', problems: [problem, fixable] });
      await preview.page
        .getByRole('button', { name: 'Add a plane to look at', exact: true })
        .click();
      assert.equal((await lastSent(preview, 'fixProblem')).problem, 1);
      await preview.status({ kind: 'problems', problems: [{ ...problem, isEmptyFile: true }] });
      await preview.page.getByRole('button', { name: 'Start from an example' }).click();
      await lastSent(preview, 'startFromExample');
    });

    it('progress, but only of a long computation, which can be stopped', async () => {
      const preview = await open();
      const computing = { kind: 'computing', cells: 4200, share: 0.25 } as const;
      await preview.page.evaluate((status) => {
        window.postMessage({ kind: 'status', status });
        window.postMessage({ kind: 'status', status: { kind: 'current' } });
      }, computing);
      // A timer of the same page that is set later and takes longer: the view's would have fired before.
      await preview.page.evaluate(() => new Promise((fired) => setTimeout(fired, 500)));
      await drawn(preview);
      assert.equal(await preview.page.getByText('Computing the complex').count(), 0);
      await preview.status(computing);
      await preview.page.getByText('25 % of the domain, 4,200 regions so far').waitFor();
      await preview.page.keyboard.press('Escape');
      await lastSent(preview, 'cancel');
      await preview.status({ kind: 'cancelled' });
      await preview.page.getByText('Cancelled').waitFor();
      await preview.page.getByText('Compute again').click();
      await lastSent(preview, 'recompute');
      assert.ok((await preview.sent()).every(({ kind }) => kind !== 'computeAll'));
    });

    it('that something failed, and where to look', async () => {
      const preview = await open();
      await preview.status({ kind: 'failed', message: 'The engine stopped.' });
      await preview.page.getByText('Show Log').click();
      await lastSent(preview, 'showLog');
    });

    it('that the file is missing', async () => {
      const preview = await open();
      await preview.status({ kind: 'missing', message: 'x.fold.yaml was deleted.' });
      await preview.page.getByText('x.fold.yaml was deleted.').waitFor();
    });
  });

  describe('is accessible', () => {
    for (const theme of themeNames) {
      it(`in the ${theme} theme, according to axe`, async () => {
        const preview = await open({ theme, state: { choices: { settingsOpen: true } } });
        await preview.show(await pictureOf(eight));
        await preview.status({ kind: 'limited', limit: 50000 });
        await pointAt(preview, 0.6, 0.6, 'click');
        assert.deepEqual(await violations(preview), []);
      });
    }

    for (const theme of themeNames) {
      it(`with readable numbers along the axes in the ${theme} theme`, async () => {
        const preview = await open({ theme, state: fromAbove() });
        await preview.show(await pictureOf(hinge));
        const ratio = await tickContrast(preview);
        assert.ok(ratio >= 4.5, `contrast ${ratio}`);
      });
    }

    it('and follows a change of theme', async () => {
      const preview = await open({ theme: 'dark' });
      await preview.show(await pictureOf(eight));
      const dark = await stagePicture(preview);
      await preview.theme('hc-light');
      await eventually(async () => assert.ok(!dark.equals(await stagePicture(preview))));
    });
  });

  it('draws flat when the WebGL context is lost, and in three dimensions when it is restored', async () => {
    const preview = await open();
    await preview.show(await pictureOf(eight));
    await preview.page.evaluate(() => {
      const stage = document.querySelector<HTMLCanvasElement>('#stage');
      const loss = stage?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      loss?.loseContext();
      window.addEventListener('give-back', () => loss?.restoreContext());
    });
    await preview.page.locator('#stage[data-mode="flat"]').waitFor();
    await eventually(async () => assert.ok((await stageColours(preview)) > 12));
    await preview.page.getByText('The graphics context was lost').waitFor();
    await preview.page.evaluate(() => window.dispatchEvent(new Event('give-back')));
    await preview.page.locator('#stage[data-mode="3d"]').waitFor();
    await eventually(async () => assert.ok((await stageColours(preview)) > 12));
    // Chromium itself reports the loss.
    assert.ok(preview.faults.every((fault) => fault.includes('CONTEXT_LOST')));
  });
});

describe('the view in Chromium without WebGL', () => {
  it('draws the same complex flat, with the same hover, and says why', async () => {
    const browser = await launchChromium({ webgl: false });
    try {
      const preview = await openPreview(browser, { theme: 'light' });
      await preview.show(await pictureOf(hinge));
      assert.equal(await preview.page.locator('#stage').getAttribute('data-mode'), 'flat');
      assert.ok((await stageColours(preview)) > 2);
      await preview.page.getByText('WebGL is not available').waitFor();
      await pointAt(preview, 0.75, 0.4);
      await card(preview).getByText('height = 2·x + 0.5').waitFor();
      assert.deepEqual(preview.faults, []);
    } finally {
      await browser.close();
    }
  });
});

const problem = {
  severity: 'error',
  message: 'This row has 3 weights, but the layer before it has 2 units',
  line: 12,
  column: 15,
} as const;

async function drag(preview: Preview, dx: number, dy: number): Promise<void> {
  const { page } = preview;
  await page.mouse.move(300, 400);
  await page.mouse.down();
  await page.mouse.move(300 + dx / 2, 400 + dy / 2);
  await page.mouse.move(300 + dx, 400 + dy);
  await page.mouse.up();
  await page.mouse.move(2, 2);
  await drawn(preview);
}

function coefficientsOf(formula: string): [number, number, number] {
  const read = (pattern: RegExp): number => {
    const match = pattern.exec(formula.replaceAll('−', '-').replaceAll(' ', ''));
    if (!match) return 0;
    const digits = match[1].replace('+', '');
    return digits === '' ? 1 : digits === '-' ? -1 : Number(digits);
  };
  return [read(/([+-]?[\d.]*)·?x/), read(/([+-]?[\d.]*)·?y/), read(/([+-]?[\d.]+)$/)];
}
