import assert from 'node:assert/strict';
import { commands, Uri, workspace, WorkspaceEdit } from 'vscode';
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

const tilted = hat.replace('bias: [0]', 'bias: [2]');

describe('files under a preview', () => {
  let api: Api;
  before(async () => {
    api = await activated();
  });
  afterEach(cleanUp);

  const write = (uri: Uri, text: string): Thenable<void> =>
    workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const drawn = (uri: Uri, cells: number): Promise<boolean> =>
    until(`${cells} regions`, () => api.lastPicture(uri)?.cells === cells);
  const isAt = (uri: Uri, status: string): Promise<boolean> =>
    until(status, () => api.status(uri) === status);
  /** Shows a preview of a file that no editor has open. */
  const previewAlone = async (name: string): Promise<Uri> => {
    const uri = Uri.joinPath(folder(), name);
    await write(uri, hat);
    await commands.executeCommand('foldComplex.show', uri);
    await drawn(uri, 2);
    return uri;
  };

  it('leave their last valid picture when they are deleted, and are followed again when restored', async () => {
    const uri = await previewAlone('test-deleted.fold.yaml');
    await workspace.fs.delete(uri);
    await isAt(uri, 'missing');
    assert.equal(api.lastPicture(uri)?.cells, 2);
    await write(uri, tilted);
    await drawn(uri, 1);
    await isAt(uri, 'current');
  });

  it('do so when the whole folder is deleted and restored', async () => {
    const home = Uri.joinPath(folder(), 'test-home');
    const uri = await previewAlone('test-home/net.fold.yaml');
    // Once a change is noticed, the folder is watched.
    await write(uri, tilted);
    await drawn(uri, 1);
    await write(uri, hat);
    await drawn(uri, 2);
    await workspace.fs.delete(home, { recursive: true });
    await isAt(uri, 'missing');
    assert.equal(api.lastPicture(uri)?.cells, 2);
    await write(uri, tilted);
    await drawn(uri, 1);
  });

  it('are followed when their folder is renamed', async () => {
    const uri = await previewAlone('test-old/net.fold.yaml');
    const rename = new WorkspaceEdit();
    const renamed = Uri.joinPath(folder(), 'test-new');
    rename.renameFile(Uri.joinPath(folder(), 'test-old'), renamed);
    assert.ok(await workspace.applyEdit(rename));
    const moved = Uri.joinPath(renamed, 'net.fold.yaml');
    await drawn(moved, 2);
    assert.equal(api.lastPicture(uri), undefined);
    await write(moved, tilted);
    await drawn(moved, 1);
  });

  it('that change on disk are followed in an editor too, but unsaved edits take precedence', async () => {
    const document = await openSpec('test-others.fold.yaml', hat);
    await showPreview(document);
    await drawn(document.uri, 2);
    await write(document.uri, tilted);
    await drawn(document.uri, 1);
    await replace(document, 'bias: [2]', 'bias: [0]');
    await drawn(document.uri, 2);
    await write(document.uri, tilted.replace('Hat', 'Cap'));
    // Every watcher that was notified of the file has had time to act on it.
    await until('the file', async () => {
      const text = new TextDecoder().decode(await workspace.fs.readFile(document.uri));
      return text.includes('Cap');
    });
    assert.ok(document.isDirty);
    assert.equal(api.lastPicture(document.uri)?.cells, 2);
  });

  it('with the same name in two folders have a preview each, with the settings of their folder', async () => {
    const [, other] = workspace.workspaceFolders ?? [];
    const here = await openSpec('test-twin.fold.yaml', hat);
    await commands.executeCommand('foldComplex.showLocked', here.uri);
    await drawn(here.uri, 2);
    const there = await openSpec('test-twin.fold.yaml', tilted, { where: other.uri });
    await commands.executeCommand('foldComplex.showLocked', there.uri);
    await drawn(there.uri, 1);
    await until('both previews', () => previewTabs().length === 2);
    // In that folder the budget is one region.
    await replace(there, 'bias: [2]', 'bias: [0]');
    await isAt(there.uri, 'limited');
    assert.equal(api.lastPicture(here.uri)?.cells, 2);
    await isAt(here.uri, 'current');
  });
});
