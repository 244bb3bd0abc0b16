import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { Studio, until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { examples, screenshots, watched } from './session.ts';

describe('the web extension host, without Node', () => {
  let studio: Studio;
  let workbench: Workbench;
  before(async () => {
    studio = await Studio.start(join(root, 'fold-complex.vsix'), { webHost: true });
    workbench = watched(await studio.open(examples));
  });
  after(async () => {
    await workbench.close();
    await studio.close();
  });

  it('shows the complex, follows an edit and marks a problem', async () => {
    await workbench.openFile('xor.fold.yaml');
    await workbench.run('Show Fold Complex');
    const stage = workbench.view().locator('#stage[data-version]');
    await stage.waitFor();
    assert.equal(await stage.getAttribute('data-cells'), '3');

    const before = await stage.getAttribute('data-version');
    await workbench.tab('xor.fold.yaml').first().click();
    await workbench.typeOver({ line: 15, column: 12, length: 1 }, '0.25');
    await until('the edit', async () => (await stage.getAttribute('data-version')) !== before);

    await workbench.typeOver({ line: 15, column: 12, length: 4 }, 'oops');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    assert.equal(await stage.getAttribute('data-cells'), '3');
    await workbench.screenshot(join(screenshots, 'web-host.png'));
  });

  it('shows the complex in the custom editor', async () => {
    const { page } = workbench;
    await workbench.openFile('diamond.fold.yaml');
    const before = await page.locator('iframe.webview').count();
    await workbench.reopenWith('Fold Complex');
    await until('the editor', async () => (await page.locator('iframe.webview').count()) > before);
    await workbench.view().locator('#stage[data-version]').waitFor();
    await workbench.view().getByRole('heading', { name: 'Diamond, by hand' }).waitFor();
  });
});
