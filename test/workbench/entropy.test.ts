import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { openExamples, screenshots } from './session.ts';

const file = 'grpo-collapse.entropy.yaml';

describe('a model of entropy collapse in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
  });

  const panes = (): Locator => workbench.view().locator('.panes[data-version]');
  const state = async (): Promise<number> => Number(await panes().getAttribute('data-state'));

  it('opens from a spec, held near its reference', async () => {
    await workbench.openFile(file);
    await workbench.run('Show Entropy Collapse');
    await panes().waitFor();
    assert.equal(await panes().getAttribute('data-layout'), 'surface');
    assert.ok((await state()) < 1.2);
    await workbench.screenshot(join(screenshots, 'entropy-collapse.png'));
  });

  it('collapses when the KL term is removed from the text, and does not recover when it is restored', async () => {
    await workbench.tab(file).first().click();
    // The line is `  kl: 0.02`.
    await workbench.typeOver({ line: 13, column: 7, length: 4 }, '0.002');
    await until('the collapse', async () => (await state()) > 7);
    await workbench.typeOver({ line: 13, column: 7, length: 5 }, '0.02');
    await until('the edit', async () => (await state()) < 7);
    assert.ok((await state()) > 5);
  });

  it('marks what is wrong in the text', async () => {
    await workbench.typeOver({ line: 13, column: 7, length: 4 }, 'much');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.view().getByText('must be a number').first().waitFor();
  });

  it('opens with the phase diagram first in the same panel', async () => {
    await workbench.run('Show Phase Diagram');
    await workbench.view().locator('.panes[data-layout="plane"]').waitFor();
    await workbench.screenshot(join(screenshots, 'phase-diagram.png'));
  });
});
