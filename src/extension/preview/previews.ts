import {
  type Disposable,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { SourcePlace } from '../../protocol/view.ts';
import { Lifetime } from '../lifetime.ts';
import { caretPlace } from './caretPlace.ts';
import { Preview, type PreviewContext, viewType } from './preview.ts';

/** All open previews, one per document. */
export class Previews implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly open = new Set<Preview>();

  constructor(private readonly context: PreviewContext) {
    this.lifetime.own(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel, state) => {
          this.revive(panel, state);
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

  /** The preview that has the focus, if any. */
  get active(): Preview | undefined {
    return [...this.open].find((preview) => preview.active);
  }

  /** What the caret in a document lights in its preview. */
  litPlace(uri: Uri): SourcePlace | undefined {
    return this.find(uri)?.lit;
  }

  /** Shows the preview of an editor's document, and pins the fold of the neuron at its caret. */
  revealCaret(editor: TextEditor): void {
    const { uri } = editor.document;
    this.show(uri, ViewColumn.Beside);
    const session = this.context.sessions.find(uri);
    const place = session && caretPlace(session, editor);
    if (place?.neuron !== undefined) this.find(uri)?.pin(place);
  }

  /** Shows a document's preview, beside its text unless a column is named. Keeps the focus. */
  show(uri: Uri, column: ViewColumn): void {
    const existing = this.find(uri);
    if (existing) {
      existing.reveal();
      return;
    }
    const panel = window.createWebviewPanel(
      viewType,
      'Fold Complex',
      { viewColumn: column, preserveFocus: column === ViewColumn.Beside },
      {},
    );
    this.adopt(panel, uri);
  }

  dispose(): void {
    for (const preview of this.open) preview.dispose();
    this.lifetime.dispose();
  }

  private find(uri: Uri): Preview | undefined {
    return [...this.open].find((preview) => preview.uri.toString() === uri.toString());
  }

  private adopt(panel: WebviewPanel, uri: Uri): void {
    const preview = new Preview(panel, uri, this.context);
    this.open.add(preview);
    preview.onClosed(() => {
      this.open.delete(preview);
      preview.dispose();
    });
  }

  private revive(panel: WebviewPanel, state: unknown): void {
    const uri = uriOf(state);
    if (uri) this.adopt(panel, uri);
    else panel.dispose();
  }

  /** A renamed file, or a file in a renamed folder, keeps its preview and its view. */
  private renamed(oldUri: Uri, newUri: Uri): void {
    for (const preview of this.open) {
      const { uri } = preview;
      if (uri.scheme !== oldUri.scheme || uri.authority !== oldUri.authority) continue;
      if (uri.path !== oldUri.path && !uri.path.startsWith(`${oldUri.path}/`)) continue;
      const moved = uri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) });
      this.context.viewStates.set(moved, this.context.viewStates.get(uri));
      preview.follow(moved);
    }
  }
}

/** The document that a webview wrote down before the window was reloaded. */
function uriOf(state: unknown): Uri | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state)) return undefined;
  return typeof state.uri === 'string' ? Uri.parse(state.uri) : undefined;
}
