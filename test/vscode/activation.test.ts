import assert from 'node:assert/strict';
import { extensions } from 'vscode';

describe('activation', () => {
  it('finds the extension', () => {
    assert.ok(extensions.getExtension('fold-complex.fold-complex'));
  });
});
