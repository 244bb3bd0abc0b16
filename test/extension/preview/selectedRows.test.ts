import assert from 'node:assert/strict';
import type {
  LogOutputChannel,
  Uri as RealUri,
  TextEditor as RealTextEditor,
  TextEditorDecorationType,
} from 'vscode';
import { SelectedRows } from '../../../src/extension/preview/selectedRows.ts';
import { SpecSession } from '../../../src/extension/spec/specSession.ts';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import { type TextDocument, TextEditor, window, workspace } from '../../fakes/vscode.ts';

const spec = `layers:
  - weights:
      - [1, 0]
      - [0, 1]
    activation: relu
  - weights: [[1, 1]]
`;
const decoration = {} as TextEditorDecorationType;
const [first, second] = [0, 1].map((neuron) => ({ layer: 0, neuron }));

describe('selected rows', () => {
  let document: TextDocument;
  let session: SpecSession;
  let rows: SelectedRows;

  const open = async (text: string): Promise<void> => {
    const log = { debug: () => undefined, error: () => undefined } as unknown as LogOutputChannel;
    document = workspace.show('net.fold.yaml', 'yaml', text);
    session = new SpecSession(document.uri as unknown as RealUri, engineInProcess(), log);
    rows = new SelectedRows(session, decoration);
    await read();
  };
  const read = (): Promise<void> =>
    new Promise((resolve) => {
      const listener = session.onReading(({ version }) => {
        if (version !== document.version) return;
        listener.dispose();
        resolve();
      });
    });
  const edit = async (old: string, now: string): Promise<void> => {
    document.edit(old, now);
    session.edited();
    await read();
  };
  const editor = (): TextEditor => window.visibleTextEditors[0];
  const marked = (where = editor()): string[] =>
    (where.decorations.get(decoration) ?? []).map((range) => document.getText(range));

  afterEach(() => {
    rows.dispose();
    session.dispose();
    workspace.close(document);
    workspace.settings.clear();
    window.visibleTextEditors = [];
  });

  it('are highlighted in the text, and revealed only on request', async () => {
    await open(spec);
    rows.select([second]);
    assert.deepEqual(marked(), ['[0, 1]']);
    assert.equal(editor().revealed, undefined);
    rows.reveal(undefined);
    assert.equal(editor().revealed?.start.line, 3);
    rows.select([]);
    assert.deepEqual(marked(), []);
  });

  it('follow edits, and stay as they are while the text is invalid', async () => {
    await open(spec);
    rows.select([first, second]);
    await edit('[1, 0]', '[1, 2.5]');
    assert.deepEqual(marked(), ['[1, 2.5]', '[0, 1]']);
    const before = editor().decorations.get(decoration);
    await edit('2.5', '-');
    assert.equal(editor().decorations.get(decoration), before);
    await edit('-]', '-4]');
    assert.deepEqual(marked(), ['[1, -4]', '[0, 1]']);
  });

  it('are highlighted in every editor of the text, and revealed in the preferred one', async () => {
    await open(spec);
    rows.select([first]);
    const split = new TextEditor(document);
    const elsewhere = new TextEditor(workspace.show('other.fold.yaml', 'yaml', spec));
    window.visibleTextEditors = [new TextEditor(document), split, elsewhere];
    window.made.fire(window.visibleTextEditors);
    assert.deepEqual(marked(), ['[1, 0]']);
    assert.deepEqual(marked(split), ['[1, 0]']);
    assert.deepEqual(marked(elsewhere), []);
    rows.reveal(split as unknown as RealTextEditor);
    assert.equal(split.revealed?.start.line, 2);
    assert.equal(editor().revealed, undefined);
    workspace.close(elsewhere.document);
  });

  it('are the whole layer, once, where it is generated from a seed', async () => {
    await open(
      'layers:\n  - units: 3\n    init: { seed: 1 }\n  - units: 1\n    init: { seed: 2 }\n',
    );
    rows.select([first, second]);
    assert.deepEqual(marked(), ['units: 3\n    init: { seed: 1 }']);
  });

  it('are not highlighted when the setting is off, nor after the preview is closed', async () => {
    await open(spec);
    workspace.settings.set('syncSelection', false);
    rows.select([first]);
    rows.reveal(undefined);
    assert.deepEqual(marked(), []);
    assert.equal(editor().revealed, undefined);
    workspace.settings.clear();
    rows.select([first]);
    assert.deepEqual(marked(), ['[1, 0]']);
    rows.dispose();
    assert.deepEqual(marked(), []);
  });
});
