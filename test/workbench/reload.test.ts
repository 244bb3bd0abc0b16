import assert from 'node:assert/strict';
import { copyFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { until, type Workbench } from '../../scripts/vscode/workbench.mjs';
import { openExamples, screenshots, watched } from './session.ts';

/**
 * A panel of each type: its document, the command in the Explorer that opens it, its tab, and a text of
 * its page. They are opened in this order, the first ones in the active group, the others beside.
 */
const panels = [
  {
    of: 'kl-lowered.csv',
    file: 'reload.csv',
    command: 'Analyse Training Run',
    tab: 'Run: reload.csv',
    text: /Entropy/,
  },
  {
    of: 'xor.fold.yaml',
    file: 'reload-net.fold.yaml',
    command: 'Show Fold Complex',
    tab: 'Fold Complex: reload-net.fold.yaml',
    text: /3 regions/,
  },
  {
    of: 'checkpoints.fold.yaml',
    file: 'reload-steps.fold.yaml',
    command: 'Show Progression',
    tab: 'Progression: reload-steps.fold.yaml',
    text: /checkpoints/i,
  },
  {
    of: 'cusp.entropy.yaml',
    file: 'reload-model.entropy.yaml',
    command: 'Show Entropy Collapse',
    tab: 'Entropy: reload-model.entropy.yaml',
    text: /cusp/i,
  },
] as const;
const interventions = { tab: 'Interventions', text: /Simulate/ };

describe('panels in a window that is loaded again', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openExamples();
    for (const { of, file } of panels)
      copyFileSync(join(workbench.folder, of), join(workbench.folder, file));
  });
  after(() => {
    for (const { file } of panels)
      for (const name of [file, `moved-${file}`])
        rmSync(join(workbench.folder, name), { force: true });
  });

  it('open, one of each type', async () => {
    await workbench.run('Refresh Explorer');
    await workbench.run('Compare Interventions');
    await workbench.visibleView(interventions.text);
    for (const { file, command, tab, text } of panels) {
      const row = await workbench.fileRow(file);
      // The page of the last panel takes the focus when it has loaded, which closes a menu.
      await until(tab, async () => {
        await workbench.pickFromMenu(row, command);
        return workbench
          .tab(tab)
          .waitFor({ timeout: 10_000 })
          .then(
            () => true,
            () => false,
          );
      });
      await workbench.visibleView(text);
    }
  });

  describe('beside a second window on the folder', () => {
    let second: Workbench;
    before(async () => {
      second = watched(await workbench.openAgain());
    });
    after(() => second.close());

    for (const { tab, text } of [...panels, interventions])
      it(`show their own documents: ${tab}`, async () => {
        await second.tab(tab).click();
        await second.visibleView(text);
        // The first window keeps its own.
        await workbench.tab(tab).click();
        await workbench.visibleView(text);
      });
  });

  describe('after a reload', () => {
    before(async () => {
      const at = (file: string): string => join(workbench.folder, file);
      const [log, network, steps, model] = panels;
      rmSync(at(log.file));
      truncateSync(at(network.file), 5e6);
      renameSync(at(steps.file), at(`moved-${steps.file}`));
      rmSync(at(model.file));
      await workbench.reload();
    });

    for (const { tab, file } of panels)
      it(`say that ${file} is gone or too large, and offer another file`, async () => {
        await workbench.tab(tab).click();
        const reason = file.includes('net') ? 'is 5.0 MB; the limit' : 'was moved or deleted';
        const text = new RegExp(`${file.replaceAll('.', '\\.')} ${reason}`);
        const view = await workbench.visibleView(text);
        assert.ok(await view.getByText('Open Another File…').isVisible());
        await workbench.screenshot(join(screenshots, `reload-${file}.png`));
        await view.getByText('Close', { exact: true }).click();
        await workbench.tab(tab).waitFor({ state: 'detached' });
      });

    it('show interventions again', async () => {
      await workbench.tab(interventions.tab).click();
      await workbench.visibleView(interventions.text);
    });
  });
});
