import assert from 'node:assert/strict';
import {
  commands,
  languages,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
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

describe('the preview', () => {
  let api: Api;
  before(async () => {
    api = await activated();
  });
  afterEach(cleanUp);

  const cellsOf = (uri: Uri, version: number): number | undefined => {
    const picture = api.lastPicture(uri);
    return picture?.version === version ? picture.cells : undefined;
  };

  const labels = (): string[] => previewTabs().map(({ label }) => label);
  const openSpecInFirst = (name: string): Promise<TextDocument> =>
    openSpec(name, hat, { column: ViewColumn.One });

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

  it('follows the active editor', async () => {
    const one = await openSpec('test-one.fold.yaml', hat);
    await showPreview(one);
    const two = await openSpec('test-two.fold.yaml', hat);
    await until('the other spec', () => labels()[0] === 'Fold Complex: test-two.fold.yaml');
    await until('its picture', () => cellsOf(two.uri, two.version));
    await window.showTextDocument(one, ViewColumn.One);
    await until('the first again', () => labels()[0] === 'Fold Complex: test-one.fold.yaml');
    assert.equal(previewTabs().length, 1);
  });

  it('previews the example that has the focus in the list', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    const choosing = commands.executeCommand('foldComplex.openExample');
    await until('an example', () => labels()[0]?.includes('one-neuron-graph'));
    await commands.executeCommand('workbench.action.quickOpenSelectNext');
    await until('the next', () => labels()[0]?.endsWith(': one-neuron.fold.yaml'));
    const entropies = (): string[] =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs.map(({ label }) => label))
        .filter((label) => label.startsWith('Entropy: '));
    // The list goes on at its end, where a training log follows the models.
    for (const [name, steps] of [
      ['one-neuron-graph', 1] as const,
      ['two-formats.entropy', 2] as const,
    ]) {
      for (let i = 0; i < steps; i++)
        await commands.executeCommand('workbench.action.quickOpenSelectPrevious');
      await until(name, () => [...labels(), ...entropies()].some((label) => label.includes(name)));
    }
    await until('no network', () => previewTabs().length === 0);
    await commands.executeCommand('workbench.action.quickOpenSelectNext');
    await commands.executeCommand('workbench.action.quickOpenSelectNext');
    await until('a network again', () => labels()[0]?.includes('one-neuron-graph'));
    await until('no model', () => entropies().length === 0);
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await choosing;
    await until('no preview', () => previewTabs().length === 0);
    await showPreview(document);
    const again = commands.executeCommand('foldComplex.openExample');
    await until('an example', () => labels()[0]?.includes('one-neuron-graph'));
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await again;
    await until('the preview of before', () => labels()[0]?.includes('test-hat'));
    assert.equal(window.activeTextEditor?.document.uri.toString(), document.uri.toString());
  });

  it('stays with its spec when it is locked', async () => {
    const one = await openSpec('test-one.fold.yaml', hat);
    await commands.executeCommand('foldComplex.showLocked', one.uri);
    const two = await openSpec('test-two.fold.yaml', hat);
    await showPreview(two);
    await commands.executeCommand('foldComplex.showLocked', one.uri);
    await until('both previews', () => previewTabs().length === 2);
    await until('one', () => cellsOf(one.uri, one.version));
    await until('two', () => cellsOf(two.uri, two.version));
    assert.deepEqual(labels().sort(), [
      'Fold Complex: test-two.fold.yaml',
      '[Fold Complex] test-one.fold.yaml',
    ]);
  });

  it('has the folder in its title while another file of the same name is open', async () => {
    const one = await openSpec('test-one/net.fold.yaml', hat);
    await showPreview(one);
    await until('the bare name', () => labels()[0] === 'Fold Complex: net.fold.yaml');
    // Not opened as a preview tab, or the next file would replace it.
    await window.showTextDocument(one, { viewColumn: ViewColumn.One, preview: false });
    await openSpecInFirst('test-two/net.fold.yaml');
    await until('the folder', () => labels()[0] === 'Fold Complex: net.fold.yaml — test-two');
    await commands.executeCommand('foldComplex.showProgression', one.uri);
    const progression = (): boolean =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ label }) => label === 'Progression: net.fold.yaml — test-one');
    await until('the other folder', progression);
  });

  it('is locked and unlocked by a command', async () => {
    const one = await openSpec('test-one.fold.yaml', hat);
    await showPreview(one);
    const toggle = async (wanted: string): Promise<void> => {
      await commands.executeCommand('workbench.action.focusSecondEditorGroup');
      await until('the focus', () => window.tabGroups.activeTabGroup === previewTabs()[0]?.group);
      // The panel is notified right after its tab, before this request is answered.
      await commands.executeCommand('workbench.action.focusActiveEditorGroup');
      await commands.executeCommand('foldComplex.toggleLock');
      await until(wanted, () => labels()[0] === wanted);
    };
    await toggle('[Fold Complex] test-one.fold.yaml');
    await openSpecInFirst('test-two.fold.yaml');
    assert.deepEqual(labels(), ['[Fold Complex] test-one.fold.yaml']);
    await toggle('Fold Complex: test-one.fold.yaml');
    await openSpecInFirst('test-three.fold.yaml');
    await until('the third', () => labels()[0] === 'Fold Complex: test-three.fold.yaml');
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

  it('follows the file when it is renamed', async () => {
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

  it('stops computing once it is closed', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    await showPreview(document);
    await until('the picture', () => cellsOf(document.uri, document.version));
    const tab = await until('the tab', () => previewTabs().at(0));
    await window.tabGroups.close(tab);
    await replace(document, 'bias: [0]', 'bias: [2]');
    // The warning shows that this version of the text has been parsed.
    await replace(document, 'name:', 'nme:');
    await until('the warning', () => languages.getDiagnostics(document.uri).length > 0);
    assert.equal(api.lastPicture(document.uri), undefined);
    await showPreview(document);
    await until('the new picture', () => cellsOf(document.uri, document.version) === 1);
  });
});
