import assert from 'node:assert/strict';
import type { LogOutputChannel, Uri as RealUri } from 'vscode';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import {
  createTrialDecoration,
  NumberEditing,
} from '../../../src/extension/preview/numberEditing.ts';
import { SpecSession } from '../../../src/extension/spec/specSession.ts';
import type { Picture, ToView } from '../../../src/protocol/preview.ts';
import { type TextDocument, window, workspace } from '../../fakes/vscode.ts';

const hat = `layers:
  - weights: [[1, 0]] # the brim
    bias: [0]
    activation: relu
  - weights: [[1]]
`;

describe('numbers that a view changes', () => {
  const decoration = createTrialDecoration();
  let document: TextDocument;
  let session: SpecSession;
  let editing: NumberEditing;
  let messages: ToView[];

  const open = async (text: string): Promise<void> => {
    const log = { debug: () => undefined, error: () => undefined } as unknown as LogOutputChannel;
    document = workspace.show('net.fold.yaml', 'yaml', text);
    session = new SpecSession(document.uri as unknown as RealUri, engineInProcess(), log);
    session.addViewer();
    messages = [];
    editing = new NumberEditing(session, decoration, (message) => messages.push(message));
    await picture();
  };
  const picture = (wanted: (picture: Picture) => boolean = () => true): Promise<Picture> =>
    new Promise((resolve) => {
      const listener = session.onPicture((one) => {
        if (!wanted(one)) return;
        listener.dispose();
        resolve(one);
      });
    });
  const biasIs =
    (bias: number) =>
    ({ network }: Picture): boolean =>
      network.layers[0].bias[0] === bias;
  const change = (bias: number, weights?: number[]) => ({
    version: document.version,
    layer: 0,
    neuron: 0,
    bias,
    ...(weights && { weights }),
  });
  const marks = (): unknown =>
    (window.visibleTextEditors[0].decorations.get(decoration) as unknown[] | undefined)?.length;

  afterEach(() => {
    editing.dispose();
    session.dispose();
    workspace.fs.readOnly.clear();
    workspace.close(document);
    window.visibleTextEditors = [];
  });

  it('are previewed without changing the text', async () => {
    await open(hat);
    const seen = picture(biasIs(0.5));
    await editing.try(change(0.5));
    await seen;
    assert.equal(document.getText(), hat);
    assert.equal(document.version, 1);
    assert.equal(marks(), 1);
    const back = picture(biasIs(0));
    editing.drop();
    await back;
    assert.equal(marks(), 0);
    assert.deepEqual(messages, []);
  });

  it('are shown last when many arrive faster than pictures', async () => {
    await open(hat);
    const seen: number[] = [];
    session.onPicture(({ network }) => seen.push(network.layers[0].bias[0]));
    const last = picture(biasIs(0.5));
    for (let i = 1; i <= 50; i++) await editing.try(change(i / 100));
    await last;
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    );
    assert.ok(seen.length < 50);
  });

  it('are written in one edit when they are committed', async () => {
    await open(hat);
    await editing.try(change(0.25, [0, 2]));
    const versions: number[] = [];
    const listener = workspace.onDidChangeTextDocument(() => versions.push(document.version));
    const seen = picture((one) => one.version === 2 && biasIs(0.5)(one));
    await editing.keep(change(0.5, [0, 2]));
    session.edited();
    await seen;
    listener.dispose();
    assert.deepEqual(versions, [2]);
    assert.equal(document.getText(), hat.replace('[[1, 0]]', '[[0, 2]]').replace('[0]', '[0.5]'));
    assert.equal(marks(), 0);
  });

  it('of a slice are previewed, written in one edit, and undone', async () => {
    const sliced = `slice: { origin: [0, 0.5, 0], u: [1, 0, 0], v: [0, 0, 1] }
layers:
  - { weights: [[1, 0, 0]], activation: relu }
  - { weights: [[1]] }
`;
    await open(sliced);
    const slice = (y: number) => ({
      ...{ version: document.version, origin: [0, y, 0], u: [1, 0, 0], v: [0, 0, 1] },
    });
    const seen = picture(({ network }) => network.layers[0].bias[1] === 0.75);
    await editing.try(slice(0.75));
    await seen;
    assert.equal(document.getText(), sliced);
    await editing.keep(slice(0.25));
    assert.equal(document.getText(), sliced.replace('0.5', '0.25'));
    await editing.step('undo');
    assert.equal(document.getText(), sliced);
    assert.deepEqual(messages, []);
  });

  it('are not written over a text that has changed in the meantime', async () => {
    await open(hat);
    const stale = change(0.5);
    await editing.try(stale);
    document.edit('brim', 'crown');
    session.edited();
    await editing.keep(stale);
    assert.equal(document.getText(), hat.replace('brim', 'crown'));
    assert.match(rejections()[0].message, /has changed/);
    await picture((one) => one.version === 2 && biasIs(0)(one));
    await editing.try(stale);
    assert.equal(rejections().length, 2);
  });

  it('are undone and redone step by step', async () => {
    await open(hat);
    const read = (version: number): Promise<Picture> => picture((one) => one.version === version);
    const kept = async (bias: number): Promise<void> => {
      const seen = read(document.version + 1);
      await editing.keep(change(bias));
      session.edited();
      await seen;
    };
    await kept(0.5);
    await kept(-12.25);
    const [none, once, twice] = [hat, hat.replace('[0]', '[0.5]'), hat.replace('[0]', '[-12.25]')];
    for (const [way, text] of [
      ['undo', once],
      ['undo', none],
      ['redo', once],
      ['redo', twice],
      ['undo', once],
    ] as const) {
      await editing.step(way);
      assert.equal(document.getText(), text);
    }
    assert.deepEqual(messages, []);
  });

  it('are undone only if the text is as they left it', async () => {
    await open(hat);
    await editing.step('undo');
    assert.match(rejections()[0].message, /nothing was moved/);
    await editing.keep(change(0.5));
    document.edit('brim', 'crown');
    const text = document.getText();
    await editing.step('undo');
    await editing.step('redo');
    assert.equal(document.getText(), text);
    assert.equal(rejections().length, 3);
  });

  it('are rejected for generated layers, whose weights can be written out', async () => {
    await open('layers:\n  - { units: 2, activation: relu }\n  - units: 1\n');
    await editing.try(change(1));
    assert.deepEqual(
      rejections().map(({ drawn }) => drawn),
      [0],
    );
    await editing.writeOut(0);
    assert.match(document.getText(), /weights: \[\[-?0\.\d+/);
    const read = picture((one) => one.version === 2);
    session.edited();
    await read;
    const seen = picture(biasIs(1));
    await editing.try(change(1));
    await seen;
  });

  it('include a plane through more inputs, as the quick fix inserts it, in one step', async () => {
    await open(hat);
    const three = 'layers:\n  - { weights: [[1, 2, 3]], bias: [0], activation: relu }\n';
    document.edit(hat, three);
    const read = new Promise<void>((resolve) => {
      session.onReading(({ version }) => {
        if (version === document.version) resolve();
      });
    });
    session.edited();
    await read;
    await editing.fix(0);
    assert.match(document.getText(), /slice: \{ origin: \[0, 0, 0\], u: \[1, 0, 0\]/);
    await editing.step('undo');
    assert.equal(document.getText(), three);
    // The text has changed since it was read.
    await editing.fix(0);
    assert.equal(document.getText(), three);
    assert.equal(rejections().length, 1);
  });

  it('are rejected where the file is read-only', async () => {
    for (const locked of ['file', '/folder/net.fold.yaml']) {
      await open(hat);
      workspace.fs.readOnly.add(locked);
      await editing.try(change(1));
      assert.match(rejections()[0].message, /read-only/);
      assert.equal(document.getText(), hat);
      workspace.fs.readOnly.clear();
      if (locked === 'file') {
        editing.dispose();
        session.dispose();
        workspace.close(document);
      }
    }
  });

  function rejections(): (ToView & { kind: 'refused' })[] {
    return messages.filter((message) => message.kind === 'refused');
  }
});
