import assert from 'node:assert/strict';
import { regimeOf } from '../../../../src/core/entropy/diagnostics/regime.ts';
import { trackOf, type LoggedRun } from '../../../../src/core/entropy/diagnostics/runTrack.ts';
import type {
  FromEntropyView,
  ToEntropyView,
  TrackedRun,
} from '../../../../src/protocol/entropy/model.ts';
import { parseEntropySpec } from '../../../../src/language/entropy/parse.ts';
import { sharedBrowser } from '../../browser.ts';
import { violations } from '../../axe.ts';
import { openView, type ViewPage } from '../../harness.ts';

type EntropyPage = ViewPage<ToEntropyView, FromEntropyView>;

const text = `
model: { kind: grpo, decisions: 10 }
controls: { kl: 0.3, reference_success: 0.0059 }
runs:
  - { path: annealed.csv, reference_success: 0.0059 }
  - { path: steady.csv, name: Steady }
  - { path: broken.csv }
  - { path: unread.csv }
`;
const steps = Array.from({ length: 200 }, (_, i) => i);
const entropy = steps.map((i) => 1 - i / 250);
/** A log with its track and its regime, as the extension sends it. */
const logOf = (run: LoggedRun): TrackedRun['log'] => ({
  track: trackOf(run),
  report: { regime: regimeOf(Array.from(run.steps), Array.from(run.entropy ?? [])), findings: [] },
});
const annealed: TrackedRun = {
  source: 0,
  name: 'Annealed',
  log: logOf({
    steps,
    entropy,
    reward: steps.map((i) => 0.01 + 0.004 * i),
    klWeight: steps.map((i) => 0.6 - 0.0025 * i),
    entropyBonus: undefined,
  }),
};
const steady: TrackedRun = {
  source: 1,
  name: 'Steady',
  log: logOf({
    ...{ steps, entropy, klWeight: undefined, entropyBonus: undefined },
    reward: steps.map((i) => 0.01 + 0.003 * i),
  }),
};
const broken: TrackedRun = { source: 2, name: 'broken.csv', log: { failure: 'No such file' } };

describe('training runs over a model of entropy collapse', () => {
  let view: EntropyPage;
  beforeEach(async () => {
    view = await openView<ToEntropyView, FromEntropyView>(await sharedBrowser(), 'entropy', {
      size: { width: 1200, height: 800 },
    });
    await view.send({ kind: 'restore', uri: undefined, state: { choices: { layout: 'plane' } } });
    const { spec } = parseEntropySpec(text, 'yaml');
    assert.ok(spec);
    await view.send({ kind: 'document', document: { version: 1, title: 'Runs', spec } });
    await view.send({ kind: 'runs', runs: [annealed, steady, broken] });
    await view.page.locator('.legend').filter({ hasText: 'Annealed' }).waitFor();
  });
  afterEach(async () => {
    const { faults } = view;
    await view.close();
    assert.deepEqual(faults, []);
  });

  const summary = () => view.page.locator('#situation');
  const title = () => view.page.locator('#readout h2');

  it('are drawn in distinct styles, and those that cannot be placed say why', async () => {
    const { page } = view;
    await page.locator('#plane .run-path').nth(1).waitFor({ state: 'attached' });
    const drawn = await page
      .locator('#plane .run-path')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('stroke')));
    assert.equal(new Set(drawn).size, 2);
    const rows = await page.locator('.model-runs > li').allTextContents();
    assert.match(rows[0], /Step 199: u₀ = .*, B = 0\.107, weights from the log/);
    assert.match(rows[1], /B = 0\.3, weights from the spec/);
    assert.match(rows[2], /No such file/);
    assert.match(rows[3], /unread\.csv\s*Reading the log/);
    assert.doesNotMatch((await page.locator('.legend').textContent()) ?? '', /broken/);
  });

  it('have the ranges of β over T and the KL gradients that the spec leaves open', async () => {
    const { page } = view;
    const bars = page.locator('#plane .run-band');
    await page.locator('#plane .run-band.hold').nth(1).waitFor({ state: 'attached' });
    const texts = await page.locator('#plane .run-band.hold title').allTextContents();
    assert.match(texts[0], /^Annealed: .*T from 3 to 30 and each KL gradient: [\d.]+ to [\d.]+\.$/);
    assert.match(texts[1], /^Steady: /);
    const row = await page.locator('.model-runs > li').first().textContent();
    assert.ok(row?.includes(texts[0].slice('Annealed: '.length)), 'the row says the same');
    const legend = page.locator('.legend .key').filter({ hasText: 'keeps entropy high' });
    assert.equal(await legend.getAttribute('title'), texts.join('\n'));
    assert.equal(await legend.count(), 1);
    // Through the start of the run: all of it is at the reference, without an entropy bonus.
    const [bar, begin] = await page.locator('#plane').evaluate((plane) =>
      ['.run-band.hold', '.run-begin'].map((kind) => {
        const { x, width } = (plane.querySelector(kind) as SVGGraphicsElement).getBBox();
        return x + width / 2;
      }),
    );
    assert.ok(Math.abs(bar - begin) < 1, `${bar} and ${begin}`);
    await view.send({
      kind: 'restore',
      uri: undefined,
      state: { choices: { layout: 'plane', line: { kind: 'up' } } },
    });
    await page.locator('#section .run-range.hold').first().waitFor({ state: 'attached' });
    const { spec } = parseEntropySpec(
      text.replace('decisions: 10', 'decisions: 10, kl_gradient: k3'),
      'yaml',
    );
    await view.send({ kind: 'document', document: { version: 2, title: 'Runs', spec: spec! } });
    await page
      .locator('.model-runs')
      .filter({ hasText: /high, for T from 3 to 30: / })
      .waitFor();
    const other = parseEntropySpec(
      text
        .replace(/model.*\ncontrols.*\n/, 'model: { kind: normal_form }\n')
        .replace(/, reference_success: 0\.0059/, ''),
      'yaml',
    ).spec;
    assert.ok(other);
    await view.send({ kind: 'document', document: { version: 3, title: 'Runs', spec: other } });
    await page
      .locator('.model-runs')
      .filter({ hasText: 'does not describe training' })
      .first()
      .waitFor();
    await bars.first().waitFor({ state: 'detached' });
    assert.equal(await legend.count(), 0);
  });

  it('are stepped through with the keyboard, with the measurements beside the model', async () => {
    const { page } = view;
    await page.keyboard.press('r');
    await title().filter({ hasText: 'Annealed, step 199' }).waitFor();
    await summary()
      .filter({ hasText: /Measured: success 0\.78\d*, entropy 0\.22\d*/ })
      .waitFor();
    await page.keyboard.press('<');
    await title().filter({ hasText: 'Annealed, step 149' }).waitFor();
    await page.keyboard.press('.');
    await title().filter({ hasText: 'Annealed, step 154' }).waitFor();
    await page.keyboard.press('r');
    await title().filter({ hasText: 'Steady, step 199' }).waitFor();
    await page.keyboard.press('Escape');
    await title().filter({ hasText: 'At the point' }).waitFor();
  });

  it('show their step under the pointer, in the plane and along the line', async () => {
    const { page } = view;
    const hover = async (pane: string): Promise<void> => {
      const begin = page.locator(`#${pane} .run-begin`).last();
      const box = (await begin.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    };
    await hover('plane');
    await title()
      .filter({ hasText: /, step \d+: u₀/ })
      .waitFor();
    await page.keyboard.press('r');
    await page.mouse.move(1, 1);
    await title().filter({ hasText: 'step 199' }).waitFor();
    await hover('section');
    await title().filter({ hasText: 'Steady, step 4' }).waitFor();
  });

  it('grow while the log is written, and open their log', async () => {
    const { page } = view;
    await page.keyboard.press('r');
    await title().filter({ hasText: 'step 199' }).waitFor();
    const longer = logOf({
      ...{ steps: [...steps, 200, 201, 202, 203, 204], entropy: undefined },
      reward: [...steps, 1, 1, 1, 1, 1].map(() => 0.5),
      ...{ klWeight: undefined, entropyBonus: undefined },
    });
    await view.send({ kind: 'runs', runs: [{ ...annealed, log: longer }, steady] });
    await page.locator('.model-runs').filter({ hasText: 'Step 204' }).waitFor();
    await page.getByTitle('Open the log of Steady').click();
    await page.waitForFunction(() =>
      (window.standIn.sent as readonly { readonly kind: string; readonly run?: number }[]).some(
        ({ kind, run }) => kind === 'openRun' && run === 1,
      ),
    );
  });

  it('are accessible', async () => {
    await view.page.keyboard.press('r');
    await title().filter({ hasText: 'step 199' }).waitFor();
    assert.deepEqual(await violations(view), []);
  });
});
