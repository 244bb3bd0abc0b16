import { type Disposable, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { Lifetime } from '../../lifetime.ts';
import { askForLogs, RunPanel, runViewType, type RunContext } from './runPanel.ts';

/** All open views of training runs. */
export class RunPanels implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly open = new Set<RunPanel>();

  constructor(private readonly context: RunContext) {
    this.lifetime.own(
      window.registerWebviewPanelSerializer(runViewType, {
        deserializeWebviewPanel: (panel, state) => {
          const uris = urisIn(state);
          if (uris.length > 0) this.adopt(panel, uris);
          else panel.dispose();
          return Promise.resolve();
        },
      }),
    );
  }

  /** Shows logs together; asks for some when there are none. A view of the same logs comes forward. */
  async show(uris: readonly Uri[]): Promise<void> {
    const wanted = uris.length > 0 ? uris : ((await askForLogs()) ?? []);
    if (wanted.length === 0) return;
    const existing = [...this.open].find((panel) => sameUris(panel.uris, wanted));
    if (existing) {
      existing.reveal();
      return;
    }
    const panel = window.createWebviewPanel(
      runViewType,
      'Fold Complex',
      { viewColumn: ViewColumn.Active, preserveFocus: false },
      {},
    );
    this.adopt(panel, wanted);
  }

  dispose(): void {
    for (const panel of this.open) panel.dispose();
    this.lifetime.dispose();
  }

  private adopt(panel: WebviewPanel, uris: readonly Uri[]): void {
    const view = new RunPanel(panel, uris, this.context);
    this.open.add(view);
    view.onClosed(() => {
      this.open.delete(view);
      view.dispose();
    });
  }
}

function sameUris(a: readonly Uri[], b: readonly Uri[]): boolean {
  return a.length === b.length && a.every((uri, i) => uri.toString() === b[i].toString());
}

/** The logs that a webview wrote down before the window was reloaded. */
function urisIn(state: unknown): Uri[] {
  if (typeof state !== 'object' || state === null || !('uris' in state)) return [];
  const { uris } = state;
  return Array.isArray(uris)
    ? uris.filter((uri) => typeof uri === 'string').map((uri) => Uri.parse(uri))
    : [];
}
