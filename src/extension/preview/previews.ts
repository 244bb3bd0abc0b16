import {
  type Disposable,
  type TextDocument,
  type TextEditor,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { SourcePlace } from '../../protocol/preview.ts';
import type { Peek } from '../examples/peek.ts';
import { Lifetime } from '../lifetime.ts';
import type { PanelRegistry } from '../panels/panelRegistry.ts';
import { panelTypes } from '../panels/panelTypes.ts';
import { isSpec } from '../spec/specText.ts';
import { caretPlace } from './caretPlace.ts';
import { Preview } from './preview.ts';
import { SpecEditor } from './specEditor.ts';
import { SpecView, type SpecViewContext } from './specView.ts';

const editorType = 'foldComplex.editor';

/**
 * All open pictures of specs: one preview that follows the active editor, unless the user wants
 * more; previews locked to a document of their own; and editors in the place of the text.
 */
export class Previews implements Disposable {
  private readonly lifetime = new Lifetime();

  constructor(
    private readonly panels: PanelRegistry,
    private readonly context: SpecViewContext,
  ) {
    panels.restore(
      panelTypes.preview,
      (panel, [uri], state) => uri && new Preview(panel, uri, wasLocked(state), context),
    );
    const editors = {
      resolveCustomTextEditor: ({ uri }: TextDocument, panel: WebviewPanel): void => {
        panels.add(new SpecEditor(panel, uri, context));
      },
    };
    this.lifetime.own(
      window.registerCustomEditorProvider(editorType, editors, {
        supportsMultipleEditorsPerDocument: true,
      }),
    );
    this.lifetime.own(
      window.onDidChangeActiveTextEditor((editor) => {
        if (!editor || !isSpec(editor.document)) return;
        const { uri } = editor.document;
        for (const preview of panels.all(Preview))
          if (!preview.isLocked && !isOf(preview, uri)) preview.follow(uri);
      }),
    );
  }

  /** The preview or editor that has the focus, if any. */
  get active(): SpecView | undefined {
    return this.panels.active(SpecView);
  }

  /** Locks the preview that has the focus to its document, or unlocks it. */
  toggleLock(): void {
    this.panels.active(Preview)?.toggleLock();
  }

  /** What the caret in a document highlights in its preview. */
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
   * the one that follows the active editor, or else a new one. Keeps the focus.
   */
  show(uri: Uri, column: ViewColumn): void {
    if (!this.find(uri)) this.follower()?.follow(uri);
    const existing = this.find(uri);
    if (existing) existing.reveal();
    else this.create(uri, column, false);
  }

  /** Shows documents in passing, in the preview that follows the active editor or in a new one. */
  peek(): Peek {
    const borrowed = this.follower();
    const before = borrowed?.uri;
    return {
      show: (uri) => {
        if (uri) this.show(uri, ViewColumn.Beside);
        else if (borrowed && before && this.panels.all(Preview).includes(borrowed))
          borrowed.follow(before);
        else this.follower()?.close();
        return Promise.resolve();
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

  /** The visible preview of a document, if there is one. */
  visible(uri: Uri): SpecView | undefined {
    return this.find(uri, ({ visible }) => visible);
  }

  /** Shows a document's own preview, which stays with it whatever is edited. */
  showLocked(uri: Uri): void {
    const existing = this.panels.all(Preview).find((one) => one.isLocked && isOf(one, uri));
    if (existing) existing.reveal();
    else this.create(uri, ViewColumn.Beside, true);
  }

  /** Shows a document's preview, with the guided tour open. */
  explain(uri: Uri): void {
    this.show(uri, ViewColumn.Beside);
    this.find(uri)?.explain();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private create(uri: Uri, column: ViewColumn, locked: boolean): void {
    this.panels.open(
      panelTypes.preview,
      column,
      (panel) => new Preview(panel, uri, locked, this.context),
    );
  }

  /**
   * What shows a document already, with the focus before others. An editor in the place of the text
   * counts only while it is visible: to bring it to the front could cover the text.
   */
  private find(uri: Uri, isWanted: (view: SpecView) => boolean = () => true): SpecView | undefined {
    const editors = this.panels.all(SpecEditor).filter(({ visible }) => visible);
    const views: SpecView[] = [...this.panels.all(Preview), ...editors];
    const found = views.filter((one) => isOf(one, uri) && isWanted(one));
    return found.find(({ active }) => active) ?? found.at(0);
  }

  /** The preview that follows the active editor, a visible one before one that is hidden. */
  private follower(): Preview | undefined {
    const unlocked = this.panels.all(Preview).filter(({ isLocked }) => !isLocked);
    return unlocked.find(({ visible }) => visible) ?? unlocked.at(0);
  }
}

function isOf(view: SpecView, uri: Uri): boolean {
  return view.uri.toString() === uri.toString();
}

/** Whether a page wrote down that it was locked, before the window was reloaded. */
function wasLocked(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'locked' in state && state.locked === true;
}
