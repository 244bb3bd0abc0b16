import assert from 'node:assert/strict';
import { ConfigurationTarget, languages, type TextDocument, workspace } from 'vscode';
import type { Api } from '../../src/extension/activate.ts';
import { activated, cleanUp, hat, openSpec, replace, showPreview, until } from './specs.ts';

describe('settings', () => {
  let api: Api;
  before(async () => {
    api = await activated();
  });
  afterEach(async () => {
    await set('update', undefined);
    await set('maxRegions', undefined);
    await cleanUp();
  });

  const set = async (name: string, value: unknown): Promise<void> => {
    const settings = workspace.getConfiguration('foldComplex');
    await settings.update(name, value, ConfigurationTarget.Global);
  };
  const drawn = (document: TextDocument, cells: number): Promise<boolean> =>
    until(`${cells} regions`, () => api.lastPicture(document.uri)?.cells === cells);

  it('limit updates to saved files on request, while problems are still marked during typing', async () => {
    await set('update', 'onSave');
    const document = await openSpec('test-hat.fold.yaml', hat);
    await showPreview(document);
    await drawn(document, 2);
    await replace(document, 'bias: [0]', 'bias: [2]');
    // The warning shows that this version of the text has been parsed.
    await replace(document, 'name:', 'nme:');
    await until('the warning', () => languages.getDiagnostics(document.uri).length > 0);
    assert.equal(api.lastPicture(document.uri)?.cells, 2);
    assert.ok(await document.save());
    await drawn(document, 1);
  });

  it('take effect at once when changed', async () => {
    await set('update', 'onSave');
    const document = await openSpec('test-hat.fold.yaml', hat);
    await showPreview(document);
    await drawn(document, 2);
    await replace(document, 'bias: [0]', 'bias: [2]');
    await set('update', 'live');
    await drawn(document, 1);
  });

  it('stop the computation at the region budget', async () => {
    await set('maxRegions', 20);
    const wide = `layers:
  - units: 60
    init: { scheme: he_uniform, seed: 1 }
    activation: relu
  - units: 1
    init: { scheme: he_uniform, seed: 2 }
`;
    const document = await openSpec('test-wide.fold.yaml', wide);
    await showPreview(document);
    const partial = await until('a picture', () => api.lastPicture(document.uri)?.cells);
    await set('maxRegions', undefined);
    const whole = await until('the rest', () => {
      const cells = api.lastPicture(document.uri)?.cells ?? 0;
      return cells > partial && cells;
    });
    assert.ok(partial < 100 && whole > 300, `${partial} of ${whole} regions`);
  });
});
