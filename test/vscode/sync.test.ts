import assert from 'node:assert/strict';
import {
  commands,
  ConfigurationTarget,
  languages,
  Selection,
  type TextDocument,
  type TextEditor,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { Api } from '../../src/extension/activate.ts';
import {
  activated,
  cleanUp,
  hat,
  openSpec,
  previewTabs,
  replace,
  showPreview,
  until,
} from './specs.ts';

const two = hat
  .replace('[[1, 0]]', '[[1, 0], [0, 1]]')
  .replace('bias: [0]', 'bias: [0.25, 0.5]')
  .replace('[[1]]', '[[1, 1]]');

describe('caret and view', () => {
  let api: Api;
  before(async () => {
    api = await activated();
  });
  afterEach(async () => {
    await setSync(undefined);
    await cleanUp();
  });

  const setSync = async (value: boolean | undefined): Promise<void> => {
    const settings = workspace.getConfiguration('foldComplex');
    await settings.update('syncSelection', value, ConfigurationTarget.Global);
  };
  const lights = (document: TextDocument, wanted: string): Promise<boolean> =>
    until(`${wanted} to be lit`, () => {
      const place = api.highlightPlace(document.uri);
      return wanted === (place ? [place.layer, place.neuron].join() : 'nothing');
    });

  it('highlight the neuron of a row or a bias and the neurons of a layer, and nothing elsewhere', async () => {
    const document = await openSpec('test-rows.fold.yaml', two);
    await showPreview(document);
    const editor = shownEditor(document);
    moveTo(editor, '0, 1');
    await lights(document, '0,1');
    moveTo(editor, '0.25');
    await lights(document, '0,0');
    moveTo(editor, 'relu');
    await lights(document, '0,');
    moveTo(editor, 'name');
    await lights(document, 'nothing');
  });

  it('stay in sync during typing, even while the text is invalid', async () => {
    const document = await openSpec('test-typing.fold.yaml', two);
    await showPreview(document);
    moveTo(shownEditor(document), '0, 1');
    await lights(document, '0,1');
    await replace(document, '0.5]', '-]');
    await until('the problem', () => languages.getDiagnostics(document.uri).length > 0);
    assert.deepEqual(api.highlightPlace(document.uri), { layer: 0, neuron: 1 });
    await replace(document, '[[1, 0], [0, 1]]', '[[9, 9], [1, 0], [0, 1]]');
    await replace(document, '-]', '-0.5, 0]');
    await replace(document, '[[1, 1]]', '[[1, 1, 1]]');
    await lights(document, '0,2');
  });

  it('follow the focused editor when two show the text', async () => {
    const document = await openSpec('test-split.fold.yaml', two);
    await showPreview(document);
    const first = shownEditor(document);
    moveTo(first, '0, 1');
    await lights(document, '0,1');
    const second = await window.showTextDocument(document, ViewColumn.Three);
    moveTo(second, '0.25');
    await lights(document, '0,0');
    await window.showTextDocument(document, ViewColumn.One);
    await lights(document, '0,1');
    await openSpec('test-elsewhere.fold.yaml', hat);
    await lights(document, 'nothing');
  });

  it('are independent when the setting is off', async () => {
    const document = await openSpec('test-setting.fold.yaml', two);
    await showPreview(document);
    moveTo(shownEditor(document), '0, 1');
    await lights(document, '0,1');
    await setSync(false);
    await lights(document, 'nothing');
    await setSync(true);
    await lights(document, '0,1');
  });

  it('are synchronised on request, with the focus still in the text', async () => {
    const document = await openSpec('test-command.fold.yaml', two);
    moveTo(shownEditor(document), '0, 1');
    await commands.executeCommand('foldComplex.revealInView');
    await until('the preview', () => previewTabs().at(0));
    await lights(document, '0,1');
    assert.equal(window.activeTextEditor?.document.uri.toString(), document.uri.toString());
  });
});

function shownEditor(document: TextDocument): TextEditor {
  const editor = window.visibleTextEditors.find((one) => one.document === document);
  assert.ok(editor, `${document.fileName} is not shown`);
  return editor;
}

/** Puts the caret at the only occurrence of `text`. */
function moveTo(editor: TextEditor, text: string): void {
  const offset = editor.document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the document`);
  const position = editor.document.positionAt(offset);
  editor.selection = new Selection(position, position);
}
