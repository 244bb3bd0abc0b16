import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { computeProgression } from '../../../src/engine/progression.ts';
import type { FigureSetup } from '../../../src/protocol/exports.ts';
import type {
  Sequence,
  FromProgression,
  ProgressionRequest,
  ToProgression,
} from '../../../src/protocol/progression.ts';
import { positionsIn } from '../../../src/language/text/position.ts';
import { sharedBrowser } from '../browser.ts';
import { openView, type PreviewOptions, type ViewPage } from '../harness.ts';

/** A progression with the real engine; the test takes the place of the extension. */
export interface ProgressionView extends ViewPage<ToProgression, FromProgression> {
  /** Shows another text, as after an edit. */
  edit(text: string): Promise<void>;
}

/** Opens the progression of a text with the files that it names, and answers its requests. */
export async function openProgression(
  text: string,
  options: PreviewOptions = {},
  files: ProgressionRequest['files'] = {},
): Promise<ProgressionView> {
  let current = text;
  let wanted: { sequence: Sequence | undefined; first: number } | undefined;
  let run = 0;
  let running = new AbortController();

  const compute = async (only?: readonly number[]): Promise<void> => {
    if (!wanted) return;
    if (!only) {
      running.abort();
      running = new AbortController();
      run++;
    }
    const { signal } = running;
    const mine = run;
    const { send } = view;
    const request = { text: current, format: 'yaml', version: mine, ...wanted } as const;
    const more = {
      fileName: 'test.fold.yaml',
      files,
      maxCells: Infinity,
      ...(only && { only }),
    };
    const told: ToProgression[] = [];
    const result = await computeProgression({ ...request, ...more }, signal, (update) => {
      if (update.kind !== 'plan' || !only) told.push({ ...update, run: mine });
      if (update.kind === 'plan') told.push({ kind: 'status', status: { kind: 'current' } });
    }).catch(() => undefined);
    const { problems = [] } = result ?? {};
    if (problems.some(({ severity }) => severity === 'error')) {
      const positionOf = positionsIn(request.text);
      const placed = problems.map(({ range, ...problem }) => ({
        ...problem,
        ...positionOf(range.start),
      }));
      told.push({ kind: 'status', status: { kind: 'problems', problems: placed } });
    }
    if (mine === run) await send(...told);
  };

  const view = await openView<ToProgression, FromProgression>(
    await sharedBrowser(),
    'progression',
    options,
    (message) => {
      if (message.kind === 'follow') wanted = { sequence: message.sequence, first: message.first };
      if (message.kind === 'follow') void compute();
      if (message.kind === 'lookAt' && wanted) wanted = { ...wanted, first: message.first };
      if (message.kind === 'recall') void compute(message.indices);
    },
  );
  await view.send({ kind: 'restore', uri: 'file:///test.fold.yaml', state: options.state });
  return {
    ...view,
    edit: async (next) => {
      current = next;
      await compute();
    },
  };
}

/**
 * Opens progressions in the tests of the calling suite, one at a time. Each is closed after its test,
 * which fails if the page reported an error.
 */
export function openerOfProgressions(): (
  text: string,
  options?: PreviewOptions,
  files?: ProgressionRequest['files'],
) => Promise<ProgressionView> {
  let opened: ProgressionView | undefined;
  afterEach(async () => {
    const faults = opened?.faults ?? [];
    await opened?.close();
    opened = undefined;
    assert.deepEqual(faults, []);
  });
  return async (text, options, files) => {
    opened = await openProgression(text, options, files);
    return opened;
  };
}

/** Five epochs on forty points: a training, and two networks to interpolate between. */
export const learning = `
name: Moons
input: { names: [x, y], domain: [[-2, 3], [-1.5, 2]] }
layers:
  - { units: 4, init: { scheme: he_uniform, seed: 4 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 4 } }
training:
  data: { set: moons, points: 40, noise: 0.1, seed: 1 }
  loss: logistic
  optimiser: adam
  learning_rate: 0.05
  batch_size: 10
  epochs: 5
`;

/** The slider of the timeline. */
export function slider({ page }: ProgressionView): Locator {
  return page.getByRole('slider', { name: 'Frame' });
}

/** Chooses from a drop-down with the pointer, and waits until the focus is back on the page. */
export async function choose(
  { page }: ProgressionView,
  label: string,
  option: string,
): Promise<void> {
  await page.locator(`vscode-dropdown[aria-label="${label}"]`).click();
  await page.locator('vscode-option:visible', { hasText: option }).last().click();
  await page.waitForFunction(() => !document.activeElement?.closest('vscode-dropdown'));
}

/** How the figures of tests are set. */
export const onPaper: FigureSetup = {
  ...{ style: 'light', width: 85, height: undefined, font: 'sans', resolution: 150 },
};

/** An exported file of a kind. */
export async function fileOf(
  view: ProgressionView,
  file: 'png' | 'svg' | 'gif' | 'csv' | 'events',
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await view.send({ kind: 'makeExport', id: file, setup: onPaper });
  const handle = await view.page.waitForFunction(
    (ending) => {
      const saved = window.standIn.sent.findLast(
        (m): m is FromProgression & { kind: 'save' } =>
          m.kind === 'save' && 'fileName' in m && String(m.fileName).endsWith(ending),
      );
      if (!saved) return undefined;
      const { fileName, content } = saved;
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return { name: fileName, bytes: Array.from(bytes) };
    },
    file === 'events' ? '-events.csv' : `.${file}`,
  );
  const { name, bytes } = (await handle.jsonValue()) ?? { name: '', bytes: [] };
  return { name, bytes: Buffer.from(bytes) };
}
