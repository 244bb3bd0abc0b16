import {
  type TextDocumentShowOptions,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import { SpecView, type ViewContext } from './specView.ts';

export const previewType = 'foldComplex.preview';

/**
 * The picture of a document beside its text: of the one that is edited, whichever that is, or of its
 * own when it is locked.
 */
export class Preview extends SpecView {
  constructor(
    panel: WebviewPanel,
    uri: Uri,
    private locked: boolean,
    context: ViewContext,
  ) {
    super(panel, uri, context);
    this.updateTitle();
  }

  get isLocked(): boolean {
    return this.locked;
  }

  /** Stays with its document from now on, or goes along with the editor again. */
  toggleLock(): void {
    this.locked = !this.locked;
    this.updateTitle();
    this.post({ kind: 'locked', locked: this.locked });
  }

  /** Shows another document from now on, or the same one under another name. */
  follow(uri: Uri): void {
    this.turnTo(uri);
    this.updateTitle();
  }

  override dispose(): void {
    super.dispose();
    this.panel.dispose();
  }

  /** The text belongs beside the picture, not over it. */
  protected async openText(where: TextDocumentShowOptions): Promise<void> {
    const own = this.panel.viewColumn ?? ViewColumn.Two;
    const left = window.tabGroups.all.findLast(({ viewColumn }) => viewColumn < own);
    const viewColumn = left?.viewColumn ?? ViewColumn.Beside;
    await window.showTextDocument(this.uri, { viewColumn, ...where });
  }

  /** VS Code undoes nothing for a panel beside the text. */
  protected step(way: 'undo' | 'redo'): Promise<void> {
    return this.ties.editing.step(way);
  }

  /** Brackets for the locked ones, as with Markdown's. */
  private updateTitle(): void {
    this.context.titles.nameAfter(this.panel, this.uri, (name) =>
      this.locked ? `[Fold Complex] ${name}` : `Fold Complex: ${name}`,
    );
  }
}
