import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { trackOfColumns } from '../../../../src/core/entropy/diagnostics/runTrack.ts';
import { readRuns } from '../../../../src/engine/entropy/readRuns.ts';
import { parseEntropySpec } from '../../../../src/language/entropy/parse.ts';
import { specOfRun } from '../../../../src/language/entropy/specOfRun.ts';
import type { FromEntropyView, ToEntropyView } from '../../../../src/protocol/entropy/model.ts';
import type {
  ConfigFile,
  FromRunView,
  ShownLog,
  ToRunView,
} from '../../../../src/protocol/entropy/runs.ts';
import { eventually } from '../../../eventually.ts';
import { drawn, resize } from '../../actions.ts';
import { sharedBrowser } from '../../browser.ts';
import { violations } from '../../axe.ts';
import { openView, type ViewPage } from '../../harness.ts';
import { themes, type ThemeName } from '../../themes.ts';

type RunPage = ViewPage<ToRunView, FromRunView>;

/** The upper ends of the parts of the page, in reading order. */
function topsOf(page: RunPage['page']): Promise<number[]> {
  return page.evaluate(() =>
    ['.run-headline', '.run-plane', '.run-plots', '.run-statistics'].map(
      (part) => document.querySelector(part)!.getBoundingClientRect().top,
    ),
  );
}

/** A run that collapses under noise, with a column name that the reader knows or another one. */
async function logOf(
  fileName: string,
  entropyColumn = 'entropy',
  configs: readonly ConfigFile[] = [],
): Promise<ShownLog> {
  const rows = Array.from({ length: 90 }, (_, i) => {
    const entropy = 1.3 * Math.exp(-i / 18) + 0.05 + 0.02 * Math.sin(9 * i);
    const reward = 0.75 - 0.18 * Math.exp(entropy) + 0.01 * Math.cos(7 * i);
    return `${i + 1},${entropy},${reward},${0.01 + 0.001 * (i % 5)}`;
  });
  const text = [`step,${entropyColumn},reward,kl`, ...rows].join('\n');
  const result = await readRuns(
    { content: text, mapping: {}, configs },
    new AbortController().signal,
    () => undefined,
  );
  return { uri: `file:///${fileName}`, fileName, result };
}

describe('the view of training runs', () => {
  async function opened(logs: readonly ShownLog[], theme: ThemeName = 'dark'): Promise<RunPage> {
    const view = await openView<ToRunView, FromRunView>(await sharedBrowser(), 'run', {
      theme,
      size: { width: 1100, height: 1500 },
    });
    await view.send({ kind: 'restore', state: undefined });
    await view.send({ kind: 'logs', logs });
    return view;
  }

  it('answers first: a sentence, the run on the diagram, its curves, then statistics', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    const { page } = view;
    await page.getByRole('heading', { name: /^Entropy collapsed by step/ }).waitFor();
    await page.getByText('With β = τ = 0 nothing holds entropy at a level').waitFor();
    await page.locator('.run-plane .fold-curve').first().waitFor({ state: 'attached' });
    await page.locator('.run-plane .run-here').waitFor();
    assert.equal(await page.locator('.run-plots svg').count(), 3);
    for (const width of [400, 700, 1200]) {
      await resize(view, { width, height: 900 });
      const tops = await topsOf(page);
      assert.deepEqual(
        tops,
        tops.toSorted((a, b) => a - b),
        `at ${width} px: ${tops.join()}`,
      );
      const main = page.locator('main');
      const clipped = await main.evaluate((node) => node.scrollWidth - node.clientWidth);
      assert.equal(clipped, 0, `at ${width} px`);
    }
    const statistics = page.locator('details').filter({ hasText: 'Statistics' });
    assert.equal(await statistics.getAttribute('open'), null);
    await page.getByText('Statistics').click();
    await page.getByText('The law describes this run better than a straight line').waitFor();
    await page
      .getByText('This is training reward; the published law is about validation')
      .waitFor();
    assert.deepEqual(view.faults, []);
    await view.close();
  });

  it('shows the diagram with and without a restoring force, on its edge without one', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    const { page } = view;
    const edge = page.locator('.run-plane').getByText('this run, β = 0');
    await edge.waitFor();
    await page.getByRole('slider', { name: 'KL weight β' }).fill('0.3');
    await page.locator('.run-plane').getByText('this run', { exact: true }).waitFor();
    await page.locator('.branch-stable').first().waitFor({ state: 'attached' });
    await page.getByText(/In the model (the only|two|no fold)|^Of \d+ models/).waitFor();
    await page.getByRole('slider', { name: 'KL weight β' }).fill('0');
    await edge.waitFor();
    await view.close();
  });

  it('has an outlook at the top, explains it below, and copies the report as Markdown', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    const { page } = view;
    const outlook = page.getByRole('region', { name: 'Outlook' });
    await outlook.getByText('β that brings it back').waitFor();
    await outlook.getByText('Models with a fold').waitFor();
    const about = page.getByRole('region', { name: 'About these ranges' });
    await about.getByText('β with k3 clamped at 10').waitFor({ state: 'hidden' });
    await about.getByText('About these ranges').click();
    await about.getByText('β with k3 clamped at 10').waitFor();
    await about.getByText('how many decisions T an answer has').waitFor();
    await page.locator('.run-plane .run-band').first().waitFor({ state: 'attached' });
    await page.locator('.run-section-plot .run-range').first().waitFor({ state: 'attached' });
    await about.getByRole('button', { name: 'Copy Report as Markdown' }).click();
    const copied = (await view.sent()).find((message) => message.kind === 'copy');
    assert.match(copied?.text ?? '', /^## grpo\.csv\n\n\*\*/);
    assert.match(copied?.text ?? '', /\| β with k3 clamped at 10 \| With T from 3 to 30 /);
    await view.close();
  });

  it('answers in one order: sentence, outlook, diagram, curves, ranges, statistics', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    const { page } = view;
    await page.getByRole('region', { name: 'Outlook' }).waitFor();
    const tops = await page.evaluate(() =>
      [
        'h2.run-headline',
        '.run-summary',
        '.run-plane',
        '.run-plots',
        '[aria-label="About these ranges"]',
        '[aria-label="Statistics"]',
      ].map((one) => document.querySelector(one)!.getBoundingClientRect().top),
    );
    assert.deepEqual(
      tops,
      tops.toSorted((a, b) => a - b),
    );
    assert.equal(await page.locator('.run-statistics[open]').count(), 0);
    await view.close();
  });

  it('shows a run whose rewards are no success rates by its strength, or scaled on demand', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i},1.2,${i % 2 ? 1.75 : 0.25}`);
    const result = await readRuns(
      { content: ['step,entropy,reward', ...rows].join('\n'), mapping: {} },
      new AbortController().signal,
      () => undefined,
    );
    const view = await opened([{ uri: 'file:///a.csv', fileName: 'a.csv', result }]);
    const { page } = view;
    await page.getByText('Rewards go from 0.25 to 1.8, so they are not success rates').waitFor();
    await page.locator('.run-level').waitFor({ state: 'attached' });
    await page.getByRole('checkbox', { name: 'Read rewards from 0 to 2' }).click();
    await page.locator('.run-plane .run-here').waitFor();
    assert.equal(await page.locator('.run-level').count(), 0);
    await page.getByRole('button', { name: 'Open in entropy view' }).click();
    const asked = (await view.sent()).find((message) => message.kind === 'showModel');
    assert.deepEqual(asked?.setup.rewardRange, [0, 2]);
    await view.close();
  });

  it('takes the settings of a training from its configuration, until others are set', async () => {
    const text = await readFile('test/fixtures/configs/verl.yaml', 'utf8');
    const log = await logOf('grpo.csv', 'entropy', [{ name: 'config.yaml', text }]);
    const view = await opened([log]);
    const { page } = view;
    await page
      .getByText('KL weight β: 0.01 (from algorithm.kl_ctrl.kl_coef in config.yaml, line 17)')
      .waitFor();
    await page.getByText('Estimator: Dr. GRPO (from').waitFor();
    const slider = page.getByRole('slider', { name: 'KL weight β' });
    const strength = page.locator('.run-knob').filter({ hasText: 'KL weight β' }).locator('output');
    await eventually(async () => assert.equal(await strength.textContent(), '0.01'));
    await slider.fill('0.3');
    await eventually(async () => assert.equal(await strength.textContent(), '0.3'));
    assert.equal(await page.getByText('KL weight β: 0.01').count(), 0);
    await page.getByRole('button', { name: 'Use the configuration instead' }).click();
    await page.getByText('KL weight β: 0.01').waitFor();
    await eventually(async () => assert.equal(await strength.textContent(), '0.01'));
    assert.deepEqual(view.faults, []);
    assert.deepEqual(await violations(view), []);
    await view.close();
  });

  it('links to the entropy view, where the run has the same place', async () => {
    const log = await logOf('grpo.csv');
    const view = await opened([log]);
    const { page } = view;
    await page.getByRole('slider', { name: 'KL weight β' }).fill('0.25');
    await page.getByText('Statistics').click();
    const numbers = page.locator('dd').and(page.locator('dt:has-text("Reference u_ref") + dd'));
    const [anchor] = ((await numbers.textContent()) ?? '').split(', ');
    await page.getByRole('button', { name: 'Open in entropy view' }).click();
    const asked = (await view.sent()).find((message) => message.kind === 'showModel');
    assert.equal(asked?.uri, 'file:///grpo.csv');
    await view.close();

    const { spec } = parseEntropySpec(specOfRun('grpo.csv', asked.setup, asked.origin), 'yaml');
    assert.ok(spec);
    const [run] = log.result!.runs;
    const model = await openView<ToEntropyView, FromEntropyView>(await sharedBrowser(), 'entropy', {
      size: { width: 1200, height: 800 },
    });
    await model.send({ kind: 'restore', uri: undefined, state: undefined });
    await model.send({ kind: 'document', document: { version: 1, title: 'Run', spec } });
    await model.send({
      kind: 'runs',
      runs: [{ source: 0, name: 'grpo', log: { track: trackOfColumns(run), report: run.report } }],
    });
    const row = model.page.locator('.model-runs > li');
    await row.filter({ hasText: `u_ref = ${anchor}, β = 0.25` }).waitFor();
    await row.filter({ hasText: 'Entropy collapsed by step' }).waitFor();
    assert.deepEqual(model.faults, []);
    await model.close();
  });

  it('reads values with the keyboard', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    // The axis fits the run from the first drawn frame on.
    await view.page.locator('.run-plots svg').first().waitFor();
    const steps = view.page.getByRole('slider', { name: 'Step of the run' });
    await steps.focus();
    await steps.press('Home');
    await steps.press('ArrowRight');
    await view.page.getByText(/^Step 2 · entropy \(nats\) 1\./).waitFor();
    assert.match((await steps.getAttribute('aria-valuetext')) ?? '', /^Step 2 · /);
    await steps.press('Escape');
    await view.page.getByText(/use the arrow keys to read values/).waitFor();
    await view.close();
  });

  it('lets the user correct a column', async () => {
    const view = await opened([await logOf('odd.csv', 'H_tok')]);
    const { page } = view;
    await page.getByText(/No entropy column was found/).waitFor();
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('combobox', { name: 'Entropy · odd.csv' }).click();
    await page.getByRole('option', { name: 'H_tok' }).click();
    const sent = await view.sent();
    assert.deepEqual(
      sent.filter(({ kind }) => kind === 'map'),
      [{ kind: 'map', uri: 'file:///odd.csv', role: 'entropy', column: 'H_tok' }],
    );
    await view.close();
  });

  it('compares several, and keeps the selected one while logs grow', async () => {
    const [a, b] = await Promise.all([logOf('a.csv'), logOf('b.csv')]);
    const view = await opened([a, b]);
    const { page } = view;
    await page.getByRole('radio', { name: 'b.csv' }).check();
    await view.send({ kind: 'logs', logs: [a, await logOf('b.csv')] });
    assert.ok(await page.getByRole('radio', { name: 'b.csv' }).isChecked());
    assert.equal(await page.locator('.run-plots svg').first().locator('.run-line').count(), 2);
    await page.getByRole('button', { name: 'Remove a.csv' }).click();
    assert.ok((await view.sent()).some((m) => m.kind === 'remove' && m.uri === a.uri));
    await view.close();
  });

  it('reports a log that cannot be read, and one that is empty', async () => {
    const failure = 'This is not a text file';
    const view = await opened([
      { uri: 'file:///x.bin', fileName: 'x.bin', result: undefined, failure },
    ]);
    await view.page.getByText(failure).waitFor();
    await view.page.getByText('Open Another File…').click();
    await view.page.getByText('Close', { exact: true }).click();
    await eventually(async () => {
      const kinds = (await view.sent()).map(({ kind }) => kind);
      assert.ok(kinds.includes('openInstead') && kinds.includes('close'), kinds.join());
    });
    assert.equal(await view.page.getByRole('slider', { name: 'Step of the run' }).count(), 0);
    await view.send({ kind: 'logs', logs: [] });
    await view.page.getByText(/No runs yet/).waitFor();
    assert.deepEqual(view.faults, []);
    await view.close();
  });

  it('removes one of several logs that cannot be read, beside its reason', async () => {
    const failure = 'gone.csv was moved or deleted';
    const gone = { uri: 'file:///gone.csv', fileName: 'gone.csv', result: undefined, failure };
    const view = await opened([await logOf('a.csv'), gone]);
    await view.page.getByText(failure).waitFor();
    assert.equal(await view.page.getByText('Open Another File…').count(), 0);
    await view.page.getByRole('button', { name: 'Remove gone.csv' }).click();
    await eventually(async () => {
      assert.ok((await view.sent()).some((m) => m.kind === 'remove' && m.uri === gone.uri));
    });
    await view.close();
  });

  it('keeps its logs while they are being read', async () => {
    const view = await openView<ToRunView, FromRunView>(await sharedBrowser(), 'run', {});
    await view.send({ kind: 'restore', state: undefined });
    await view.send({ kind: 'uris', uris: ['file:///a.csv', 'file:///b.csv'] });
    await view.page.getByText('Reading the log…').waitFor();
    await eventually(async () => {
      assert.deepEqual(
        ((await view.page.evaluate(() => window.standIn.state)) as { uris: unknown }).uris,
        ['file:///a.csv', 'file:///b.csv'],
      );
    });
    await view.close();
  });

  it('keeps the names in its diagram apart, so that no two read as one', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    const { page } = view;
    for (const width of [360, 400, 460, 700]) {
      await resize(view, { width, height: 900 });
      for (const weight of ['0', '0.1', '0.3']) {
        await page.getByRole('slider', { name: 'KL weight β' }).fill(weight);
        await page
          .locator('.run-plane')
          .getByText(/^this run/)
          .waitFor();
        await drawn(view);
        const close = await page.evaluate(() => {
          const names = [...document.querySelectorAll('.run-plane .plot-note')];
          const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
          return pairs.flatMap(([a, b]) => {
            const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const apart = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
            return across > 0 && apart < 8 ? [`${a.textContent} / ${b.textContent}`] : [];
          });
        });
        const allowed = close.filter((pair) => !pair.includes('cusp'));
        assert.deepEqual(allowed, [], `${width} px, β = ${weight}`);
      }
    }
    await view.close();
  });

  it('names the file in a narrow pane', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    await view.page.setViewportSize({ width: 360, height: 600 });
    await view.page.locator('.run-header').getByText('grpo.csv').waitFor();
    await view.close();
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`is accessible in ${theme}`, async () => {
      const view = await opened([await logOf('grpo.csv')], theme);
      await view.page.getByRole('button', { name: 'About this view' }).click();
      await view.page.getByText('Statistics').click();
      await view.page.getByText('Reward over entropy').waitFor();
      assert.deepEqual(await violations(view), []);
      await view.close();
    });
});
