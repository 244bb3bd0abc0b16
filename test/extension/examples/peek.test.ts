import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { type Peek, peekAtBoth } from '../../../src/extension/examples/peek.ts';
import * as vscode from '../../fakes/vscode.ts';

describe('a peek at two kinds of documents', () => {
  it('shows the next document after one could not be shown', async () => {
    const shown: (Uri | undefined)[] = [];
    const works: Peek = {
      show: (uri) => {
        shown.push(uri);
        return Promise.resolve();
      },
    };
    const fails: Peek = {
      show: (uri) => (uri ? Promise.reject(new Error('not loaded')) : Promise.resolve()),
    };
    const good = vscode.Uri.file('/a.fold.yaml') as unknown as Uri;
    const bad = vscode.Uri.file('/a.entropy.yaml') as unknown as Uri;
    const peek = peekAtBoth(works, fails, (uri) => uri === good);
    await assert.rejects(peek.show(bad), /not loaded/);
    await peek.show(good);
    await peek.show(undefined);
    assert.deepEqual(shown, [good, undefined]);
  });
});
