import assert from 'node:assert/strict';
import { DOMParser } from '@xmldom/xmldom';
import { eventually } from '../../eventually.ts';
import { violations } from '../axe.ts';
import type { PreviewOptions } from '../harness.ts';
import {
  choose,
  fileOf,
  learning,
  openerOfProgressions,
  slider,
  type ProgressionView,
} from './progressions.ts';
import { eight } from '../specs.ts';

describe('the grid of frames in Chromium', () => {
  const openOne = openerOfProgressions();

  const open = async (text: string, options?: PreviewOptions): Promise<ProgressionView> => {
    const opened = await openOne(text, options);
    await opened.page.locator('.curve').first().waitFor();
    return opened;
  };
  const tiles = (view: ProgressionView) => view.page.locator('.tile');
  const showsTiles = (view: ProgressionView, titles: readonly string[]) =>
    eventually(async () =>
      assert.deepEqual(await view.page.locator('.tile-title').allInnerTexts(), titles),
    );
  const kept = async (view: ProgressionView): Promise<Record<string, unknown>> =>
    ((await view.sent()).findLast((m) => m.kind === 'keepState')?.state ?? {}) as Record<
      string,
      unknown
    >;

  it('shows frames selected on the timeline, saves and exports them', async () => {
    const view = await open(eight);
    const add = view.page.getByRole('button', { name: 'Add this frame to the grid' });
    await view.page.keyboard.press('ArrowRight');
    await add.click();
    await view.page.getByRole('button', { name: 'Remove this frame' }).waitFor();
    await view.page.keyboard.press('End');
    await view.page.keyboard.press('m');
    await view.page.keyboard.press('PageUp');
    await eventually(async () => assert.equal(await slider(view).inputValue(), '0'));
    await view.page.keyboard.press('m');
    await eventually(async () => assert.equal(await view.page.locator('.time-place').count(), 3));
    await view.page.keyboard.press('g');
    await showsTiles(view, ['No neuron yet', '1 of 8 neurons', '8 of 8 neurons']);
    await view.page.keyboard.press('ArrowRight');
    await view.page.keyboard.press('m');
    await showsTiles(view, ['No neuron yet', '8 of 8 neurons']);
    await eventually(async () => {
      const { grid, chosen, layout } = await kept(view);
      assert.deepEqual([grid, chosen, layout], ['chosen', [0, 8], 'grid']);
    });
    const svg = new DOMParser().parseFromString(
      (await fileOf(view, 'svg')).bytes.toString(),
      'image/svg+xml',
    );
    assert.equal(svg.getElementsByTagName('svg').length, 1 + 2);
  });

  it('starts a selection from the equally spaced frames when one is removed', async () => {
    const view = await open(eight, { state: { layout: 'grid', tiles: 4, position: 8 } });
    await eventually(async () => assert.equal(await tiles(view).count(), 4));
    await view.page.keyboard.press('m');
    await showsTiles(view, ['No neuron yet', '3 of 8 neurons', '5 of 8 neurons']);
    await choose(view, 'Frames side by side', '9 frames');
    await eventually(async () => assert.equal(await tiles(view).count(), 9));
    await choose(view, 'Frames side by side', 'Selected frames: 3');
    await eventually(async () => assert.equal(await tiles(view).count(), 3));
  });

  it('explains how to select frames while it is empty', async () => {
    const view = await open(eight, { state: { layout: 'grid', grid: 'chosen', position: 2 } });
    await view.page.getByText('No frames selected.').waitFor();
    assert.deepEqual(await violations(view), []);
    await view.page.keyboard.press('m');
    await showsTiles(view, ['2 of 8 neurons']);
    assert.ok(await view.page.getByText('No frames selected.').isHidden());
  });

  it('shows the frames with events, if there are any', async () => {
    const view = await open(learning, {
      state: { course: { kind: 'interpolation', from: 0, to: 5 }, layout: 'grid' },
    });
    await view.page.locator('.time-event').first().waitFor();
    await choose(view, 'Frames side by side', 'Frames with events');
    const frames = (await fileOf(view, 'events')).bytes
      .toString()
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((record) => Number(record.split(',')[2]));
    const times = [...new Set([0, ...frames])].map((frame) => `t = ${(frame / 100).toFixed(3)}`);
    assert.ok(times.length <= 25);
    await showsTiles(view, times);
  });

  it('limits the number of frames, and resets the selection in another sequence', async () => {
    const view = await open(learning, {
      state: {
        course: { kind: 'interpolation', from: 0, to: 5 },
        layout: 'grid',
        grid: 'chosen',
        chosen: [...Array.from({ length: 60 }, (_, i) => 2 * i), 1e9, -1, 'x', 0],
        position: 1,
      },
    });
    await eventually(async () => assert.equal(await tiles(view).count(), 25));
    await view.page.getByRole('button', { name: 'The grid already has 25 frames' }).waitFor();
    await view.page.keyboard.press('m');
    await choose(view, 'Progression', 'By fold');
    await showsTiles(view, [
      'No neuron yet',
      '1 of 4 neurons',
      '2 of 4 neurons',
      '3 of 4 neurons',
      '4 of 4 neurons',
    ]);
  });
});
