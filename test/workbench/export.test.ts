import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { openExamples } from './session.ts';

describe('exporting in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
    await workbench.openFile('xor.fold.yaml');
    await workbench.run('Show Fold Complex');
    await workbench.view().locator('#stage[data-version]').waitFor();
  });

  /** Chooses what to export, or the last export again, saves it under the suggested name, and reads it up to its `end`. */
  async function exported(
    name: string,
    end: string,
    ...choices: readonly string[]
  ): Promise<Buffer> {
    await workbench.quickInput('F1', '>Export Fold Complex…');
    await workbench.pick('Export Fold Complex…');
    for (const choice of choices) await workbench.pick(choice);
    if (choices.length === 0)
      await workbench.page
        .locator('.quick-input-list [role=option]', { hasText: 'As the last export' })
        .click();
    const file = join(workbench.folder, name);
    const dialog = workbench.page.locator('.quick-input-widget input[type=text]');
    await until('the place to save at', async () => (await dialog.inputValue()).endsWith(name));
    await workbench.page.keyboard.press('Enter');
    await until(name, () => Promise.resolve(existsSync(file) && readFileSync(file).includes(end)));
    const bytes = readFileSync(file);
    // So that VS Code does not ask whether the next one may replace it.
    rmSync(file);
    return bytes;
  }

  it('saves an image of the preview', async () => {
    const png = await exported(
      'xor.png',
      'IEND',
      'PNG as on the screen',
      'As in the preview',
      'As in the preview',
    );
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    const box = await workbench.view().locator('#stage').boundingBox();
    assert.ok(box);
    assert.ok(Math.abs(png.readUInt32BE(16) - box.width) <= 2, `${png.readUInt32BE(16)} wide`);
    assert.ok(png.length > 3000, 'there is something on it');
  });

  it('saves a figure of the preview, and the next one in the same way', async () => {
    const png = await exported('xor.png', 'pHYs', 'PNG', 'Light', '85 mm', 'Sans-serif', '300 dpi');
    assert.equal(png.readUInt32BE(16), Math.round((85 / 25.4) * 300));
    const again = await exported('xor.png', 'pHYs');
    assert.ok(again.equals(png));
  });

  it('saves the vector image of what the preview shows', async () => {
    const svg = (
      await exported(
        'xor.surface.svg',
        '</svg>',
        'SVG as in the preview',
        'Light',
        '85 mm',
        'Serif',
      )
    ).toString();
    assert.match(svg, /^<svg[^>]* width="85mm"[^>]*Latin Modern/m);
    assert.ok((svg.match(/<(path|polygon)\b/g) ?? []).length >= 3, 'three regions');
  });
});
