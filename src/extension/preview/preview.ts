import {
  type TextDocumentShowOptions,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { PanelTitle } from '../panels/viewPanel.ts';
import { SpecView, type SpecViewContext } from './specView.ts';

/** The picture of a spec beside its text: of the active editor's, or of its own when it is locked. */
export class Preview extends SpecView {
  constructor(
    panel: WebviewPanel,
    uri: Uri,
    private locked: boolean,
    context: SpecViewContext,
  ) {
    super(panel, uri, context);
  }

  get isLocked(): boolean {
    return this.locked;
  }

  /** Brackets for the locked ones, as with Markdown's. */
  protected get title(): PanelTitle {
    const titleOf = (name: string): string =>
      this.locked ? `[Fold Complex] ${name}` : `Fold Complex: ${name}`;
    return { uri: this.uri, titleOf };
  }

  /** Stays with its document from now on, or follows the active editor again. */
  toggleLock(): void {
    this.locked = !this.locked;
    this.retitle();
    this.post({ kind: 'locked', locked: this.locked });
  }

  override follow(uri: Uri): void {
    this.bindTo(uri);
    this.retitle();
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
    return this.binding.editing.step(way);
  }
}
