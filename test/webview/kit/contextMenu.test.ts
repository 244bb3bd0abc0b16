import assert from 'node:assert/strict';
import { usePreviews } from '../actions.ts';
import { violations } from '../axe.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { hinge } from '../specs.ts';
import { themes, type ThemeName } from '../themes.ts';

describe('the context menu in Chromium', () => {
  const open = usePreviews();

  async function shown(): Promise<Preview> {
    const preview = await open();
    await preview.show(await pictureOf(hinge));
    return preview;
  }

  const menu = ({ page }: Preview) => page.getByRole('menu');
  const focused = ({ page }: Preview): Promise<string | undefined> =>
    page.evaluate(() => document.activeElement?.textContent.replace(/\s+/g, ' ').trim());

  it('opens on a right click and runs a command', async () => {
    const preview = await shown();
    const { page } = preview;
    await page.locator('#stage').click({ button: 'right' });
    await menu(preview).waitFor();
    const faces = page.getByRole('menuitemcheckbox', { name: 'Faces' });
    assert.equal(await faces.getAttribute('aria-checked'), 'true');
    await faces.click();
    await menu(preview).waitFor({ state: 'hidden' });
    await page.locator('vscode-button[aria-label="Faces"][aria-pressed="false"]').waitFor();
  });

  it('does not open after a drag with the right button', async () => {
    const preview = await shown();
    const { page } = preview;
    const { x, y } = (await page.locator('#stage').boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 100, y + 100);
    await page.mouse.down({ button: 'right' });
    await page.mouse.move(x + 150, y + 120);
    await page.mouse.up({ button: 'right' });
    assert.ok(await menu(preview).isHidden());
  });

  it('works with the keyboard, and returns the focus', async () => {
    const preview = await shown();
    const { page } = preview;
    await page.locator('#stage').focus();
    await page.keyboard.press('Shift+F10');
    await menu(preview).waitFor();
    assert.equal(await focused(preview), 'Top view B');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(preview), 'Fit to view F');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(preview), 'Keyboard shortcuts ?');
    await page.keyboard.press('Home');
    assert.equal(await focused(preview), 'Top view B');
    // Keys of the page do nothing while the menu is open.
    await page.keyboard.press('i');
    assert.ok(await page.locator('#statistics').isHidden());
    await page.keyboard.press('Escape');
    await menu(preview).waitFor({ state: 'hidden' });
    await page.locator('#stage:focus').waitFor();

    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.locator('#help').waitFor();
    await page.locator('#stage:focus').waitFor();
  });

  it('is accessible in every theme', async () => {
    const preview = await shown();
    await preview.page.locator('#stage').focus();
    await preview.page.keyboard.press('Shift+F10');
    await menu(preview).waitFor();
    for (const theme of Object.keys(themes) as ThemeName[]) {
      await preview.theme(theme);
      assert.deepEqual(await violations(preview), [], theme);
    }
  });

  it('shows the same key as tooltips and accessible labels', async () => {
    const { page } = await shown();
    const buttons = await page.locator('.header [aria-keyshortcuts]').evaluateAll((nodes) =>
      nodes.map((node) => ({
        label: node.getAttribute('aria-label'),
        title: node.getAttribute('title'),
        key: node.getAttribute('aria-keyshortcuts'),
      })),
    );
    assert.ok(buttons.length > 5);
    for (const { label, title, key } of buttons) assert.equal(title, `${label} (${key})`);
  });
});
