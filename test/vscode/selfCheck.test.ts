import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { activated } from './specs.ts';

describe('the self-check', () => {
  it('shows what the engine of this build computed, in a read-only document', async () => {
    await activated();
    await commands.executeCommand('foldComplex.selfCheck');
    const report = workspace.textDocuments.find(({ uri }) => uri.scheme.endsWith('self-check'));
    assert.match(
      report?.getText() ?? '',
      /^# Self-check of Fold Complex \d+\.\d+\.\d+\n\nAll \d+ checks passed\./,
    );
  });
});
