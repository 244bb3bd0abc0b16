import assert from 'node:assert/strict';
import { commands, languages, Uri, ViewColumn, window, workspace, WorkspaceEdit } from 'vscode';
import type { Api } from '../../src/extension/activate.ts';
import {
  activated,
  cleanUp,
  folder,
  hat,
  openSpec,
  previewTabs,
  replace,
  showPreview,
  until,
} from './specs.ts';

describe('preview', () => {
  let api: Api;
  before(async () => {
    api = await activated();
  });
  afterEach(cleanUp);

  const cellsOf = (uri: Uri, version: number): number | undefined => {
    const picture = api.lastPicture(uri);
    return picture?.version === version ? picture.cells : undefined;
  };

  it('opens beside an example, which keeps the focus', async () => {
    const document = await workspace.openTextDocument(Uri.joinPath(folder(), 'xor.fold.yaml'));
    await window.showTextDocument(document);
    await commands.executeCommand('foldComplex.show');
    const tab = await until('the preview', () => previewTabs().at(0));
    assert.equal(tab.group.viewColumn, ViewColumn.Two);
    assert.match(tab.label, /xor\.fold\.yaml/);
    assert.equal(window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    const cells = await until('the picture', () => cellsOf(document.uri, document.version));
    assert.ok(cells > 1);
  });

  it('follows every edit before it is saved', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    await showPreview(document);
    const first = await until('the picture', () => cellsOf(document.uri, document.version));
    assert.equal(first, 2);
    // x + 2 has no zero in the domain.
    await replace(document, 'bias: [0]', 'bias: [2]');
    const next = await until('the edit', () => cellsOf(document.uri, document.version));
    assert.equal(next, 1);
    assert.ok(document.isDirty);
  });

  it('shows the text of the editor, not that of the file', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    await replace(document, 'bias: [0]', 'bias: [2]');
    await showPreview(document);
    const cells = await until('the picture', () => cellsOf(document.uri, document.version));
    assert.equal(cells, 1);
  });

  it('is one per spec', async () => {
    const one = await openSpec('test-one.fold.yaml', hat);
    await showPreview(one);
    const two = await openSpec('test-two.fold.yaml', hat);
    await showPreview(two);
    await showPreview(one);
    await until('both previews', () => previewTabs().length === 2);
    await until('one', () => cellsOf(one.uri, one.version));
    await until('two', () => cellsOf(two.uri, two.version));
    const labels = previewTabs().map(({ label }) => label);
    assert.deepEqual(labels.map((label) => /test-\w+/.exec(label)?.[0]).sort(), [
      'test-one',
      'test-two',
    ]);
  });

  it('reads JSON with comments as it reads YAML', async () => {
    const text = `{
      // the hat again
      "layers": [
        { "weights": [[1, 0]], "bias": [0], "activation": "relu" },
        { "weights": [[1]] }
      ]
    }`;
    const document = await openSpec('test-hat.fold.json', text);
    await showPreview(document);
    const cells = await until('the picture', () => cellsOf(document.uri, document.version));
    assert.equal(cells, 2);
  });

  it('goes with the file when that is renamed', async () => {
    const document = await openSpec('test-before.fold.yaml', hat);
    await showPreview(document);
    await until('the picture', () => cellsOf(document.uri, document.version));
    const renamed = Uri.joinPath(folder(), 'test-after.fold.yaml');
    const rename = new WorkspaceEdit();
    rename.renameFile(document.uri, renamed);
    assert.ok(await workspace.applyEdit(rename));
    await until('the new title', () => previewTabs()[0]?.label.includes('test-after'));
    const moved = await workspace.openTextDocument(renamed);
    await replace(moved, 'bias: [0]', 'bias: [2]');
    const cells = await until('the edit', () => cellsOf(renamed, moved.version));
    assert.equal(cells, 1);
    assert.equal(previewTabs().length, 1);
  });

  it('follows the file on disk once its editor is closed', async () => {
    const document = await openSpec('test-disk.fold.yaml', hat);
    await showPreview(document);
    await until('the picture', () => cellsOf(document.uri, document.version));
    await commands.executeCommand('workbench.action.closeActiveEditor');
    const wider = new TextEncoder().encode(hat.replace('bias: [0]', 'bias: [2]'));
    await until('the preview alone', () => window.visibleTextEditors.length === 0);
    await workspace.fs.writeFile(document.uri, wider);
    await until('the file', () => api.lastPicture(document.uri)?.cells === 1);
  });

  it('computes no more once it is closed', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    await showPreview(document);
    const { version } = document;
    await until('the picture', () => cellsOf(document.uri, version));
    const tab = await until('the tab', () => previewTabs().at(0));
    await window.tabGroups.close(tab);
    await replace(document, 'bias: [0]', 'bias: [2]');
    // The warning tells that this very text has been read.
    await replace(document, 'name:', 'nme:');
    await until('the warning', () => languages.getDiagnostics(document.uri).length > 0);
    assert.deepEqual(api.lastPicture(document.uri), { version, cells: 2 });
    await showPreview(document);
    await until('the new picture', () => cellsOf(document.uri, document.version) === 1);
  });
});
