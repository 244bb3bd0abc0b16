import assert from 'node:assert/strict';
import { commands, TabInputWebview, Uri, window, workspace } from 'vscode';
import { activated, cleanUp, folder, until } from './specs.ts';

describe('training runs', () => {
  after(cleanUp);

  it('open from a log, in one panel per log', async () => {
    await activated();
    const log = Uri.joinPath(folder(), 'test-run.csv');
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${Math.exp(-i / 9)},${i / 50}`);
    await workspace.fs.writeFile(
      log,
      new TextEncoder().encode(['step,entropy,reward', ...rows].join('\n')),
    );
    const runTabs = () =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(
          ({ input }) =>
            input instanceof TabInputWebview && input.viewType.endsWith('foldComplex.run'),
        );
    await commands.executeCommand('foldComplex.showRun', log);
    await until('the view of the run', () => runTabs().length === 1);
    assert.equal(runTabs()[0].label, 'Run: test-run.csv');
    await commands.executeCommand('foldComplex.showRun', log);
    assert.equal(runTabs().length, 1);
    await window.tabGroups.close(runTabs());
  });
});
