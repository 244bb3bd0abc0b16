import assert from 'node:assert/strict';
import { simulateAll } from '../../../../src/engine/entropy/simulateAll.ts';
import type {
  FromInterventions,
  ToInterventions,
} from '../../../../src/protocol/entropy/interventions.ts';
import { sharedBrowser } from '../../browser.ts';
import { violations } from '../../axe.ts';
import { openView, type ViewPage } from '../../harness.ts';
import { themes, type ThemeName } from '../../themes.ts';

type BenchPage = ViewPage<ToInterventions, FromInterventions>;

describe('the interventions view', () => {
  async function opened(state?: unknown, theme: ThemeName = 'dark'): Promise<BenchPage> {
    const view = await openView<ToInterventions, FromInterventions>(
      await sharedBrowser(),
      'interventions',
      {
        theme,
        size: { width: 1000, height: 1400 },
      },
    );
    await view.send({ kind: 'restore', state });
    return view;
  }

  /** Presses Simulate and answers as the extension does. */
  async function simulate(view: BenchPage): Promise<void> {
    await view.page.getByRole('button', { name: 'Simulate' }).click();
    const asked = (await view.sent()).findLast((message) => message.kind === 'simulate');
    assert.ok(asked);
    const update: ToInterventions[] = [];
    await simulateAll(asked.request, new AbortController().signal, (one) => {
      if (one.kind === 'run') update.push({ kind: 'update', run: asked.run, update: one });
    });
    for (const message of update) await view.send(message);
    await view.send({ kind: 'ended', run: asked.run, cancelled: false });
  }

  const small = { chosen: ['baseline', 'kl'], seeds: 2, steps: 50 };

  it('draws a mean and a band for each recipe, and shows the same numbers in a table', async () => {
    const view = await opened(small);
    const { page } = view;
    await page.getByText('4 training runs of 50 steps').waitFor();
    await simulate(view);
    await page.getByRole('row', { name: /KL to reference 0\.05/ }).waitFor();
    assert.equal(await page.locator('.bench-plots svg').count(), 4);
    assert.equal(await page.locator('.bench-plots .bench-band').count(), 8);
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const saved = (await view.sent()).find((message) => message.kind === 'save');
    assert.equal(saved?.content.toString().trimEnd().split('\n').length, 1 + 4 * 50);
    assert.deepEqual(view.faults, []);
    await view.close();
  });

  it('keeps between two and eight recipes', async () => {
    const view = await opened(small);
    const { page } = view;
    const box = (state: string, hasText: string) =>
      page.locator(`vscode-checkbox${state}`, { hasText });
    await box('[disabled]', 'KL to reference 0.05').waitFor();
    await box(':not([disabled])', 'No clip').click();
    await box(':not([disabled])', 'KL to reference 0.05').waitFor();
    await page.getByText('6 training runs of 50 steps').waitFor();
    await view.close();
  });

  it('ignores results of an earlier request, and reports a cancelled one', async () => {
    const view = await opened(small);
    const { page } = view;
    await page.getByRole('button', { name: 'Simulate' }).click();
    await view.send({ kind: 'ended', run: 0, cancelled: false });
    await page.getByRole('button', { name: 'Cancel' }).click();
    assert.ok((await view.sent()).some(({ kind }) => kind === 'cancel'));
    await view.send({ kind: 'ended', run: 1, cancelled: true });
    await page.getByText('Cancelled. Finished runs are shown.').waitFor();
    await view.close();
  });

  it('tries remedies on formats: an anchor restores them, a refresh does not', async () => {
    const view = await opened({ formats: { usageFeedback: 0.4, strength: 0.02, seed: 1 } });
    const { page } = view;
    const winner = async (): Promise<number> => {
      const text = await page.getByText(/With this seed, the winner ends with/).textContent();
      return Number(/(\d+) %/.exec(text ?? '')?.[1]);
    };
    assert.ok((await winner()) > 90);
    await page.getByRole('button', { name: 'SFT refresh' }).click();
    await page.getByText(/The refresh restores the formats for a while/).waitFor();
    assert.ok((await winner()) > 90);
    await page.getByRole('button', { name: 'KL anchor' }).click();
    await page.getByText(/the anchor holds the reference shares/).waitFor();
    assert.ok((await winner()) < 80);
    await view.close();
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`is accessible in ${theme}`, async () => {
      const view = await opened(small, theme);
      await view.page.getByRole('button', { name: 'About this model' }).click();
      await simulate(view);
      await view.page.getByText('Two meanings of collapse').waitFor();
      assert.deepEqual(await violations(view), []);
      await view.close();
    });
});
