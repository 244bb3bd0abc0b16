import assert from 'node:assert/strict';
import type { LogOutputChannel, Memento, Uri, WebviewPanel } from 'vscode';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import { MovedFiles } from '../../../src/extension/panels/movedFiles.ts';
import { Saver } from '../../../src/extension/files/saver.ts';
import { PanelRegistry } from '../../../src/extension/panels/panelRegistry.ts';
import {
  type OwnMessage,
  type PanelContext,
  type PanelTitle,
  ViewPanel,
} from '../../../src/extension/panels/viewPanel.ts';
import { ViewStates } from '../../../src/extension/panels/viewStates.ts';
import type { FromPage } from '../../../src/protocol/panel.ts';
import { eventually } from '../../eventually.ts';
import * as vscode from '../../fakes/vscode.ts';

type From = FromPage | { readonly kind: 'hello' };

/** A view of one document. */
class TestPanel extends ViewPanel<From, string> {
  readonly heard: string[] = [];

  constructor(
    panel: WebviewPanel,
    private uri: Uri,
    context: PanelContext,
  ) {
    super(panel, 'complex', context);
  }

  get uris(): readonly Uri[] {
    return [this.uri];
  }

  protected get title(): PanelTitle {
    return { uri: this.uri, titleOf: (name) => `Test: ${name}` };
  }

  protected follow(uri: Uri): void {
    this.uri = uri;
    this.retitle();
  }

  protected restore(): void {
    this.post(`state: ${String(this.keptState)}`);
  }

  protected handle({ kind }: OwnMessage<From>): void {
    this.heard.push(kind);
  }
}

const file = (path: string): Uri => vscode.Uri.file(path) as unknown as Uri;

function setUp() {
  const kept = new Map<string, unknown>();
  const memento = {
    get: (key: string, fallback: unknown) => kept.get(key) ?? fallback,
    update: (key: string, value: unknown) => kept.set(key, value),
  } as unknown as Memento;
  const viewStates = new ViewStates(memento);
  const panels = new PanelRegistry([viewStates], new MovedFiles(memento));
  const context = {
    ...{ extensionUri: file('/x'), viewStates, log: {} as LogOutputChannel },
    saver: new Saver(engineInProcess(), undefined),
  };
  const open = (path: string) => {
    const panel = new vscode.WebviewPanel();
    const view = new TestPanel(panel as unknown as WebviewPanel, file(path), context);
    return { panel, view: panels.add(view) };
  };
  return { panels, open, context, viewStates };
}

describe('panels', () => {
  it('have titles that tell documents of one name apart, until one is closed', () => {
    const { open } = setUp();
    const first = open('/a/net.yaml');
    assert.equal(first.panel.title, 'Test: net.yaml');
    const second = open('/b/net.yaml');
    assert.equal(first.panel.title, 'Test: net.yaml — a');
    assert.equal(second.panel.title, 'Test: net.yaml — b');
    second.view.close();
    assert.equal(first.panel.title, 'Test: net.yaml');
  });

  it('are found by kind and document, and gone when they are closed', () => {
    const { panels, open } = setUp();
    const { view } = open('/a/net.yaml');
    assert.equal(panels.find(TestPanel, file('/a/net.yaml')), view);
    assert.equal(panels.active(TestPanel), view);
    view.close();
    assert.deepEqual(panels.all(TestPanel), []);
  });

  it('post only while their page is loaded, and keep its state', () => {
    const { panel, view } = setUp().open('/a/net.yaml');
    panel.received.fire({ kind: 'keepState', state: 3 });
    panel.received.fire({ kind: 'ready' });
    assert.deepEqual(panel.sent, ['state: 3']);
    panel.setVisible(false);
    panel.received.fire({ kind: 'hello' });
    assert.deepEqual(view.heard, ['hello']);
    assert.equal(panel.sent.length, 1);
  });

  it('follow their document when its folder is renamed, with their state', () => {
    const { open, viewStates } = setUp();
    const { panel, view } = open('/a/net.yaml');
    panel.received.fire({ kind: 'keepState', state: 3 });
    vscode.workspace.renamed.fire({
      files: [{ oldUri: vscode.Uri.file('/a'), newUri: vscode.Uri.file('/c') }],
    });
    assert.equal(view.uris[0].path, '/c/net.yaml');
    assert.equal(viewStates.get(file('/c/net.yaml')), 3);
  });

  it('show another file in the place of one that is gone, on a new page, or close', async () => {
    const { panel, view } = setUp().open('/a/net.yaml');
    panel.received.fire({ kind: 'ready' });
    const page = panel.webview.html;
    vscode.window.chosen = undefined;
    panel.received.fire({ kind: 'openInstead' });
    await Promise.resolve();
    assert.equal(panel.webview.html, page);
    vscode.window.chosen = [vscode.Uri.file('/b/other.yaml')];
    panel.received.fire({ kind: 'openInstead' });
    await eventually(() => assert.equal(view.uris[0].path, '/b/other.yaml'));
    assert.equal(panel.title, 'Test: other.yaml');
    assert.notEqual(panel.webview.html, page);
    assert.equal(panel.sent.length, 1, 'the new page is not ready yet');
    let closed = false;
    panel.onDidDispose(() => (closed = true));
    panel.received.fire({ kind: 'close' });
    await eventually(() => assert.ok(closed));
  });

  it('come back from the state of their page, and are closed without one', async () => {
    const { panels, context } = setUp();
    panels.restore('test', (panel, [uri]) => uri && new TestPanel(panel, uri, context));
    const serializer = vscode.window.serializers.get('test');
    await serializer?.deserializeWebviewPanel(new vscode.WebviewPanel(), {
      uri: 'file:/a/net.yaml',
    });
    assert.equal(panels.all(TestPanel)[0].uris[0].path, '/a/net.yaml');

    const stale = new vscode.WebviewPanel();
    let closed = false;
    stale.onDidDispose(() => (closed = true));
    await serializer?.deserializeWebviewPanel(stale, {});
    assert.ok(closed);
  });
});
