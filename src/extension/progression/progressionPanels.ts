import {
  type Disposable,
  l10n,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { Lifetime } from '../lifetime.ts';
import { keptUri } from '../panels/keptUri.ts';
import { movedUri } from '../files/movedUri.ts';
import { type ProgressionContext, ProgressionPanel, progressionType } from './progressionPanel.ts';

/** All open progressions, one per document. */
export class ProgressionPanels implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly open = new Set<ProgressionPanel>();

  constructor(private readonly context: ProgressionContext) {
    this.lifetime.own(
      window.registerWebviewPanelSerializer(progressionType, {
        deserializeWebviewPanel: (panel, state) => {
          const uri = keptUri(state);
          if (uri) this.adopt(panel, uri);
          else panel.dispose();
          return Promise.resolve();
        },
      }),
    );
    this.lifetime.own(
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.renamed(oldUri, newUri);
      }),
    );
  }

  /** The progression that has the focus, if any. */
  get active(): ProgressionPanel | undefined {
    return [...this.open].find((panel) => panel.active);
  }

  /** Shows a document's progression beside its text. Keeps the focus. */
  show(uri: Uri): void {
    const existing = [...this.open].find((one) => one.uri.toString() === uri.toString());
    if (existing) {
      existing.reveal();
      return;
    }
    const panel = window.createWebviewPanel(
      progressionType,
      l10n.t('Progression'),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      {},
    );
    this.adopt(panel, uri);
  }

  dispose(): void {
    for (const panel of this.open) panel.dispose();
    this.lifetime.dispose();
  }

  private adopt(panel: WebviewPanel, uri: Uri): void {
    const one = new ProgressionPanel(panel, uri, this.context);
    this.open.add(one);
    one.onClosed(() => {
      this.open.delete(one);
      one.dispose();
    });
  }

  private renamed(oldUri: Uri, newUri: Uri): void {
    this.context.viewStates.renamed(oldUri, newUri);
    for (const panel of this.open) {
      const moved = movedUri(panel.uri, oldUri, newUri);
      if (moved) panel.follow(moved);
    }
  }
}
