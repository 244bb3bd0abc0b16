import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { lookAt } from './pixels.ts';
import { examples, openExamples, screenshots } from './session.ts';

const xor = 'xor.fold.yaml';
const text = readFileSync(join(examples, xor), 'utf8');

describe('the main job in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
  });

  const stage = (): Locator => workbench.view().locator('#stage[data-version]');
  const version = async (): Promise<number> => Number(await stage().getAttribute('data-version'));
  const shot = (name: string): Promise<void> =>
    workbench.screenshot(join(screenshots, `${name}.png`));

  it('opens an example and shows its complex from the Command Palette', async () => {
    await workbench.openFile(xor);
    await workbench.run('Show Fold Complex');
    await stage().waitFor();
    assert.equal(await stage().getAttribute('data-cells'), '3');
    const look = await lookAt(workbench.page, await stage().screenshot());
    assert.ok(look.colours >= 4 && look.background < 0.95, JSON.stringify(look));
    await shot('opened');
  });

  it('describes in words what it shows', async () => {
    const status = workbench.view().locator('#status');
    await status.filter({ hasText: '3 regions' }).waitFor();
    const summary = await describedBy(stage());
    assert.match(summary, /XOR, by hand/);
    assert.match(summary, /3 regions/);
  });

  it('updates while a weight is typed, before it is saved', async () => {
    const before = { version: await version(), picture: await stage().screenshot() };
    await workbench.typeOver(placeOf('-2', 'weights: [[1, '), '5');
    await until('the edit', async () => (await version()) > before.version);
    await until('new pixels', async () => !before.picture.equals(await stage().screenshot()));
    await workbench.page.locator('.tab.active.dirty').waitFor();
    assert.equal(readFileSync(join(workbench.folder, xor), 'utf8'), text);
    await shot('edited');
  });

  it('saves', async () => {
    await workbench.save();
    const saved = readFileSync(join(workbench.folder, xor), 'utf8');
    assert.equal(saved, text.replace('[[1, -2]]', '[[1, 5]]'));
  });

  it('describes the edge under the pointer, and keeps it when clicked', async () => {
    const card = workbench.view().locator('#card');
    await stage().hover();
    const promised =
      /Region \d.*of 3.*x \+ y = 0.*xor = .*Pattern.*Area\s*[\d.]+ · [\d.]+ %.*Bounded by/s;
    await card.filter({ hasText: promised }).waitFor();
    await stage().click();
    await workbench.page.mouse.move(5, 5);
    await workbench.view().locator('#card.pinned').waitFor();
    await card.filter({ hasText: promised }).waitFor();
    await shot('hovered');
    await workbench.page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
  });

  it('marks what is wrong and keeps the last valid picture', async () => {
    await workbench.tab(xor).first().click();
    const good = await version();
    await workbench.typeOver(placeOf('0', 'bias: ['), 'oops');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    const problems = await workbench.problems();
    await problems.filter({ hasText: 'oops' }).first().waitFor();
    await workbench.view().getByText('oops').first().waitFor();
    assert.equal(await version(), good);
    await shot('broken');
  });

  it('recovers when the mistake is corrected', async () => {
    await workbench.tab(xor).first().click();
    const good = await version();
    await workbench.typeOver({ ...placeOf('0', 'bias: ['), length: 4 }, '0');
    await until('the repair', async () => (await version()) > good);
    await workbench.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await workbench.save();
  });

  it('is restored after the window reloads', async () => {
    await workbench.reload();
    await stage().waitFor();
    assert.equal(await stage().getAttribute('data-cells'), '3');
    await shot('reloaded');
  });

  it('opens from the icon in the editor title bar', async () => {
    const preview = workbench.tab(`Fold Complex: ${xor}`);
    await preview.click({ button: 'middle' });
    await preview.waitFor({ state: 'detached' });
    await workbench.tab(xor).click();
    await workbench.pressTitleButton('Show Fold Complex');
    await stage().waitFor();
  });

  it('opens with its keys as soon as the text has the focus', async () => {
    await workbench.closeEditors();
    await workbench.openFile(xor);
    await workbench.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await workbench.page.keyboard.press('Control+K');
    await workbench.page.keyboard.press('v');
    await stage().waitFor();
  });
});

/** The position, counted from 1, of a word in the example after a given beginning. */
function placeOf(word: string, after: string): { line: number; column: number; length: number } {
  const at = text.indexOf(after + word) + after.length;
  assert.ok(at >= after.length, `${after}${word} is not in the example`);
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: lines[lines.length - 1].length + 1, length: word.length };
}

/** The text that a screen reader gives as the description of an element. */
async function describedBy(element: Locator): Promise<string> {
  return element.evaluate((node) =>
    (node.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );
}
