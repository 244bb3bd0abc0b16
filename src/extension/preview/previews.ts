import {
  type Disposable,
  type TextDocument,
  type TextEditor,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { SourcePlace } from '../../protocol/preview.ts';
import { Lifetime } from '../lifetime.ts';
import type { Peek } from '../examples/peek.ts';
import { isSpec } from '../spec/specText.ts';
import { caretPlace } from './caretPlace.ts';
import { keptUri } from '../panels/keptUri.ts';
import { movedUri } from '../files/movedUri.ts';
import { Preview, previewType } from './preview.ts';
import { editorType, SpecEditor } from './specEditor.ts';
import type { SpecView, ViewContext } from './specView.ts';

/**
 * All open pictures of specs: one preview that goes along with the editor, unless the user wants
 * more, locked ones for documents of their own, and editors in the place of the text.
 */
export class Previews implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly previews = new Set<Preview>();
  private readonly editors = new Set<SpecEditor>();

  constructor(private readonly context: ViewContext) {
    this.lifetime.own(
      window.registerWebviewPanelSerializer(previewType, {
        deserializeWebviewPanel: (panel, state) => {
          this.revive(panel, state);
          return Promise.resolve();
        },
      }),
    );
    const editors = {
      resolveCustomTextEditor: ({ uri }: TextDocument, panel: WebviewPanel): void => {
        this.keep(new SpecEditor(panel, uri, this.context), this.editors);
      },
    };
    this.lifetime.own(
      window.registerCustomEditorProvider(editorType, editors, {
        supportsMultipleEditorsPerDocument: true,
      }),
    );
    this.lifetime.own(
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.renamed(oldUri, newUri);
      }),
    );
    this.lifetime.own(
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor && isSpec(editor.document)) this.goAlong(editor.document.uri);
      }),
    );
  }

  /** The preview or editor that has the focus, if any. */
  get active(): SpecView | undefined {
    return [...this.previews, ...this.editors].find(({ active }) => active);
  }

  /** Locks the preview that has the focus to its document, or lets it go. */
  toggleLock(): void {
    [...this.previews].find(({ active }) => active)?.toggleLock();
  }

  /** What the caret in a document lights in its preview. */
  highlightPlace(uri: Uri): SourcePlace | undefined {
    return this.find(uri)?.highlight;
  }

  /** Shows the preview of an editor's document, and pins the fold of the neuron at its caret. */
  revealCaret(editor: TextEditor): void {
    const { uri } = editor.document;
    this.show(uri, ViewColumn.Beside);
    const session = this.context.sessions.find(uri);
    const place = session && caretPlace(session, editor);
    if (place?.neuron !== undefined) this.find(uri)?.pin(place);
  }

  /**
   * Shows a document's preview, beside its text unless a column is named: the one that is open, or
   * the one that goes along with the editor, or else a new one. Keeps the focus.
   */
  show(uri: Uri, column: ViewColumn): void {
    const companion = this.find(uri) ? undefined : this.companion();
    companion?.follow(uri);
    const existing = this.find(uri);
    if (existing) existing.reveal();
    else this.create(uri, column, false);
  }

  /** Lends the preview that goes along with the editor to a look in passing, or opens one for it. */
  peek(): Peek {
    const lent = this.companion();
    const before = lent?.uri;
    return {
      show: (uri) => {
        if (uri) this.show(uri, ViewColumn.Beside);
        else if (lent && before && this.previews.has(lent)) lent.follow(before);
        else this.companion()?.dispose();
      },
    };
  }

  /** The preview of a document, opened beside if there is none. */
  of(uri: Uri): SpecView {
    if (!this.find(uri)) this.show(uri, ViewColumn.Beside);
    const preview = this.find(uri);
    if (!preview) throw new Error('A preview that was shown is not there');
    return preview;
  }

  /** The preview of a document that is in sight, if there is one. */
  inSight(uri: Uri): SpecView | undefined {
    return this.find(uri, ({ visible }) => visible);
  }

  /** Shows a document's own preview, which stays with it whatever is edited. */
  showLocked(uri: Uri): void {
    const existing = [...this.previews].find((one) => one.isLocked && isOf(one, uri));
    if (existing) existing.reveal();
    else this.create(uri, ViewColumn.Beside, true);
  }

  /** Shows a document's preview, which explains what it shows. */
  explain(uri: Uri): void {
    this.show(uri, ViewColumn.Beside);
    this.find(uri)?.explain();
  }

  dispose(): void {
    for (const view of [...this.previews, ...this.editors]) view.dispose();
    this.lifetime.dispose();
  }

  private create(uri: Uri, viewColumn: ViewColumn, locked: boolean): void {
    const place = { viewColumn, preserveFocus: viewColumn === ViewColumn.Beside };
    const panel = window.createWebviewPanel(previewType, 'Fold Complex', place, {});
    this.adopt(panel, uri, locked);
  }

  /**
   * What shows a document already, with the focus before others. An editor in the place of the text
   * counts only while it is in sight: to bring it to the front could cover the text.
   */
  private find(uri: Uri, isWanted: (view: SpecView) => boolean = () => true): SpecView | undefined {
    const editors = [...this.editors].filter(({ visible }) => visible);
    const found = [...this.previews, ...editors].filter((one) => isOf(one, uri) && isWanted(one));
    return found.find(({ active }) => active) ?? found.at(0);
  }

  /** The preview that goes along with the editor, one in sight before one that is hidden. */
  private companion(): Preview | undefined {
    const unlocked = [...this.previews].filter(({ isLocked }) => !isLocked);
    return unlocked.find(({ visible }) => visible) ?? unlocked.at(0);
  }

  private goAlong(uri: Uri): void {
    for (const preview of this.previews)
      if (!preview.isLocked && !isOf(preview, uri)) preview.follow(uri);
  }

  private adopt(panel: WebviewPanel, uri: Uri, locked: boolean): void {
    this.keep(new Preview(panel, uri, locked, this.context), this.previews);
  }

  /** Keeps a view among its kind until it is closed. */
  private keep<V extends SpecView>(view: V, kind: Set<V>): void {
    kind.add(view);
    view.onClosed(() => {
      kind.delete(view);
      view.dispose();
    });
  }

  private revive(panel: WebviewPanel, state: unknown): void {
    const uri = keptUri(state);
    if (uri) this.adopt(panel, uri, wasLocked(state));
    else panel.dispose();
  }

  /**
   * A renamed file, or a file in a renamed folder, keeps its view and its preview. In the place of an
   * editor VS Code shows the text again.
   */
  private renamed(oldUri: Uri, newUri: Uri): void {
    this.context.viewStates.renamed(oldUri, newUri);
    for (const preview of this.previews) {
      const moved = movedUri(preview.uri, oldUri, newUri);
      if (moved) preview.follow(moved);
    }
  }
}

function isOf(view: SpecView, uri: Uri): boolean {
  return view.uri.toString() === uri.toString();
}

/** Whether a webview wrote down that it was locked, before the window was reloaded. */
function wasLocked(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'locked' in state && state.locked === true;
}
