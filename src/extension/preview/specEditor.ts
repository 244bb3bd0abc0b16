import { commands, type TextDocumentShowOptions, type Uri, window } from 'vscode';
import { SpecView } from './specView.ts';

/**
 * The picture of a spec in the place of its text: a custom editor, for which VS Code marks unsaved
 * changes, saves, reverts and undoes as it does for the text.
 */
export class SpecEditor extends SpecView {
  readonly isLocked = true;
  protected readonly title = undefined;

  /** Closed by VS Code alone, which knows what is not saved. */
  override close(): void {
    // Nothing to do.
  }

  /** After a rename VS Code opens an editor of its own choice in this place. */
  protected follow(): void {
    // Nothing to do.
  }

  protected override async showInstead(uri: Uri): Promise<void> {
    await commands.executeCommand('vscode.openWith', uri, 'foldComplex.editor');
  }

  protected override async closedByUser(): Promise<void> {
    await commands.executeCommand('workbench.action.closeActiveEditor');
  }

  /** In the place of the picture, as `Reopen Editor With…` does. */
  protected async openText(where: TextDocumentShowOptions): Promise<void> {
    const { uri } = this;
    const { viewColumn } = this.panel;
    await commands.executeCommand('reopenActiveEditorWith', 'default');
    await window.showTextDocument(uri, { ...(viewColumn && { viewColumn }), ...where });
  }

  protected async step(way: 'undo' | 'redo'): Promise<void> {
    this.binding.editing.drop();
    await commands.executeCommand(way);
  }
}
