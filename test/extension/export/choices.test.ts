import assert from 'node:assert/strict';
import { kindsFor } from '../../../src/core/export/write.ts';
import { askTarget } from '../../../src/extension/export/choices.ts';
import { awkwardSubject } from '../../core/export/subjects.ts';
import { window } from '../../fakes/vscode.ts';

describe('the list of exports', () => {
  it('offers an image and every kind available for a subject', async () => {
    const kinds = kindsFor(awkwardSubject());
    const target = await askTarget(kinds, true);
    assert.equal(target, undefined);
    const offered = window.offered.map(({ target }) => target?.kind);
    assert.deepEqual(new Set(offered), new Set([...kinds, 'png', 'seen']));
  });
});
