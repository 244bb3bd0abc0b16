import assert from 'node:assert/strict';
import type { FromEntropyView, ToEntropyView } from '../../src/protocol/entropy/model.ts';
import type { ViewProblem } from '../../src/protocol/panel.ts';
import { eventually } from '../eventually.ts';
import { drawn, usePreviews } from './actions.ts';
import { sharedBrowser } from './browser.ts';
import { openView, pictureOf, type ViewPage } from './harness.ts';
import { stageColours } from './pixels.ts';
import { eight, hinge } from './specs.ts';

const problem: ViewProblem = { severity: 'error', message: 'Bias 1 is wrong', line: 3, column: 1 };

describe('a view that turns to another document', () => {
  const open = usePreviews();

  it('shows nothing of the one before while the other cannot be read', async () => {
    const choices = { statisticsOpen: true, tableOpen: true };
    const preview = await open({ state: { choices }, size: { width: 1000, height: 800 } });
    const { page } = preview;
    await preview.show(await pictureOf(eight));
    await page.locator('.region-row').first().waitFor();
    await page.locator('#stage').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#card').waitFor();
    await preview.send({
      kind: 'restore',
      uri: 'file:///other.fold.yaml',
      state: { choices },
      locked: false,
    });
    await preview.status({ kind: 'problems', problems: [problem] });
    await page.getByText('Bias 1 is wrong').waitFor();
    await drawn(preview);
    const text = await page.locator('body').innerText();
    for (const word of ['Eight folds', 'logit', 'fold · ', 'last good picture', '37 regions'])
      assert.ok(!text.includes(word), `“${word}” is of the first document: ${text}`);
    await page.locator('.problem').evaluate((node) => node.closest('.notice')?.remove());
    assert.ok((await stageColours(preview)) <= 1, 'the stage is blank');
    // A pointer finds nothing, either.
    await page.locator('.stage').hover();
    await drawn(preview);
    assert.ok(await page.locator('#card').isHidden());
    await preview.show(await pictureOf(hinge, 2));
    assert.ok((await stageColours(preview)) > 2);
  });

  it('keeps the last good picture of its own', async () => {
    const preview = await open();
    await preview.show(await pictureOf(eight));
    await preview.status({ kind: 'problems', problems: [problem] });
    await preview.page.getByText('This is the last good picture.').waitFor();
    assert.ok((await stageColours(preview)) > 3);
  });
});

describe('an entropy view without a valid document', () => {
  let view: ViewPage<ToEntropyView, FromEntropyView> | undefined;
  afterEach(async () => {
    const faults = view?.faults;
    await view?.close();
    view = undefined;
    assert.deepEqual(faults ?? [], []);
  });

  const openAt = async (
    message: ToEntropyView,
  ): Promise<ViewPage<ToEntropyView, FromEntropyView>> => {
    view = await openView<ToEntropyView, FromEntropyView>(await sharedBrowser(), 'entropy', {});
    await view.send({ kind: 'restore', uri: 'file:///x.entropy.yaml', state: undefined }, message);
    return view;
  };

  it('says what is wrong, and shows no other model', async () => {
    const { page } = await openAt({ kind: 'problems', problems: [problem] });
    await page.getByText('The view appears once the errors are fixed.').waitFor();
    await page.getByText('Bias 1 is wrong').waitFor();
    assert.ok(await page.locator('.panes').isHidden());
  });

  it('offers another file where its own is gone', async () => {
    const opened = await openAt({
      kind: 'missing',
      message: 'x.entropy.yaml was moved or deleted',
    });
    const { page } = opened;
    await page.getByText('x.entropy.yaml was moved or deleted').waitFor();
    assert.ok(await page.locator('.panes').isHidden());
    await page.getByText('Open Another File…').click();
    await page.getByText('Close', { exact: true }).click();
    await eventually(async () => {
      const kinds = (await opened.sent()).map(({ kind }) => kind);
      assert.ok(kinds.includes('openInstead') && kinds.includes('close'), kinds.join());
    });
  });
});
