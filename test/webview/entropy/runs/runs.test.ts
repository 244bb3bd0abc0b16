import assert from 'node:assert/strict';
import { readRuns } from '../../../../src/engine/entropy/readRuns.ts';
import type { FromRunView, ShownLog, ToRunView } from '../../../../src/protocol/entropy/runs.ts';
import { sharedBrowser } from '../../browser.ts';
import { violations } from '../../axe.ts';
import { openView, type ViewPage } from '../../harness.ts';
import { themes, type ThemeName } from '../../themes.ts';

type RunPage = ViewPage<ToRunView, FromRunView>;

/** A run that collapses under noise, with a column name that the reader knows or another one. */
async function logOf(fileName: string, entropyColumn = 'entropy'): Promise<ShownLog> {
  const rows = Array.from({ length: 90 }, (_, i) => {
    const entropy = 1.3 * Math.exp(-i / 18) + 0.05 + 0.02 * Math.sin(9 * i);
    const reward = 0.75 - 0.18 * Math.exp(entropy) + 0.01 * Math.cos(7 * i);
    return `${i + 1},${entropy},${reward},${0.01 + 0.001 * (i % 5)}`;
  });
  const text = [`step,${entropyColumn},reward,kl`, ...rows].join('\n');
  const result = await readRuns(
    { text, mapping: {} },
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

  it('shows curves, verdicts and numbers of a run, and its place on the fold', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    const { page } = view;
    await page.getByText('The law describes this run better than a straight line').waitFor();
    await page
      .getByText('This is training reward; the published law is about validation')
      .waitFor();
    assert.equal(await page.locator('.run-plots svg').count(), 3);
    // Without regularisation there is no fold, and with it the diagram appears.
    await page.getByText('No restoring force').waitFor();
    assert.equal(await page.locator('.fold-curve').count(), 0);
    await page.getByRole('slider', { name: 'KL weight β' }).fill('0.3');
    await page.locator('.fold-curve').first().waitFor({ state: 'attached' });
    await page.locator('.branch-stable').first().waitFor({ state: 'attached' });
    await page.getByText(/These controls have (one|two) stable state/).waitFor();
    assert.deepEqual(view.faults, []);
    await view.close();
  });

  it('links to the linked panes, with the current settings', async () => {
    const view = await opened([await logOf('grpo.csv')]);
    const { page } = view;
    await page.getByRole('slider', { name: 'KL weight β' }).fill('0.3');
    await page.getByRole('button', { name: 'Open in entropy view' }).click();
    const asked = (await view.sent()).find((message) => message.kind === 'showModel');
    assert.equal(asked?.uri, 'file:///grpo.csv');
    assert.equal(asked.setup.kl, 0.3);
    assert.equal(asked.setup.decisions, 10);
    await view.close();
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
    await page.getByRole('button', { name: 'Columns' }).click();
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
    await view.send({ kind: 'logs', logs: [] });
    await view.page.getByText(/No runs yet/).waitFor();
    assert.deepEqual(view.faults, []);
    await view.close();
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`is accessible in ${theme}`, async () => {
      const view = await opened([await logOf('grpo.csv')], theme);
      await view.page.getByRole('button', { name: 'About this view' }).click();
      await view.page.getByText('Findings').waitFor();
      assert.deepEqual(await violations(view), []);
      await view.close();
    });
});
