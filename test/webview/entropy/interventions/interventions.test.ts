import assert from 'node:assert/strict';
import { simulateAll } from '../../../../src/engine/entropy/simulateAll.ts';
import type {
  FromInterventions,
  ToInterventions,
} from '../../../../src/protocol/entropy/interventions.ts';
import type { FigureSetup } from '../../../../src/protocol/exports.ts';
import { sharedBrowser } from '../../browser.ts';
import { violations } from '../../axe.ts';
import { openView, type ViewPage } from '../../harness.ts';
import { themes, type ThemeName } from '../../themes.ts';

type BenchPage = ViewPage<ToInterventions, FromInterventions>;

const onPaper: FigureSetup = {
  ...{ style: 'light', width: 85, height: undefined, font: 'sans', resolution: 150 },
};

describe('the interventions view', () => {
  async function opened(
    state?: unknown,
    theme: ThemeName = 'dark',
    size = { width: 1000, height: 1400 },
  ): Promise<BenchPage> {
    const view = await openView<ToInterventions, FromInterventions>(
      await sharedBrowser(),
      'interventions',
      {
        theme,
        size,
      },
    );
    await view.send({ kind: 'restore', state });
    return view;
  }

  /** Ends the quick look, presses Simulate and answers as the extension does. */
  async function simulate(view: BenchPage): Promise<void> {
    await view.send({ kind: 'ended', run: 1, cancelled: false });
    await view.page.getByRole('button', { name: 'Simulate' }).click();
    await answer(view);
  }

  /** Answers the last request as the extension does. */
  async function answer(view: BenchPage): Promise<void> {
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
    await simulate(view);
    await page.getByRole('row', { name: /KL to reference 0\.05/ }).waitFor();
    assert.equal(await page.locator('.bench-plots svg').count(), 4);
    assert.equal(await page.locator('.bench-plots .bench-band').count(), 8);
    await page.getByRole('button', { name: 'Export' }).click();
    await view.send({ kind: 'makeExport', id: 'csv', setup: onPaper });
    const saved = (await view.sent()).find((message) => message.kind === 'save');
    assert.equal(saved?.content.toString().trimEnd().split('\n').length, 1 + 4 * 50);
    assert.deepEqual(view.faults, []);
    await view.close();
  });

  it('shows a small result as soon as it opens, without scrolling', async () => {
    const view = await opened({ chosen: ['baseline', 'kl'], seeds: 5, steps: 400 });
    const { page } = view;
    // Beside an editor in a window of 1280×800.
    await page.setViewportSize({ width: 520, height: 690 });
    const asked = (await view.sent()).find((message) => message.kind === 'simulate');
    assert.deepEqual([asked?.request.seeds, asked?.request.steps], [2, 150]);
    await answer(view);
    await page.getByText(/Quick look: 4 of 4 simulated training runs of 150 steps/).waitFor();
    const headline = page.locator('.bench-headline');
    await headline.filter({ hasText: /over 2 seeds.*over 2 seeds/ }).waitFor();
    for (const name of ['entropy (nats)', 'held-out reward']) {
      const box = await page.getByRole('img', { name }).boundingBox();
      assert.ok(box && box.y + box.height <= 690, name);
    }
    const text = (await headline.textContent()) ?? '';
    const ends = await page.locator('.bench-table tbody tr').evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector('th')?.innerText.split('\n')[0].trim() ?? '',
        entropy: Number.parseFloat(row.querySelector('td')?.textContent ?? ''),
      })),
    );
    ends.sort((a, b) => b.entropy - a.entropy);
    assert.ok(text.includes(`“${ends[0].name}” keeps the most`), text);
    assert.ok(text.includes(`“${ends.at(-1)?.name}” the least`), text);
    await page.getByRole('button', { name: 'Simulate more' }).click();
    const more = (await view.sent()).findLast((message) => message.kind === 'simulate');
    assert.deepEqual([more?.request.seeds, more?.request.steps], [5, 400]);
    await view.close();
  });

  for (const width of [400, 700, 1200])
    it(`has room for its results before they arrive, at ${width} px`, async () => {
      const chosen = ['baseline', 'klCov', 'adaptive'];
      const size = { width, height: 1400 };
      const view = await opened({ chosen, seeds: 2, steps: 50 }, 'dark', size);
      const { page } = view;
      const tops = async (): Promise<readonly number[]> => {
        const parts = page.locator('.bench-run, .bench-plots svg, .bench-table tr, .bench-recipes');
        return parts.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      };
      await page.getByText('Simulating…').waitFor();
      await page.locator('.bench-plots svg').nth(3).waitFor();
      const before = await tops();
      assert.ok(before.length > 8);
      await answer(view);
      await page.getByText(/After 50 steps of a toy model/).waitFor();
      await page.getByRole('button', { name: 'Simulate more' }).waitFor();
      const after = await tops();
      assert.equal(after.length, before.length);
      // Fonts of numbers and dashes may differ by a fraction of a pixel.
      after.forEach((top, i) =>
        assert.ok(Math.abs(top - before[i]) <= 1, `${before.join()} → ${after.join()}`),
      );
      await view.close();
    });

  it('writes a range only for several seeds, and how many there are', async () => {
    for (const seeds of [1, 2]) {
      const view = await opened({ ...small, seeds });
      await answer(view);
      const cells = view.page.locator('.bench-table tbody tr:first-child td');
      await cells
        .last()
        .filter({ hasText: String(seeds) })
        .waitFor();
      const text = (await cells.first().textContent()) ?? '';
      assert.match(text.trim(), seeds === 1 ? /^[\d.]+$/ : /^[\d.]+\s*[\d.]+ to [\d.]+$/);
      await view.close();
    }
  });

  it('counts every seed once among the possible outcomes', async () => {
    for (const remedy of ['none', 'refresh', 'anchor']) {
      const formats = { usageFeedback: 0.4, strength: 0.02, seed: 1, remedy };
      const view = await opened({ ...small, formats });
      await view.page.getByText('Possible outcomes: the winner in 40 seeds').waitFor();
      const counts = await view.page.locator('.bench-outcomes li .number').allTextContents();
      assert.equal(counts.length, 4);
      assert.equal(
        counts.reduce((sum, count) => sum + Number(count), 0),
        40,
        counts.join(),
      );
      await view.close();
    }
  });

  it('keeps between two and eight recipes', async () => {
    const view = await opened(small);
    const { page } = view;
    await page.getByText('Interventions: 2 of 25').click();
    const box = (state: string, hasText: string) =>
      page.locator(`vscode-checkbox${state}`, { hasText });
    await box('[disabled]', 'KL to reference 0.05').waitFor();
    await box(':not([disabled])', 'No clip').click();
    await box(':not([disabled])', 'KL to reference 0.05').waitFor();
    await view.send({ kind: 'ended', run: 1, cancelled: false });
    await page.getByTitle('Simulates 6 training runs of 50 steps').waitFor();
    await view.close();
  });

  it('says of each recipe whether its effect is derived, and its source', async () => {
    const view = await opened({ ...small, chosen: ['baseline', 'sapo'] });
    const { page } = view;
    await page.getByText('Interventions: 2 of 25').click();
    const recipe = (name: string) => page.locator('.bench-recipe').filter({ hasText: name });
    await recipe('MaxRL').getByText('Moves the fold (derived, arXiv 2602.02710)').waitFor();
    await recipe('CISPO').getByText('(only simulated, arXiv 2506.13585)').waitFor();
    await recipe('Half the learning rate').getByText('stays where it is (derived)').waitFor();
    await page.getByRole('rowheader', { name: 'SAPO only simulated, arXiv 2511.20347' }).waitFor();
    await view.close();
  });

  it('ignores results of an earlier request, and reports a cancelled one', async () => {
    const view = await opened(small);
    const { page } = view;
    // The first request is the quick look.
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Simulate' }).count(), 0);
    await view.send({ kind: 'ended', run: 1, cancelled: false });
    await page.getByRole('button', { name: 'Simulate more' }).click();
    await view.send({ kind: 'ended', run: 1, cancelled: false });
    await page.getByRole('button', { name: 'Stop' }).click();
    assert.ok((await view.sent()).some(({ kind }) => kind === 'cancel'));
    await view.send({ kind: 'ended', run: 2, cancelled: true });
    await page.getByText('Stopped. Finished runs are shown.').waitFor();
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
