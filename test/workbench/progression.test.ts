import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { openExamples, screenshots } from './session.ts';

const moons = 'training-moons.fold.yaml';

describe('a progression in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
  });

  const stage = (): Locator => workbench.view().locator('#stage[data-version]');
  const slider = (): Locator => workbench.view().getByRole('slider', { name: 'Frame' });
  const frame = async (): Promise<number> => Number(await slider().inputValue());
  const title = (text: string): Locator =>
    workbench.view().locator('.caption-title', { hasText: new RegExp(`^${text}$`) });

  it('trains the network of a spec beside its text', async () => {
    await workbench.openFile(moons);
    await workbench.run('Show Progression');
    await stage().waitFor();
    const active = workbench.page.locator('.editor-group-container.active .tab.active');
    assert.match((await active.textContent()) ?? '', /training-moons/, 'the editor has the focus');
    await workbench.view().getByText('The training stopped').waitFor();
    assert.ok(Number(await slider().getAttribute('max')) > 10);
  });

  it('steps from frame to frame with the keyboard, and plays', async () => {
    const { keyboard } = workbench.page;
    await stage().focus();
    // A training opens at its end.
    await keyboard.press('Home');
    await title('Step 0').waitFor();
    for (let i = 0; i < 3; i++) await keyboard.press('ArrowRight');
    // One epoch of 200 points in batches of 20 per frame.
    await title('Step 30').waitFor();
    assert.equal(await frame(), 3);
    await keyboard.press('ArrowLeft');
    await title('Step 20').waitFor();
    await keyboard.press(' ');
    await until('it to play', async () => (await frame()) > 4);
    // A single step stops playback, even if a slow machine has already played to the end.
    await keyboard.press('Home');
    await workbench.view().getByRole('button', { name: 'Play' }).waitFor();
    await title('Step 0').waitFor();
    for (let i = 0; i < 3; i++) await keyboard.press('ArrowRight');
    // A frame that the faster training of the next test has too.
    await title('Step 30').waitFor();
    await workbench.screenshot(join(screenshots, 'progression.png'));
  });

  it('keeps the frame in view while the text is edited', async () => {
    const [before, version] = [await frame(), await stage().getAttribute('data-version')];
    await workbench.tab(moons).first().click();
    // The line is `  learning_rate: 0.01`.
    await workbench.typeOver({ line: 23, column: 18, length: 4 }, '0.02');
    const follows = stage().and(workbench.view().locator(`:not([data-version="${version}"])`));
    await follows.waitFor();
    await workbench.view().locator('.course', { hasText: 'Rate 0.02' }).waitFor();
    assert.equal(await frame(), before);
    // Everything typed went into the text: the view did not take the focus.
    await workbench.save();
    const saved = readFileSync(join(workbench.folder, moons), 'utf8');
    assert.match(saved, /^ {2}learning_rate: 0\.02$/m);
  });

  it('marks what is wrong in the text, over the last valid frame', async () => {
    const before = await frame();
    // The line is `  optimiser: adam`.
    await workbench.typeOver({ line: 22, column: 14, length: 4 }, 'adum');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    const problem = workbench.view().locator('.problem', { hasText: 'did you mean adam?' });
    await problem.waitFor();
    assert.match((await problem.textContent()) ?? '', /22:14/);
    await title(`Step ${10 * before}`).waitFor();
    await workbench.screenshot(join(screenshots, 'progression-problem.png'));
    await workbench.typeOver({ line: 4, column: 1, length: 0 }, '');
    const caret = workbench.page.locator('[id="status.editor.selection"]');
    await caret.filter({ hasText: 'Ln 4,' }).waitFor();
    await problem.click();
    await caret.filter({ hasText: 'Ln 22,' }).waitFor();
  });
});
