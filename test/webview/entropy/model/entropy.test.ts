import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../../scripts/vscode/chromium.mjs';
import type { FromEntropyView, ToEntropyView } from '../../../../src/protocol/entropy/model.ts';
import { parseEntropySpec } from '../../../../src/language/entropy/parse.ts';
import { eventually } from '../../../eventually.ts';
import { sharedBrowser } from '../../browser.ts';
import { drawn } from '../../actions.ts';
import { violations } from '../../axe.ts';
import { openView, type PreviewOptions, type ViewPage } from '../../harness.ts';
import type { ThemeName } from '../../themes.ts';

type EntropyPage = ViewPage<ToEntropyView, FromEntropyView>;

const collapse = `
name: Held
model: { kind: grpo, decisions: 10 }
controls: { kl: 0.3, reference_success: 0.0059 }
interventions:
  - { name: Drop the KL, kl: 0.1 }
  - { name: Refresh, refresh: { share: 0.6, success: 0.25 } }
`;

describe('the view of a model of entropy collapse', () => {
  let opened: EntropyPage | undefined;
  afterEach(async () => {
    const faults = opened?.faults;
    await opened?.close();
    opened = undefined;
    assert.deepEqual(faults ?? [], []);
  });

  const show = async (text: string, version = 1): Promise<void> => {
    const { spec, problems } = parseEntropySpec(text, 'yaml');
    assert.ok(spec && opened, JSON.stringify(problems));
    const document = { version, title: spec.name ?? 'test', spec };
    await opened.send({ kind: 'document', document });
    await opened.page.locator(`.panes[data-version="${version}"]`).waitFor();
  };
  const open = async (text: string, options: PreviewOptions = {}): Promise<EntropyPage> => {
    const size = { width: 1100, height: 760 };
    opened = await openView<ToEntropyView, FromEntropyView>(await sharedBrowser(), 'entropy', {
      size,
      ...options,
    });
    await opened.send({ kind: 'restore', uri: undefined, state: options.state });
    await show(text);
    return opened;
  };
  const state = async ({ page }: EntropyPage): Promise<number> =>
    Number(await page.locator('.panes').getAttribute('data-state'));
  const event = ({ page }: EntropyPage) => page.locator('#headline-strip .event');
  const collapsed = ({ page }: EntropyPage): Promise<unknown> =>
    page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('.panes')?.dataset.state) > 5,
    );

  it('shows the equilibrium of the state and the effect of regularisation', async () => {
    const { page } = await open(collapse);
    const summary = await page.locator('#situation').textContent();
    assert.match(summary ?? '', /u₀ = 0\.399\d?, B = 0\.3/);
    assert.match(summary ?? '', /prevents the collapse, but would not undo one/);
    assert.match(summary ?? '', /held 0\.52/);
    const rows = page.locator('.rest-points tbody tr');
    assert.equal(await rows.count(), 3);
    assert.equal(await rows.nth(1).getAttribute('class'), 'unstable');
    const assumption = page.locator('#headline-strip .assumption');
    assert.equal(await assumption.textContent(), 'kl_gradient is not set: reverse KL is assumed');
  });

  it('names β and the reference with k3, and a policy that is lost where samples are clamped', async () => {
    const text = collapse.replace('decisions: 10', 'decisions: 10, kl_gradient: k3_clamped');
    const { page } = await open(text);
    assert.equal(await page.locator('#headline-strip .assumption').count(), 0);
    assert.match(
      (await page.locator('#situation').textContent()) ?? '',
      /u_ref = 0\.399\d?, β = 0\.3/,
    );
    await page.getByText('Logarithmic β axis').waitFor();
    await page.locator('.legend').getByText('held, or lost for good').waitFor();
    await page.getByText('Drop the KL', { exact: true }).first().click();
    await page.locator('.headline').filter({ hasText: 'too weak to hold any entropy' }).waitFor();
  });

  it('moves the point with the arrow keys, in finer steps with Alt', async () => {
    const view = await open(collapse);
    const { page } = view;
    const pressed = async (key: string): Promise<number> => {
      const before = await page.locator('.panes').getAttribute('data-state');
      await page.keyboard.press(key);
      await page.waitForFunction(
        (old) => document.querySelector<HTMLElement>('.panes')?.dataset.state !== old,
        before,
      );
      return Math.abs((await state(view)) - Number(before));
    };
    await page.locator('#plane svg').focus();
    const fine = await pressed('Alt+ArrowLeft');
    const coarse = await pressed('ArrowLeft');
    assert.ok(fine > 0 && coarse > 4 * fine, `${fine} ${coarse}`);
  });

  it('collapses in a jump, and does not return on the same path', async () => {
    const view = await open(collapse);
    const { page } = view;
    const button = (name: string) => page.getByText(name, { exact: true }).first();
    await button('Drop the KL').click();
    await event(view)
      .filter({ hasText: /Entropy collapses from 1\.7 nats to/ })
      .waitFor();
    const kl = page.getByLabel('KL β');
    await kl.fill(String(Math.cbrt(0.3 / 2)));
    await page.locator('#readout').filter({ hasText: 'does not undo it' }).waitFor();
    assert.ok((await state(view)) > 5);
    await button('Refresh').click();
    await event(view).filter({ hasText: 'Entropy recovers' }).waitFor();
    assert.ok((await state(view)) < 1);
  });

  it('closes the loop of a sweep along the line', async () => {
    const view = await open(collapse);
    const before = await state(view);
    await view.page.keyboard.press('p');
    await event(view).filter({ hasText: 'Jumped' }).waitFor();
    const jumps = await view.page.locator('#plane .mark-line.jump-line').count();
    assert.ok(jumps >= 2, `${jumps} jumps`);
    assert.ok((await state(view)) > before, 'it is on the other sheet at the same controls');
  });

  it('shows the strength on a logarithmic axis, and keeps the setting', async () => {
    const view = await open(collapse);
    const { page } = view;
    await view.send({ kind: 'layout', layout: 'plane' });
    const numbers = (pane: string): Promise<string[]> =>
      page.locator(`${pane} text`).allTextContents();
    assert.ok(!(await numbers('#plane')).includes('0.001'));
    const before = await state(view);
    await page.getByText('Logarithmic B axis').click();
    await page.getByText(/cannot show B = 0/).waitFor();
    await eventually(async () => {
      for (const text of ['0.001', '0.01', '0.1', '1'])
        assert.ok((await numbers('#plane')).includes(text), text);
    });
    assert.equal(await state(view), before, 'the point stays where it is');
    // The point is drawn at B = 0.3 on the logarithmic axis.
    const { tenth, hundredth, y } = await page.locator('#plane svg').evaluate((svg) => {
      const height = (text: string): number =>
        Number(
          [...svg.querySelectorAll('text')].find((t) => t.textContent === text)?.getAttribute('y'),
        );
      const ring = [...svg.querySelectorAll('circle')].find((c) => c.getAttribute('r') === '9');
      return {
        tenth: height('0.1') - 4,
        hundredth: height('0.01') - 4,
        y: Number(ring?.getAttribute('cy')),
      };
    });
    assert.ok(Math.abs((tenth - y) / (hundredth - tenth) - Math.log10(3)) < 0.01, `${tenth} ${y}`);
    await page.getByRole('combobox', { name: 'Line' }).click();
    await page.getByRole('option', { name: 'Vertical, through the point' }).click();
    await eventually(async () => {
      assert.ok((await numbers('#section')).includes('0.01'));
    });
    await eventually(async () => {
      const kept = (await view.sent()).findLast((message) => message.kind === 'keepState');
      assert.equal(
        (kept?.state as { choices: { logarithmic: boolean } }).choices.logarithmic,
        true,
      );
      // The view shows no document: its state is saved under a key of its own.
      assert.ok(kept && !('uri' in kept));
    });
  });

  it('drags the point over the plane', async () => {
    const view = await open(collapse);
    const { page } = view;
    await view.send({ kind: 'layout', layout: 'plane' });
    await page.locator('.panes[data-layout="plane"]').waitFor();
    const box = (await page.locator('#plane svg').boundingBox())!;
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.5 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.95 * box.width, box.y + 0.8 * box.height, { steps: 8 });
    await page.mouse.up();
    await event(view).filter({ hasText: 'Jumped from held to collapsed' }).waitFor();
  });

  it('explains that there is no restoring force without regularisation', async () => {
    const { page } = await open('model: { kind: grpo }\ncontrols: { kl: 0 }');
    assert.match((await page.locator('#readout').textContent()) ?? '', /decays to zero/);
    assert.equal(await page.locator('.panes').getAttribute('data-state'), 'none');
  });

  it('follows edits from the current state, and keeps the picture while there are errors', async () => {
    const view = await open(collapse);
    await show(collapse.replace('kl: 0.3', 'kl: 0.15'), 2);
    await collapsed(view);
    // As while "0.3" is typed over it.
    await show(collapse.replace('kl: 0.3', 'kl: 0'), 3);
    await show(collapse, 3);
    await collapsed(view);
    assert.ok((await state(view)) > 5, 'what collapsed is not undone by going back');
    const problem = {
      severity: 'error',
      message: 'Something is wrong',
      line: 3,
      column: 1,
    } as const;
    await view.send({ kind: 'problems', problems: [problem] });
    await view.page.getByText('Something is wrong').click();
    const said = (await view.sent()).find(({ kind }) => kind === 'openSource');
    assert.deepEqual(said, { kind: 'openSource', problem: 0 });
    assert.equal(await view.page.locator('.panes').getAttribute('data-version'), '3');
  });

  it('outlines the focused problem in the colour of the theme', async () => {
    const view = await open(collapse);
    const problem = { severity: 'error', message: 'Wrong', line: 3, column: 1 } as const;
    await view.send({ kind: 'problems', problems: [problem] });
    await view.page.getByRole('button', { name: 'Wrong' }).waitFor();
    // The focus ring is shown only after keyboard navigation.
    await view.page.keyboard.press('Tab');
    await view.page.locator('.problem').focus();
    await view.page.waitForFunction(() => {
      const row = document.querySelector('.problem:focus-visible');
      return row && getComputedStyle(row).outlineStyle === 'solid';
    });
  });

  it('switches to the normal form, and shows its approximation error', async () => {
    const view = await open(collapse);
    const { page } = view;
    const before = await state(view);
    const toggle = page.getByText('Normal form at its cusp', { exact: true });
    assert.ok(
      !(await toggle.isVisible()),
      'what only a study of the catastrophe needs is folded away',
    );
    await page.getByRole('heading', { name: 'Mathematics' }).click();
    await toggle.click();
    const note = page.locator('#local-form');
    await note
      .filter({
        hasText: /exact only at the cusp.*u₀ = 0\.39\d*, B = 0\.3, and its folds deviate by \d/,
      })
      .waitFor();
    await page
      .locator('#situation')
      .filter({ hasText: /b = −0\.597\d, a = −1\.01/ })
      .waitFor();
    await toggle.click();
    await page.locator('#situation').filter({ hasText: 'held' }).waitFor();
    assert.ok(Math.abs((await state(view)) - before) < 1e-3, 'the point has come back');
  });

  it('offers every model, estimator and height', async () => {
    const view = await open('model: { kind: two_formats }\nstart: upper');
    const { page } = view;
    assert.match((await page.locator('#situation').textContent()) ?? '', /first leads/);
    await show('model: { kind: normal_form }', 2);
    assert.match((await page.locator('#situation').textContent()) ?? '', /lower sheet/);
    const others = ['rloo', 'dr_grpo', 'max_rl', 'dynamic_sampling', 'infinite_group'];
    for (const estimator of others) {
      await show(`model: { kind: grpo, estimator: ${estimator} }`, 3);
      await drawn(view);
    }
    await page.keyboard.press('t');
    await page.locator('#thresholds tbody tr').first().waitFor();
    assert.equal(await page.locator('#thresholds tbody tr').count(), 16);
  });

  it('is accessible in every theme', async () => {
    const view = await open(collapse);
    await view.page.keyboard.press('w');
    for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] satisfies ThemeName[]) {
      await view.theme(theme);
      await drawn(view);
      assert.deepEqual(await violations(view), [], theme);
    }
  });

  it('restores the selected options, and saves them', async () => {
    const kept = { choices: { layout: 'plane', height: 'success', controlsOpen: false } };
    const view = await open(collapse, { state: kept });
    assert.equal(await view.page.locator('.panes').getAttribute('data-layout'), 'plane');
    assert.ok(await view.page.locator('#controls').isHidden());
    await view.page.keyboard.press('s');
    await view.page.waitForFunction(() =>
      (
        window.standIn.sent as readonly {
          readonly kind: string;
          readonly state?: { readonly choices: { readonly controlsOpen: boolean } };
        }[]
      ).some((message) => message.kind === 'keepState' && message.state?.choices.controlsOpen),
    );
  });
});

describe('the view of a model without WebGL', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium({ webgl: false });
  });
  after(() => browser.close());

  it('says so, and shows the phase diagram', async () => {
    const view = await openView<ToEntropyView, FromEntropyView>(browser, 'entropy', {
      size: { width: 1000, height: 700 },
    });
    await view.send({ kind: 'restore', uri: undefined, state: undefined });
    const { spec } = parseEntropySpec(collapse, 'yaml');
    await view.send({ kind: 'document', document: { version: 1, title: 'x', spec: spec! } });
    const { page } = view;
    const notice = page.getByText('Showing the phase diagram of the same model');
    await notice.waitFor();
    await page.locator('#plane.main path').nth(3).waitFor({ state: 'attached' });
    assert.ok(await page.locator('#surface').isHidden());
    for (const [width, arrangement] of [
      [1200, 'full'],
      [700, 'stacked'],
      [400, 'stacked'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.locator(`.panes[data-arrangement=${arrangement}]`).waitFor();
      assert.ok(await page.locator('#surface').isHidden(), `${width}`);
      assert.equal(await page.getByRole('tab', { name: 'Surface' }).count(), 0);
    }
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await notice.waitFor({ state: 'hidden' });
    assert.deepEqual(view.faults, []);
  });
});
