import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { isFileFor } from '../../src/extension/wrongFile.ts';
import * as vscode from '../fakes/vscode.ts';

const file = (path: string): Uri => vscode.Uri.file(path) as unknown as Uri;

describe('a command on a file of another kind', () => {
  const said = async (wanted: 'network' | 'entropy' | 'log', path: string): Promise<string> => {
    vscode.window.warned = [];
    assert.equal(await isFileFor(wanted, file(path)), false);
    return vscode.window.warned.join(' | ');
  };

  it('says what the file is and what the command is for, and offers the one that fits', async () => {
    assert.equal(
      await said('network', '/a/README.md'),
      'README.md is neither a spec nor a training log. ' +
        'This command is for network specs, such as xor.fold.yaml. | Open an example',
    );
    assert.match(
      await said('network', '/a/cusp.entropy.yaml'),
      /is an entropy spec\. .*network specs.* \| Show Entropy Collapse$/,
    );
    assert.match(
      await said('network', '/a/run.jsonl'),
      /is a training log\. .*network specs.* \| Analyse Training Run$/,
    );
    assert.match(
      await said('log', '/a/xor.fold.yaml'),
      /is a network spec\. .*training logs.* \| Show Fold Complex$/,
    );
    assert.match(
      await said('entropy', '/a/xor.fold.yaml'),
      /is a network spec\. .*entropy specs.* \| Show Fold Complex$/,
    );
  });

  it('runs where the file fits, or may still become one that does', async () => {
    vscode.window.warned = [];
    assert.ok(await isFileFor('network', file('/a/xor.fold.yaml')));
    assert.ok(await isFileFor('network', file('/a/new.yaml')));
    assert.ok(await isFileFor('log', file('/a/run.csv')));
    assert.deepEqual(vscode.window.warned, []);
  });
});
