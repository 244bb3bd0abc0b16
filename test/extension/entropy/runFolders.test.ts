import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { withRunFolders } from '../../../src/extension/entropy/runFolders.ts';
import * as vscode from '../../fakes/vscode.ts';

describe('several TensorBoard event files', () => {
  const opened = (...paths: string[]): string[] => {
    const uris = paths.map((path) => vscode.Uri.file(path) as unknown as Uri);
    return withRunFolders(uris).map(({ path }) => path);
  };

  it('of one folder are one run; a single one and other logs stay as they are', () => {
    assert.deepEqual(
      opened(
        '/runs/a/events.out.tfevents.1.host.1.0',
        '/runs/log.csv',
        '/runs/b/events.out.tfevents.2.host.1.0',
        '/runs/a/events.out.tfevents.3.host.2.0',
        '/runs/a/metrics.csv',
      ),
      ['/runs/a', '/runs/log.csv', '/runs/b/events.out.tfevents.2.host.1.0', '/runs/a/metrics.csv'],
    );
    assert.deepEqual(opened(), []);
  });
});
