import assert from 'node:assert/strict';
import type { LogOutputChannel, Memento, TextEditorDecorationType, Uri } from 'vscode';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import { Saver } from '../../../src/extension/files/saver.ts';
import { Entropy } from '../../../src/extension/entropy/entropy.ts';
import {
  panelTypes as entropyTypes,
  type PanelName,
} from '../../../src/extension/entropy/panelTypes.ts';
import { Lifetime } from '../../../src/extension/lifetime.ts';
import { MovedFiles } from '../../../src/extension/panels/movedFiles.ts';
import { PanelRegistry } from '../../../src/extension/panels/panelRegistry.ts';
import { panelTypes } from '../../../src/extension/panels/panelTypes.ts';
import { ViewStates } from '../../../src/extension/panels/viewStates.ts';
import { Previews } from '../../../src/extension/preview/previews.ts';
import { Progressions } from '../../../src/extension/progression/progressions.ts';
import { SpecSessions } from '../../../src/extension/spec/specSessions.ts';
import { eventually } from '../../eventually.ts';
import * as vscode from '../../fakes/vscode.ts';

const network = `layers:
  - { weights: [[1, 0], [0, 1]], activation: relu }
  - weights: [[1, 1]]
`;
const log = `step,entropy,reward\n${Array.from({ length: 40 }, (_, i) => `${i},${1 / (i + 1)},0.5`).join('\n')}`;

/** What a page hears: as much of all messages as is looked at here. */
interface Heard {
  readonly kind: string;
  readonly uri?: string;
  readonly message?: string;
  readonly status?: { readonly kind: string; readonly message?: string };
  readonly logs?: readonly { readonly uri: string; readonly failure?: string }[];
}

/** A type of panel that shows a file. */
interface FilePanel {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** Bytes of a file that is too large. */
  readonly tooLarge: number;
  /** Whether the page has heard of the content of the file. */
  readonly isShown: (heard: Heard, uri: string) => boolean;
}

/** Where a message says why the file cannot be read. */
const reasonIn = ({ message, status, logs }: Heard): string | undefined =>
  message ?? status?.message ?? logs?.[0]?.failure;

const filePanels: readonly FilePanel[] = [
  {
    name: 'net.fold.yaml',
    type: panelTypes.preview,
    text: network,
    tooLarge: 3e6,
    isShown: ({ kind }) => kind === 'picture',
  },
  {
    name: 'net.fold.json',
    type: panelTypes.progression,
    text: '{"layers": [{"weights": [[1, 2]]}], "checkpoints": ["w.json"]}',
    tooLarge: 4e7,
    isShown: ({ kind }) => kind === 'plan',
  },
  {
    name: 'model.entropy.yaml',
    type: entropyTypes.model,
    text: 'model: { kind: grpo }\n',
    tooLarge: 3e6,
    isShown: ({ kind }) => kind === 'document',
  },
  {
    name: 'run.csv',
    type: entropyTypes.runs,
    text: log,
    tooLarge: 3e8,
    isShown: ({ kind, logs }, uri) =>
      kind === 'logs' && logs?.[0]?.uri === uri && logs[0].failure === undefined,
  },
];

/** The panels of all types, as the extension restores them in a window. */
function window() {
  const kept = new Map<string, unknown>();
  const memento = {
    get: (key: string, fallback: unknown) => kept.get(key) ?? fallback,
    update: (key: string, value: unknown) => kept.set(key, value),
  } as unknown as Memento;
  const lifetime = new Lifetime();
  const output = {
    debug: () => undefined,
    error: (message: string) => {
      throw new Error(message);
    },
  } as unknown as LogOutputChannel;
  const engine = engineInProcess();
  const viewStates = new ViewStates(memento);
  const panels = lifetime.own(new PanelRegistry([viewStates], new MovedFiles(memento)));
  const sessions = lifetime.own(new SpecSessions(engine, output));
  const context = {
    ...{ log: output, engine, viewStates, sessions },
    saver: new Saver(engine, undefined),
    extensionUri: vscode.Uri.file('/x') as unknown as Uri,
    rowDecoration: {} as TextEditorDecorationType,
    trialDecoration: {} as TextEditorDecorationType,
  };
  lifetime.own(new Previews(panels, context));
  new Progressions(panels, context);
  const readHead = () => Promise.resolve(undefined);
  const entropy = lifetime.own(new Entropy({ ...context, panels, memento, readHead }));
  for (const name of Object.keys(entropyTypes) as PanelName[])
    panels.restore(entropyTypes[name], (...kept) => entropy.restore(name, ...kept));

  /** Restores a panel whose page kept a state; the page is ready, and asks for its content. */
  const restore = async (type: string, state: unknown) => {
    const panel = new vscode.WebviewPanel();
    let isClosed = false;
    panel.onDidDispose(() => (isClosed = true));
    await vscode.window.serializers.get(type)?.deserializeWebviewPanel(panel, state);
    panel.received.fire({ kind: 'ready' });
    if (type === panelTypes.progression && !isClosed)
      panel.received.fire({ kind: 'follow', sequence: undefined, first: 0 });
    return { panel, heard: panel.sent as readonly Heard[], isClosed: () => isClosed };
  };
  return { restore, dispose: () => lifetime.dispose() };
}

/** The state that a page keeps for its document. */
const stateFor = (type: string, uri: vscode.Uri): unknown =>
  type === entropyTypes.runs ? { uris: [uri.toString()], state: {} } : { uri: uri.toString() };

describe('a panel that is restored', () => {
  const { fs } = vscode.workspace;
  let opened: ReturnType<typeof window>;
  beforeEach(() => {
    opened = window();
    fs.files.set('/folder/w.json', new TextEncoder().encode('[{ "weights": [[3, 4]] }]'));
  });
  afterEach(() => {
    opened.dispose();
    fs.files.clear();
    fs.missing.clear();
    fs.sizes.clear();
  });

  it('is of every type that the extension opens', () => {
    const types = [...Object.values(panelTypes), ...Object.values(entropyTypes)];
    for (const type of types) assert.ok(vscode.window.serializers.has(type), type);
    const withFile = filePanels.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => !withFile.includes(type as (typeof withFile)[number])),
      [entropyTypes.interventions],
    );
  });

  for (const { name, type, text, tooLarge, isShown } of filePanels) {
    const uri = vscode.Uri.file(`/folder/${name}`);
    const moved = vscode.Uri.file(`/folder/moved-${name}`);
    const write = ({ path }: vscode.Uri): void => {
      fs.files.set(path, new TextEncoder().encode(text));
    };

    describe(type, () => {
      it('shows its own document', async () => {
        write(uri);
        const { heard } = await opened.restore(type, stateFor(type, uri));
        await eventually(() => assert.ok(heard.some((one) => isShown(one, uri.toString()))));
        assert.ok(heard.every((one) => one.uri === undefined || one.uri === uri.toString()));
      });

      it('says that its file is gone', async () => {
        fs.missing.add(uri.path);
        const { heard } = await opened.restore(type, stateFor(type, uri));
        const reason = `${name} was moved or deleted`;
        await eventually(() => assert.ok(heard.some((one) => reasonIn(one) === reason)));
        assert.ok(!heard.some((one) => isShown(one, uri.toString())));
      });

      it('says that its file is too large', async () => {
        fs.sizes.set(uri.path, tooLarge);
        const { heard } = await opened.restore(type, stateFor(type, uri));
        await eventually(() =>
          assert.ok(heard.some((one) => (reasonIn(one) ?? '').includes(' MB; the limit '))),
        );
        assert.ok(!heard.some((one) => isShown(one, uri.toString())));
      });

      it('shows its file under the name that it got while the panel was hidden', async () => {
        write(moved);
        fs.missing.add(uri.path);
        vscode.workspace.renamed.fire({ files: [{ oldUri: uri, newUri: moved }] });
        const { heard } = await opened.restore(type, stateFor(type, uri));
        await eventually(() => assert.ok(heard.some((one) => isShown(one, moved.toString()))));
      });

      it('shows the file that now has its name, if there is one', async () => {
        write(uri);
        write(moved);
        vscode.workspace.renamed.fire({ files: [{ oldUri: uri, newUri: moved }] });
        const { heard } = await opened.restore(type, stateFor(type, uri));
        await eventually(() => assert.ok(heard.some((one) => isShown(one, uri.toString()))));
      });

      it('is closed if its page kept nothing, or no document', async () => {
        const states = [undefined, ...(type === entropyTypes.model ? [] : [{}, { uri: 'net' }])];
        for (const state of states)
          assert.ok((await opened.restore(type, state)).isClosed(), JSON.stringify(state));
      });
    });
  }

  it('shows the default model where it showed no document', async () => {
    const { heard } = await opened.restore(entropyTypes.model, { locked: false });
    await eventually(() => assert.ok(heard.some(({ kind }) => kind === 'document')));
  });

  it('shows interventions with or without a state', async () => {
    for (const state of [undefined, { view: {} }]) {
      const { heard, isClosed } = await opened.restore(entropyTypes.interventions, state);
      assert.ok(!isClosed());
      await eventually(() => assert.ok(heard.some(({ kind }) => kind === 'restore')));
    }
  });
});
