import assert from 'node:assert/strict';
import {
  commands,
  type Tab,
  TabInputCustom,
  TabInputText,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { Api } from '../../src/extension/activate.ts';
import { activated, cleanUp, folder, hat, openSpec, previewTabs, replace, until } from './specs.ts';

describe('the custom editor', () => {
  let api: Api;
  before(async () => {
    api = await activated();
  });
  afterEach(cleanUp);

  const tabs = (): Tab[] => window.tabGroups.all.flatMap((group) => group.tabs);
  const editorOf = (uri: Uri): Tab | undefined =>
    tabs().find(
      ({ input }) => input instanceof TabInputCustom && input.uri.toString() === uri.toString(),
    );
  const textOf = (uri: Uri): Tab | undefined =>
    tabs().find(
      ({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString(),
    );
  const drawn = ({ uri, version }: TextDocument, cells: number): Promise<boolean> =>
    until(`${cells} regions`, () => {
      const picture = api.lastPicture(uri);
      return picture?.version === version && picture.cells === cells;
    });
  /** Opens a spec in the custom editor. */
  const open = async (name: string): Promise<TextDocument> => {
    const document = await openSpec(name, hat);
    await commands.executeCommand('reopenActiveEditorWith', 'foldComplex.editor');
    await until('the editor', () => editorOf(document.uri)?.isActive);
    await drawn(document, 2);
    return document;
  };

  it('replaces the text, for every name that a spec may have', async () => {
    const yaml = await open('test-place.fold.yaml');
    assert.equal(textOf(yaml.uri), undefined);
    assert.equal(previewTabs().length, 0);
    for (const name of ['test-place.fold.yml', 'test-place.fold.json']) {
      const uri = Uri.joinPath(folder(), name);
      await workspace.fs.writeFile(uri, new TextEncoder().encode('{ "layers": [[[1, 0]]] }'));
      await commands.executeCommand('vscode.openWith', uri, 'foldComplex.editor');
      await until(name, () => editorOf(uri));
    }
  });

  it('edits its document, which becomes dirty and can be undone, redone, saved and reverted', async () => {
    const document = await open('test-dirty.fold.yaml');
    await replace(document, 'bias: [0]', 'bias: [2]');
    await drawn(document, 1);
    await until('the mark', () => editorOf(document.uri)?.isDirty);
    await commands.executeCommand('undo');
    await until('the text back', () => document.getText() === hat);
    await drawn(document, 2);
    await until('no mark', () => editorOf(document.uri)?.isDirty === false);
    await commands.executeCommand('redo');
    await drawn(document, 1);
    await commands.executeCommand('workbench.action.files.save');
    await until('no mark', () => !document.isDirty);
    await replace(document, 'bias: [2]', 'bias: [0]');
    await drawn(document, 2);
    await commands.executeCommand('workbench.action.files.revert');
    await drawn(document, 1);
    assert.ok(!document.isDirty);
  });

  it('switches back to the text, with unsaved edits', async () => {
    const document = await open('test-back.fold.yaml');
    await replace(document, 'bias: [0]', 'bias: [2]');
    await drawn(document, 1);
    await commands.executeCommand('foldComplex.showSource');
    await until('the text', () => textOf(document.uri)?.isActive);
    await until('no other editor', () => editorOf(document.uri) === undefined);
    assert.ok(document.isDirty);
    assert.match(document.getText(), /bias: \[2\]/);
  });

  it('reveals the text where it is already open', async () => {
    const document = await open('test-beside.fold.yaml');
    await window.showTextDocument(document, ViewColumn.Two);
    await commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await until('the focus', () => editorOf(document.uri)?.group.isActive);
    // The panel is notified of the focus some time after its tab.
    await until('the text', async () => {
      await commands.executeCommand('foldComplex.showSource');
      return window.tabGroups.activeTabGroup.viewColumn === ViewColumn.Two;
    });
    assert.ok(editorOf(document.uri));
  });

  it('reveals the text in a background tab too', async () => {
    const document = await open('test-behind.fold.yaml');
    // Not as a preview tab, or the next text would replace it.
    await window.showTextDocument(document, { viewColumn: ViewColumn.Two, preview: false });
    const before = await openSpec('test-before-it.fold.yaml', hat, { column: ViewColumn.Two });
    await until('the other text', () => textOf(before.uri)?.isActive);
    await commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await until('the text', async () => {
      await commands.executeCommand('foldComplex.showSource');
      return textOf(document.uri)?.isActive;
    });
    assert.equal(textOf(document.uri)?.group.viewColumn, ViewColumn.Two);
    assert.ok(editorOf(document.uri));
  });

  it('stays with its document, and previews follow it', async () => {
    const one = await open('test-one.fold.yaml');
    const two = await openSpec('test-two.fold.yaml', hat);
    await commands.executeCommand('foldComplex.show');
    const tab = await until('the preview', () => previewTabs().at(0));
    assert.match(tab.label, /test-two/);
    await drawn(two, 2);
    // Its own text covers it: a preview opens beside it, where it does not cover the text.
    await window.showTextDocument(one, ViewColumn.One);
    await commands.executeCommand('foldComplex.show');
    await until('the preview of the first', () => previewTabs()[0]?.label.includes('test-one'));
    assert.equal(window.activeTextEditor?.document.uri.toString(), one.uri.toString());
    assert.ok(editorOf(one.uri));
  });

  it('gives way to the text when the file is renamed, as optional editors do', async () => {
    const document = await open('test-before.fold.yaml');
    const renamed = Uri.joinPath(folder(), 'test-after.fold.yaml');
    const rename = new WorkspaceEdit();
    rename.renameFile(document.uri, renamed);
    assert.ok(await workspace.applyEdit(rename));
    await until('the new name', () => textOf(renamed)?.isActive);
    assert.equal(editorOf(document.uri), undefined);
    await commands.executeCommand('reopenActiveEditorWith', 'foldComplex.editor');
    await until('the editor', () => editorOf(renamed)?.isActive);
    await until('the picture', () => api.lastPicture(renamed)?.cells === 2);
  });
});
