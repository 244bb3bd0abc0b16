import assert from 'node:assert/strict';
import type { ProgressionEvent } from '../../../src/core/progression/events.ts';
import { eventually } from '../../eventually.ts';
import { violations } from '../axe.ts';
import {
  choose,
  fileOf,
  learning,
  openerOfProgressions,
  slider,
  type ProgressionView,
} from './progressions.ts';
import { themes, type ThemeName } from '../themes.ts';

const between = { course: { kind: 'interpolation', from: 0, to: 5 } };

describe('the list of events in Chromium', () => {
  const openOne = openerOfProgressions();

  const open = async (theme: ThemeName = 'dark'): Promise<ProgressionView> => {
    const opened = await openOne(learning, { state: between, theme });
    await opened.page.locator('.time-event').first().waitFor();
    return opened;
  };
  const list = ({ page }: ProgressionView) => page.getByRole('listbox', { name: 'Events' });
  const rows = ({ page }: ProgressionView) => page.locator('.list-row');
  const isAt = (view: ProgressionView, frame: number) =>
    eventually(async () => assert.equal(await slider(view).inputValue(), String(frame)));

  it('shows times and counts that match the regions and the exported file', async () => {
    const view = await open();
    await view.page.keyboard.press('t');
    await list(view).waitFor();
    const totals = await view.page.locator('.events-totals').innerText();
    const [born, died, entered, left] = [
      'regions? appears?',
      'regions? disappears?',
      'folds? enter',
      'folds? leave',
    ].map((word) => Number(new RegExp(`(\\d+) ${word}`).exec(totals)?.[1] ?? 0));
    const regions = async (): Promise<number> =>
      Number(
        await view.page
          .locator('.curve', { hasText: 'Regions' })
          .locator('.curve-value')
          .first()
          .innerText(),
      );
    const before = await regions();
    await view.page.keyboard.press('End');
    await isAt(view, 100);
    await eventually(async () => assert.equal((await regions()) - before, born - died));

    const { name, bytes } = await fileOf(view, 'events');
    assert.equal(name, 'Moons-interpolation-events.csv');
    const [head, ...records] = bytes.toString().trimEnd().split('\r\n');
    assert.equal(head, 'from,to,frame,born,died,entered,left,x,y');
    const fields = records.map((one) => one.split(','));
    const sum = (column: number): number =>
      fields.reduce((all, field) => all + Number(field[column]), 0);
    const folds = (column: number): number =>
      fields.flatMap((field) => field[column].split('; ').filter(Boolean)).length;
    assert.deepEqual([sum(3), sum(4), folds(5), folds(6)], [born, died, entered, left]);
    assert.equal(await rows(view).first().getAttribute('aria-setsize'), String(records.length));
    const times = fields.map(([, to]) => Number(to));
    assert.deepEqual(
      times,
      times.toSorted((p, q) => p - q),
    );
  });

  it('goes to events by pointer and keys, and marks those of the current frame', async () => {
    const view = await open();
    await view.page.getByRole('button', { name: 'Events', exact: true }).click();
    const frames = (await fileOf(view, 'events')).bytes
      .toString()
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((record) => Number(record.split(',')[2]));
    await rows(view).nth(1).click();
    await isAt(view, frames[1]);
    const selected = view.page.locator('.list-row[aria-selected="true"]');
    const own = frames.filter((frame) => frame === frames[1]).length;
    await eventually(async () => assert.equal(await selected.count(), own));
    await list(view).focus();
    await view.page.keyboard.press('End');
    await view.page.keyboard.press('Enter');
    await isAt(view, frames.at(-1) ?? NaN);
    const active = await list(view).getAttribute('aria-activedescendant');
    const last = view.page.locator(`#${active}`);
    assert.equal(await last.getAttribute('aria-posinset'), String(frames.length));
    assert.equal(await last.getAttribute('aria-selected'), 'true');
    // Keys that the list does not use are handled by the page.
    await view.page.keyboard.press('Shift+N');
    await isAt(view, frames.findLast((frame) => frame < (frames.at(-1) ?? 0)) ?? NaN);
  });

  it('filters by one kind, and saves the filter', async () => {
    const view = await open();
    await view.page.keyboard.press('t');
    await choose(view, 'Kind of event', 'Regions disappear');
    await eventually(async () => {
      const texts = await rows(view).allInnerTexts();
      assert.ok(texts.length > 0);
      for (const text of texts) assert.match(text, /disappear/);
    });
    await eventually(async () => {
      const kept = (await view.sent()).findLast((m) => m.kind === 'keepState');
      const { eventKind, eventsOpen } = kept?.state as { eventKind?: string; eventsOpen?: boolean };
      assert.deepEqual([eventKind, eventsOpen], ['died', true]);
    });
  });

  it('only renders the visible rows of thousands of events', async () => {
    const view = await open();
    await view.page.keyboard.press('t');
    const count = 20_000;
    const events = Array.from({ length: count }, (_, i): ProgressionEvent => {
      const to = (i + 1) / count;
      return { from: to - 2 ** -31, to, born: 1, died: 1, entered: [], left: [], x: 0, y: 0 };
    });
    await view.send({ kind: 'events', run: 1, events });
    await view.page.locator(`.list-row[aria-setsize="${count}"]`).first().waitFor();
    assert.ok((await rows(view).count()) < 100);
    await list(view).focus();
    await view.page.keyboard.press('End');
    await view.page.locator(`.list-row[aria-posinset="${count}"]`).waitFor();
    assert.ok((await rows(view).count()) < 100);
    await view.page.keyboard.press('Enter');
    await isAt(view, 100);
    await view.page.keyboard.press('Home');
    await view.page.locator('.list-row[aria-posinset="1"]').waitFor();
    // The tick of a frame with many events only lists some.
    const title = await view.page.locator('.time-event').last().getAttribute('title');
    assert.match(title ?? '', /and \d+ more$/);
  });

  it('explains when frames cannot be compared, or nothing happens', async () => {
    const view = await open();
    await view.page.keyboard.press('t');
    await view.send({ kind: 'events', run: 1, events: [] });
    await view.page.getByText('No region appears or disappears.').waitFor();
    assert.ok(await list(view).isHidden());
  });

  it('lists the events of the interpolation between two training frames, and returns', async () => {
    const view = await openOne(learning);
    const { page } = view;
    await slider(view).waitFor();
    await page.locator('#stage').focus();
    await page.keyboard.press('Home');
    await isAt(view, 0);
    await page.keyboard.press('ArrowRight');
    await isAt(view, 1);
    await page.getByRole('button', { name: 'Interpolate to next' }).click();
    await page.getByText('not the path of the optimiser').waitFor();
    await eventually(async () => assert.equal(await slider(view).getAttribute('max'), '100'));
    await isAt(view, 0);
    await page.locator('.time-event').first().waitFor();
    await page.getByRole('button', { name: 'Back to the sequence' }).click();
    await eventually(async () => assert.equal(await slider(view).getAttribute('max'), '5'));
    await isAt(view, 1);
  });

  it('is only shown for sequences with events', async () => {
    const view = await open();
    await view.page.keyboard.press('t');
    await list(view).waitFor();
    await choose(view, 'Progression', 'By fold');
    await list(view).waitFor({ state: 'hidden' });
    assert.ok(await view.page.getByRole('button', { name: 'Events', exact: true }).isHidden());
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`is accessible in the ${theme} theme`, async () => {
      const view = await open(theme);
      await view.page.keyboard.press('t');
      await rows(view).first().click();
      await view.page.locator('.list-row[aria-selected="true"]').first().waitFor();
      assert.deepEqual(await violations(view), []);
    });
});
