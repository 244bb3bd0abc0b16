import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../../scripts/project.mjs';
import { regimeOf } from '../../../../src/core/entropy/diagnostics/regime.ts';
import { trackOf } from '../../../../src/core/entropy/diagnostics/runTrack.ts';
import type {
  FromEntropyView,
  ToEntropyView,
  TrackedRun,
} from '../../../../src/protocol/entropy/model.ts';
import { parseEntropySpec } from '../../../../src/language/entropy/parse.ts';
import { drawn, resize } from '../../actions.ts';
import { violations } from '../../axe.ts';
import { sharedBrowser } from '../../browser.ts';
import { layoutFaults } from '../../layoutFaults.ts';
import { openView, type ViewPage } from '../../harness.ts';
import { countDraws } from '../../webglCalls.ts';
import type { ThemeName } from '../../themes.ts';

type EntropyPage = ViewPage<ToEntropyView, FromEntropyView>;

/** Panes from the narrowest to a whole window, and those beside an editor at 1280×800 and 1440×900. */
const sizes = [
  { width: 360, height: 640 },
  { width: 400, height: 700 },
  { width: 500, height: 660 },
  { width: 620, height: 690 },
  { width: 700, height: 780 },
  { width: 1200, height: 760 },
];

/** Drawing the surface takes long without a GPU. */
const planeFirst = { layout: 'plane', tab: 'section' };

async function opened(
  example: string,
  size: { readonly width: number; readonly height: number },
  choices: Readonly<Record<string, unknown>> = {},
): Promise<EntropyPage> {
  const view = await openView<ToEntropyView, FromEntropyView>(await sharedBrowser(), 'entropy', {
    size,
  });
  await view.send({ kind: 'restore', uri: 'file:///a', state: { choices } });
  const text = readFileSync(join(root, `examples/${example}.entropy.yaml`), 'utf8');
  const { spec } = parseEntropySpec(text, 'yaml');
  assert.ok(spec);
  await view.send({ kind: 'document', document: { version: 1, title: spec.name ?? '', spec } });
  await view.page.locator('.panes[data-version="1"]').waitFor();
  await drawn(view);
  return view;
}

declare global {
  interface Window {
    /** Changes in the elements of each pane. */
    paneChanges: Record<string, number>;
    pixelImages: number;
  }
}

/** Runs in the page: counts from now on what is done in each pane. */
function countPaneChanges(): void {
  const counts: Record<string, number> = {};
  window.paneChanges = counts;
  window.pixelImages = 0;
  for (const pane of document.querySelectorAll('.pane')) {
    counts[pane.id] = 0;
    new MutationObserver((changes) => {
      // The pane itself is shown and hidden.
      counts[pane.id] += changes.filter(({ target }) => target !== pane).length;
    }).observe(pane, { subtree: true, childList: true, attributes: true, characterData: true });
  }
  const { prototype } = CanvasRenderingContext2D;
  const put = Reflect.get(prototype, 'putImageData') as (...args: unknown[]) => void;
  Object.assign(prototype, {
    putImageData(this: CanvasRenderingContext2D, ...args: readonly unknown[]) {
      window.pixelImages++;
      Reflect.apply(put, this, args);
    },
  });
}

/** Runs in the page: panes that are too small, or that the window cuts off. */
function badPanes(): string[] {
  const faults: string[] = [];
  const legend = document.querySelector('.legend')!.getBoundingClientRect();
  for (const pane of document.querySelectorAll('.pane')) {
    const { bottom, right, width, height } = pane.getBoundingClientRect();
    if (width === 0) continue;
    if (right > innerWidth + 0.5) faults.push(`${pane.id} is outside`);
    if (bottom > legend.top + 0.5) faults.push(`${pane.id} is under the legend`);
    if (height < 120) faults.push(`${pane.id} is only ${height} pixels high`);
  }
  const steps = [...document.querySelectorAll('.step')].map((step) => step.getBoundingClientRect());
  if (steps.some(({ bottom, right }) => bottom > innerHeight || right > innerWidth))
    faults.push('a step is out of sight');
  const body = document.querySelector('.readout-body')!;
  if (body.scrollWidth > body.clientWidth + 1) faults.push('the numbers are cut');
  return faults;
}

describe('the layout of the entropy view', () => {
  it('draws nothing in panes that are hidden', async () => {
    const narrow = { width: 500, height: 660 };
    for (const [layout, tab] of [
      ['plane', 'section'],
      ['plane', 'landscape'],
      ['surface', 'section'],
    ] as const) {
      const view = await opened('sft-refresh', narrow, { layout, tab });
      const { page } = view;
      await page.locator(`#${layout}.main`).waitFor();
      await page.evaluate(countDraws);
      await page.evaluate(countPaneChanges);
      const stateBefore = await page.locator('.panes').getAttribute('data-state');
      await page.locator(`#${layout} [role=application]`).focus();
      await page.keyboard.press('ArrowUp');
      await page.waitForFunction(
        (before) => document.querySelector<HTMLElement>('.panes')?.dataset.state !== before,
        stateBefore,
      );
      // Full detail follows when the point has stopped.
      await page.waitForFunction((id) => window.paneChanges[id] > 0, tab);
      for (let frame = 0; frame < 3; frame++) await drawn(view);
      const { changes, draws, images } = await page.evaluate(() => ({
        changes: window.paneChanges,
        draws: window.drawCounts.calls,
        images: window.pixelImages,
      }));
      for (const id of ['surface', 'plane', 'section', 'landscape'].filter(
        (one) => one !== layout && one !== tab,
      ))
        assert.equal(changes[id], 0, `${id} is hidden beside ${layout} and ${tab}`);
      if (layout === 'surface') {
        assert.ok(draws > 0);
        assert.equal(images, 0, 'the shading of the hidden phase diagram');
      } else assert.equal(draws, 0, 'the hidden surface');
      await view.close();
    }
  });

  it('shows its panes whole, with the numbers beside them, at any size', async () => {
    const view = await opened('sft-refresh', sizes[0], { layout: 'plane', tab: 'readout' });
    const { page } = view;
    for (const size of sizes) {
      await resize(view, size);
      assert.deepEqual(await page.evaluate(badPanes), [], `${size.width}×${size.height}`);
      assert.deepEqual(await layoutFaults(view), [], `${size.width}×${size.height}`);
    }
    await view.close();
  });

  it('applies the interventions of the example from left to right', async () => {
    const view = await opened('grpo-collapse', { width: 500, height: 660 }, planeFirst);
    const { page } = view;
    const headline = page.locator('.headline');
    const outcome = page.locator('#headline-strip .event');
    const press = (name: RegExp) => page.getByRole('button', { name }).click();
    await headline.filter({ hasText: 'Entropy is held at 1.3 nats' }).waitFor();
    await press(/Drop the KL\s+KL β = 0\.002/);
    await outcome.filter({ hasText: 'Entropy collapses from 1.3 nats' }).waitFor();
    await headline.filter({ hasText: 'preventing this takes more than 0.0054' }).waitFor();
    await press(/Put it back\s+KL β = 0\.02/);
    await outcome.filter({ hasText: 'This does not undo the collapse' }).waitFor();
    await headline
      .filter({
        hasText: 'β = 0.02 would have prevented this, but undoing it takes more than 0.095',
      })
      .waitFor();
    await press(/Raise it further\s+KL β = 0\.15/);
    await outcome.filter({ hasText: 'Entropy recovers from' }).waitFor();
    assert.equal(
      await page.locator('.step[aria-current]').textContent().then(compact),
      'Raise it further KL β = 0.15',
    );
    await press(/Start\s+KL β = 0\.02/);
    await headline.filter({ hasText: 'Entropy is held at 1.3 nats' }).waitFor();
    // After any other move, no intervention is current.
    await page.locator('#plane svg').focus();
    await page.keyboard.press('ArrowUp');
    await page.locator('.step[aria-current]').waitFor({ state: 'detached' });
    await view.close();
  });

  it('has tabs that the arrow keys switch, where the panes share a place', async () => {
    const view = await opened('grpo-collapse', { width: 400, height: 700 }, planeFirst);
    const { page } = view;
    await page.getByRole('tab', { name: 'Section' }).focus();
    const before = await page.locator('.panes').getAttribute('data-state');
    await page.keyboard.press('ArrowRight');
    await page.locator('#landscape').waitFor();
    assert.ok(await page.locator('#section').isHidden());
    await page.keyboard.press('ArrowRight');
    await page.locator('#readout').waitFor();
    assert.equal(await page.locator('.panes').getAttribute('data-state'), before);
    for (const theme of ['dark', 'hc-light'] satisfies ThemeName[]) {
      await view.theme(theme);
      await drawn(view);
      assert.deepEqual(await violations(view), [], theme);
    }
    await view.close();
  });

  it('names an intervention without a name after what it sets', async () => {
    const view = await opened('grpo-collapse', { width: 500, height: 700 }, planeFirst);
    const text = 'model: { kind: grpo }\ninterventions: [{ kl: 0.05 }, { name: Twice, kl: 0.5 }]';
    const { spec } = parseEntropySpec(text, 'yaml');
    await view.send({ kind: 'document', document: { version: 2, title: 'x', spec: spec! } });
    await view.page.locator('.panes[data-version="2"]').waitFor();
    const names = await view.page.locator('.step').allTextContents();
    assert.deepEqual(names.map(compact), ['Start KL β = 0.3', 'KL β = 0.05', 'Twice KL β = 0.5']);
    await view.close();
  });

  it('keeps the names of many runs apart and inside the plot', async () => {
    const view = await opened('grpo-collapse', { width: 500, height: 700 }, planeFirst);
    const sources = Array.from(
      { length: 6 },
      (_, i) => `  - { path: run-${i}.csv, kl: ${0.2 + 0.02 * i} }`,
    );
    const { spec } = parseEntropySpec(
      `model: { kind: grpo }\nruns:\n${sources.join('\n')}`,
      'yaml',
    );
    const steps = Array.from({ length: 100 }, (_, i) => i);
    const runs = sources.map((_, source): TrackedRun => ({
      ...{ source, name: `a run with a long name, number ${source}` },
      log: {
        track: trackOf({
          ...{ steps, entropy: undefined, klWeight: undefined, entropyBonus: undefined },
          reward: steps.map((i) => 0.3 + 0.004 * i),
        }),
        report: { regime: regimeOf(steps, []), findings: [] },
      },
    }));
    await view.send({ kind: 'document', document: { version: 2, title: 'x', spec: spec! } });
    await view.send({ kind: 'runs', runs });
    await view.page.locator('.legend').filter({ hasText: 'number 5' }).waitFor();
    await drawn(view);
    assert.deepEqual(await layoutFaults(view), []);
    const names = await view.page.locator('#plane text').filter({ hasText: 'long name' }).count();
    assert.ok(names > 0, 'some have room');
    await view.close();
  });
});

function compact(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
