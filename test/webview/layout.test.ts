import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { regimeOf } from '../../src/core/entropy/diagnostics/regime.ts';
import { trackOf } from '../../src/core/entropy/diagnostics/runTrack.ts';
import { readRuns } from '../../src/engine/entropy/readRuns.ts';
import { simulateAll } from '../../src/engine/entropy/simulateAll.ts';
import { parseEntropySpec } from '../../src/language/entropy/parse.ts';
import type {
  FromInterventions,
  ToInterventions,
} from '../../src/protocol/entropy/interventions.ts';
import type {
  FromEntropyView,
  ToEntropyView,
  TrackedRun,
} from '../../src/protocol/entropy/model.ts';
import type { FromRunView, ShownLog, ToRunView } from '../../src/protocol/entropy/runs.ts';
import type { ViewProblem } from '../../src/protocol/panel.ts';
import type { Status } from '../../src/protocol/preview.ts';
import { drawn, resize } from './actions.ts';
import { sharedBrowser } from './browser.ts';
import { openPreview, openView, pictureOf, type Preview, type ViewPage } from './harness.ts';
import { layoutFaults, watchPaintedText } from './layoutFaults.ts';
import { learning, openProgression, type ProgressionView } from './progression/progressions.ts';
import type { ThemeName } from './themes.ts';

/** Faults that are being mended: the name of the case, the theme, the width, and the fault. */
const known: readonly RegExp[] = [
  // The values of several outputs on the card.
  /^preview, pinned with several outputs: .*span\.number\.strong/,
  /^preview, hovered: .*span\.number\.strong/,
  // Frames of the contact sheet.
  /^progression, contact sheet: .*div\.sheet$/,
];

/** Sizes of a pane beside an editor, from the narrowest up to a whole window. */
const sizes = [
  { width: 360, height: 600 },
  { width: 400, height: 640 },
  { width: 520, height: 640 },
  { width: 700, height: 700 },
  { width: 900, height: 720 },
  { width: 1200, height: 760 },
];

/** Colours do not move anything, but the themes differ in their borders: not every size in each. */
const widths: Readonly<Record<ThemeName, readonly number[]>> = {
  dark: sizes.map(({ width }) => width),
  light: [700],
  'hc-dark': [400, 900],
  'hc-light': [520],
};

type AnyPage = Pick<ViewPage<never, unknown>, 'page' | 'close' | 'faults'>;

interface Case {
  readonly name: string;
  /** Opens the view in this state, and returns when it shows it. */
  readonly open: (theme: ThemeName) => Promise<AnyPage>;
}

const example = (name: string): string => readFileSync(join(root, 'examples', name), 'utf8');
const problem = (message: string): ViewProblem => ({
  severity: 'error',
  message,
  line: 12,
  column: 7,
});
const longProblem = problem(
  'runs/late.fold.yaml has a different shape: its layer 1 has 4 neurons, expected 3',
);

/** A preview of an example, after some messages and keys. */
function preview(
  name: string,
  file: string,
  {
    choices = {},
    keys = [],
    status,
    waitFor,
  }: {
    readonly choices?: Readonly<Record<string, unknown>>;
    readonly keys?: readonly string[];
    readonly status?: Status;
    readonly waitFor?: string;
  } = {},
): Case {
  return {
    name: `preview, ${name}`,
    open: async (theme) => {
      const view = await openPreview(await sharedBrowser(), { theme, state: { choices } });
      await view.show(await pictureOf(example(file)));
      await view.page.locator('#stage').focus();
      for (const key of keys) {
        await view.page.keyboard.press(key);
        await drawn(view);
      }
      if (status) await view.status(status);
      if (waitFor) await view.page.locator(waitFor).first().waitFor();
      return view;
    },
  };
}

/** A preview before its first picture. */
function unread(name: string, status: Status): Case {
  return {
    name: `preview, ${name}`,
    open: async (theme) => {
      const view: Preview = await openPreview(await sharedBrowser(), { theme });
      await view.status(status);
      await view.page.locator('.notice .box').waitFor();
      return view;
    },
  };
}

const regions = 'xor.fold.yaml';
const previews: readonly Case[] = [
  preview('3-D', regions, { keys: ['3'] }),
  preview('top view', regions, { keys: ['2'] }),
  preview('classes', 'three-classes.fold.yaml', { keys: ['2'] }),
  preview('policy', 'policy.fold.yaml', { choices: { settingsOpen: true } }),
  preview('graph', 'one-neuron-graph.fold.yaml'),
  preview('slice', 'slice.fold.yaml', { keys: ['2'] }),
  preview('three layers', 'three-layers.fold.yaml'),
  preview('hovered', 'three-classes.fold.yaml', { keys: ['2', 'ArrowRight'], waitFor: '#card' }),
  preview('pinned', regions, { keys: ['2', 'ArrowRight', 'Enter'], waitFor: '#card' }),
  preview('pinned with several outputs', 'three-classes.fold.yaml', {
    keys: ['ArrowRight', 'Enter'],
    choices: { cardFolded: false },
    waitFor: '#card',
  }),
  preview('settings', 'three-layers.fold.yaml', {
    choices: { settingsOpen: true, levels: '0, 0.5' },
  }),
  preview('statistics', 'three-layers.fold.yaml', { choices: { statisticsOpen: true } }),
  preview('statistics of classes', 'three-classes.fold.yaml', {
    choices: { statisticsOpen: true },
  }),
  preview('table', 'eight-neurons.fold.yaml', { choices: { tableOpen: true } }),
  preview('guide', 'three-layers.fold.yaml', { keys: ['w'], waitFor: '#guide h2' }),
  preview('keys', regions, { keys: ['?'], waitFor: '.help' }),
  preview('problems over a picture', regions, {
    status: { kind: 'problems', problems: [longProblem] },
    waitFor: '.notice .box',
  }),
  preview('computing', regions, {
    status: { kind: 'computing', cells: 123456, share: 0.31 },
    waitFor: '.notice .box',
  }),
  preview('limited', regions, {
    status: { kind: 'limited', limit: 1_000_000 },
    waitFor: '.notice .box',
  }),
  unread('problems', { kind: 'problems', problems: [longProblem, problem('Missing key layers')] }),
  unread('missing', { kind: 'missing', message: 'network.fold.yaml was deleted' }),
  unread('failed', { kind: 'failed', message: 'Cannot read properties of undefined' }),
];

const finished = async ({ page }: ProgressionView): Promise<void> => {
  await page.locator('.curve-plot path').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Stop computing' }).waitFor({ state: 'hidden' });
};

function progression(
  name: string,
  state: unknown,
  ready: (view: ProgressionView) => Promise<unknown>,
): Case {
  return {
    name: `progression, ${name}`,
    open: async (theme) => {
      const view = await openProgression(learning, { theme, state });
      await ready(view);
      return view;
    },
  };
}

const between = { course: { kind: 'interpolation', from: 0, to: 5 } };
const progressions: readonly Case[] = [
  progression('training', {}, finished),
  progression('interpolation', { ...between, eventsOpen: true }, ({ page }) =>
    page.locator('.time-event').first().waitFor(),
  ),
  progression('contact sheet', { layout: 'grid' }, finished),
  progression('contact sheet of events', { ...between, layout: 'grid', grid: 'events' }, (view) =>
    view.page.locator('.time-event').first().waitFor(),
  ),
  progression('folded sheet', { course: { kind: 'layer' }, figure: 'sheet' }, ({ page }) =>
    page.locator('#stage[data-cells]').waitFor(),
  ),
  progression('settings', { choices: { settingsOpen: true } }, finished),
  progression('keys', {}, async (view) => {
    await finished(view);
    await view.page.keyboard.press('?');
    await view.page.locator('.help').waitFor();
  }),
  progression('problems', {}, async (view) => {
    await finished(view);
    await view.send({ kind: 'status', status: { kind: 'problems', problems: [longProblem] } });
    await view.page.locator('.notice .box').waitFor();
  }),
];

type EntropyPage = ViewPage<ToEntropyView, FromEntropyView>;

/** A run whose KL weight is lowered from step to step, until the fold. */
function annealed(): TrackedRun['log'] {
  const steps = Array.from({ length: 200 }, (_, i) => i);
  const entropy = steps.map((i) => 1 - i / 250);
  const track = trackOf({
    ...{ steps, entropy },
    reward: steps.map((i) => 0.01 + 0.004 * i),
    klWeight: steps.map((i) => 0.6 - 0.0025 * i),
    entropyBonus: undefined,
  });
  return { track, report: { regime: regimeOf(steps, entropy), findings: [] } };
}

function entropy(
  name: string,
  file: string,
  choices: Readonly<Record<string, unknown>> = {},
  ready: (view: EntropyPage) => Promise<unknown> = () => Promise.resolve(),
  more = '',
): Case {
  return {
    name: `entropy view, ${name}`,
    open: async (theme) => {
      const view = await openView<ToEntropyView, FromEntropyView>(
        await sharedBrowser(),
        'entropy',
        { theme },
      );
      const { spec } = parseEntropySpec(`${example(file)}${more}`, 'yaml');
      assert.ok(spec);
      await view.send({ kind: 'restore', uri: undefined, state: { choices } });
      await view.send({
        kind: 'document',
        document: { version: 1, title: spec.name ?? file, spec },
      });
      await view.page.locator('.panes[data-version="1"]').waitFor();
      await ready(view);
      return view;
    },
  };
}

const entropyViews: readonly Case[] = [
  entropy('as opened', 'grpo-collapse.entropy.yaml'),
  entropy('with controls', 'grpo-collapse.entropy.yaml', { controlsOpen: true }),
  entropy('without controls', 'grpo-collapse.entropy.yaml', { controlsOpen: false }),
  entropy('phase diagram', 'grpo-collapse.entropy.yaml', { layout: 'plane' }),
  entropy('thresholds', 'grpo-collapse.entropy.yaml', { tableOpen: true }),
  entropy('cusp', 'cusp.entropy.yaml'),
  entropy('two formats', 'two-formats.entropy.yaml'),
  entropy('refresh', 'sft-refresh.entropy.yaml', { controlsOpen: true }),
  entropy(
    'with a run',
    'grpo-collapse.entropy.yaml',
    {},
    async (view) => {
      await view.send({
        kind: 'runs',
        runs: [
          { source: 0, name: 'annealed-from-a-long-name.csv', log: annealed() },
          { source: 1, name: 'broken.csv', log: { failure: 'The file does not exist' } },
        ],
      });
      await view.page.locator('.run-path, .run-here').first().waitFor({ state: 'attached' });
    },
    '\nruns:\n  - { path: annealed.csv, reference_success: 0.0059 }\n  - { path: broken.csv }\n',
  ),
  entropy('problems', 'grpo-collapse.entropy.yaml', {}, (view) =>
    view.send({ kind: 'problems', problems: [longProblem] }),
  ),
  entropy('about', 'grpo-collapse.entropy.yaml', {}, ({ page }) => page.keyboard.press('w')),
  entropy('keys', 'grpo-collapse.entropy.yaml', {}, async ({ page }) => {
    await page.keyboard.press('?');
    await page.locator('.help').waitFor();
  }),
];

/** A run whose entropy collapses, `factor` slower than usual. */
async function logOf(fileName: string, factor = 1): Promise<ShownLog> {
  const rows = Array.from({ length: 90 }, (_, i) => {
    const entropy = 1.3 * Math.exp(-i / 18 / factor) + 0.05 + 0.02 * Math.sin(9 * i);
    const reward = 0.75 - 0.18 * Math.exp(entropy) + 0.01 * Math.cos(7 * i);
    return `${i + 1},${entropy},${reward},${0.01 + 0.001 * (i % 5)}`;
  });
  const text = ['step,entropy,reward,kl', ...rows].join('\n');
  const { signal } = new AbortController();
  const result = await readRuns({ content: text, mapping: {} }, signal, () => undefined);
  return { uri: `file:///${fileName}`, fileName, result };
}

type RunPage = ViewPage<ToRunView, FromRunView>;

function run(
  name: string,
  logs: () => Promise<readonly ShownLog[]>,
  state?: unknown,
  ready: (view: RunPage) => Promise<unknown> = ({ page }) =>
    page.locator('.run-plots svg').first().waitFor(),
): Case {
  return {
    name: `run view, ${name}`,
    open: async (theme) => {
      const view = await openView<ToRunView, FromRunView>(await sharedBrowser(), 'run', { theme });
      await view.send({ kind: 'restore', state });
      await view.send({ kind: 'logs', logs: await logs() });
      await ready(view);
      return view;
    },
  };
}

const one = async () => [await logOf('grpo-qwen2.5-7b-math-lr1e-6.csv')];
const nothing = () => Promise.resolve();
const runs: readonly Case[] = [
  run('one', one),
  run('one with regularization', one, { setup: { kl: 0.3 } }),
  run('several', () => Promise.all([1, 2, 3].map((i) => logOf(`kl-0.0${i}-seed-${i}.csv`, i)))),
  run('none', () => Promise.resolve([]), undefined, nothing),
  run(
    'unreadable',
    () => {
      const failure = 'This is not a text file';
      return Promise.resolve([
        { uri: 'file:///x.bin', fileName: 'x.bin', result: undefined, failure },
      ]);
    },
    undefined,
    nothing,
  ),
  run('about', one, undefined, async ({ page }) => {
    await page.locator('.run-plots svg').first().waitFor();
    await page.keyboard.press('w');
  }),
];

function interventions(name: string, simulates: boolean): Case {
  return {
    name: `interventions, ${name}`,
    open: async (theme) => {
      const view = await openView<ToInterventions, FromInterventions>(
        await sharedBrowser(),
        'interventions',
        { theme },
      );
      const state = { chosen: ['baseline', 'kl'], seeds: 2, steps: 50 };
      await view.send({ kind: 'restore', state });
      if (!simulates) return view;
      await view.send({ kind: 'ended', run: 1, cancelled: false });
      await view.page.getByRole('button', { name: 'Simulate' }).click();
      const asked = (await view.sent()).findLast((message) => message.kind === 'simulate');
      assert.ok(asked);
      const told: ToInterventions[] = [];
      await simulateAll(asked.request, new AbortController().signal, (update) => {
        if (update.kind === 'run') told.push({ kind: 'update', run: asked.run, update });
      });
      await view.send(...told, { kind: 'ended', run: asked.run, cancelled: false });
      await view.page.locator('.bench-plots svg').first().waitFor();
      return view;
    },
  };
}

const cases: readonly Case[] = [
  ...previews,
  ...progressions,
  ...entropyViews,
  ...runs,
  interventions('as opened', false),
  interventions('simulated', true),
];

describe('the layout of every view in Chromium', () => {
  let opened: AnyPage | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  for (const { name, open } of cases)
    it(`cuts nothing off and writes nothing over anything else: ${name}`, async () => {
      const faults: string[] = [];
      for (const [theme, shown] of Object.entries(widths) as [ThemeName, readonly number[]][]) {
        // Themes differ in borders, which is a matter of style sheets: the page can stay.
        const view = (opened ??= await openWatched(open, theme));
        await (view as ViewPage<never, unknown>).theme(theme);
        for (const size of sizes.filter(({ width }) => shown.includes(width))) {
          await resize(view, size);
          for (const fault of await layoutFaults(view))
            faults.push(`${theme}, ${size.width} px: ${fault}`);
        }
      }
      const fresh = faults.filter((fault) => !known.some((one) => one.test(`${name}: ${fault}`)));
      assert.deepEqual(fresh, []);
    });
});

async function openWatched(open: Case['open'], theme: ThemeName): Promise<AnyPage> {
  const view = await open(theme);
  await watchPaintedText(view);
  return view;
}
