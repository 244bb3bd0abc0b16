import { type Disposable, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { EntropyLayout } from '../../../protocol/entropy/model.ts';
import { Lifetime } from '../../lifetime.ts';
import type { Peek } from '../../examples/peek.ts';
import { EntropyPanel, type EntropyPanelContext } from './entropyPanel.ts';

const viewType = 'foldComplex.entropy';

/** All open views of models, one per document and one without. */
export class EntropyPanels implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly open = new Set<EntropyPanel>();

  constructor(private readonly context: EntropyPanelContext) {
    this.lifetime.own(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel, state) => {
          this.adopt(panel, uriOf(state));
          return Promise.resolve();
        },
      }),
    );
  }

  /** Shows the model of a document, or the usual one, with this pane the largest. */
  show(uri: Uri | undefined, layout: EntropyLayout): void {
    const panel = this.find(uri) ?? this.adopt(create(uri), uri);
    panel.show(layout);
  }

  /** A look at models in passing, in a view that goes with it. */
  peek(): Peek {
    let passing: EntropyPanel | undefined;
    return {
      show: (uri) => {
        const before = passing;
        if (uri?.toString() === before?.uri?.toString() && before) return;
        passing = uri && !this.find(uri) ? this.adopt(create(uri), uri) : undefined;
        if (uri) this.show(uri, 'surface');
        before?.dispose();
      },
    };
  }

  dispose(): void {
    for (const panel of this.open) panel.dispose();
    this.lifetime.dispose();
  }

  private find(uri: Uri | undefined): EntropyPanel | undefined {
    return [...this.open].find((panel) => panel.uri?.toString() === uri?.toString());
  }

  private adopt(webviewPanel: WebviewPanel, uri: Uri | undefined): EntropyPanel {
    const panel = new EntropyPanel(webviewPanel, uri, this.context);
    this.open.add(panel);
    panel.onClosed(() => {
      this.open.delete(panel);
      panel.dispose();
    });
    return panel;
  }
}

/** Beside its text; without one, where the reader is. */
function create(uri: Uri | undefined): WebviewPanel {
  const viewColumn = uri ? ViewColumn.Beside : ViewColumn.Active;
  const place = { viewColumn, preserveFocus: uri !== undefined };
  return window.createWebviewPanel(viewType, '', place, {});
}

/** The document that a webview wrote down before the window was loaded again. */
function uriOf(state: unknown): Uri | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state)) return undefined;
  return typeof state.uri === 'string' ? Uri.parse(state.uri) : undefined;
}
