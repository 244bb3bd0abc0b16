import assert from 'node:assert/strict';
import { kindsFor } from '../../../src/core/export/write.ts';
import { askTarget } from '../../../src/extension/export/choices.ts';
import { lastExportFrom, type LastExport } from '../../../src/extension/export/lastExport.ts';
import { defaultFigure } from '../../../src/extension/figures/figureSetup.ts';
import { awkwardSubject, graphSubject } from '../../core/export/subjects.ts';
import { window } from '../../fakes/vscode.ts';

describe('the list of exports', () => {
  it('offers an image and every kind available for a subject', async () => {
    const kinds = kindsFor(awkwardSubject());
    const target = await askTarget(kinds, true, undefined);
    assert.equal(target, undefined);
    const offered = window.offered.flatMap(({ target }) => target?.kind ?? []);
    assert.deepEqual(new Set(offered), new Set([...kinds, 'png', 'seen', 'screen']));
  });

  it('is in groups, none of them empty', async () => {
    for (const subject of [awkwardSubject(), graphSubject()])
      for (const isShown of [true, false]) {
        await askTarget(kindsFor(subject), isShown, undefined);
        const isTitle = window.offered.map(({ target }) => target === undefined);
        assert.equal(isTitle[0], true);
        assert.ok(isTitle.filter(Boolean).length >= 3);
        isTitle.forEach((title, i) =>
          assert.ok(!title || (i + 1 < isTitle.length && !isTitle[i + 1])),
        );
      }
  });

  it('begins with the last export, if there is such a kind', async () => {
    const first = async (last: LastExport): Promise<unknown> => {
      await askTarget(kindsFor(graphSubject()), false, last);
      const [, first] = window.offered;
      return first;
    };
    const figure = { ...defaultFigure, width: 170, height: 90 };
    const png: LastExport = { target: { kind: 'png' }, figure, colouring: 'region' };
    assert.deepEqual(await first(png), {
      target: png.target,
      again: true,
      label: '$(history) PNG',
      description: '170 × 90 mm, Light, Sans-serif, 300 dpi',
      detail: 'As the last export',
    });
    for (const target of [{ kind: 'seen' }, { kind: 'glb', style: 'light' }] as const)
      assert.equal(((await first({ ...png, target })) as { again: boolean }).again, false);
  });
});

describe('the last export', () => {
  it('is remembered, and forgotten if it is damaged', () => {
    const last: LastExport = {
      target: { kind: 'svg', style: 'dark' },
      figure: { ...defaultFigure, style: 'dark', font: 'serif' },
      colouring: 'height',
    };
    // As in the storage of a workspace, where nothing is undefined.
    assert.deepEqual(lastExportFrom(JSON.parse(JSON.stringify(last))), {
      ...last,
      figure: JSON.parse(JSON.stringify(last.figure)) as unknown,
    });
    const { figure } = last;
    for (const damaged of [
      undefined,
      null,
      'svg',
      {},
      { ...last, target: { kind: 'pdf' } },
      { ...last, target: { kind: 'svg', style: 'pink' } },
      { ...last, colouring: 'mood' },
      { ...last, figure: { ...figure, width: 1e9 } },
      { ...last, figure: { ...figure, height: '60' } },
      { ...last, figure: { ...figure, font: 'comic' } },
      { ...last, figure: undefined },
    ])
      assert.equal(lastExportFrom(damaged), undefined, JSON.stringify(damaged));
  });
});
