import { commands, type TextDocumentShowOptions, window } from 'vscode';
import { SpecView } from './specView.ts';

export const editorType = 'foldComplex.editor';

/**
 * The picture of a document in the place of its text: one of VS Code's own editors, which marks what
 * is not saved, saves, reverts and undoes as it does for the text.
 */
export class SpecEditor extends SpecView {
  readonly isLocked = true;

  /** In the place of the picture, as `Reopen Editor With…` does. */
  protected async openText(where: TextDocumentShowOptions): Promise<void> {
    const { uri } = this;
    const { viewColumn } = this.panel;
    await commands.executeCommand('reopenActiveEditorWith', 'default');
    await window.showTextDocument(uri, { ...(viewColumn && { viewColumn }), ...where });
  }

  protected async step(way: 'undo' | 'redo'): Promise<void> {
    this.ties.editing.drop();
    await commands.executeCommand(way);
  }
}
