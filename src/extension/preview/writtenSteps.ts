import type { TextEdit } from '../../language/text/textEdits.ts';

/** A change of a text, and its inverse. */
interface Step {
  readonly edits: readonly TextEdit[];
  readonly inverse: readonly TextEdit[];
}

/**
 * The changes that a view has made to its text, for undo and redo. VS Code undoes in the focused
 * text editor or in a custom editor, but offers nothing for a webview panel beside the text, and to
 * focus the text would interrupt the user. So a change is undone by its inverse, which is a new
 * edit of the text. That is correct only for exactly the text that the last change produced: after
 * any other edit the list is cleared, and undo belongs to the text.
 */
export class WrittenSteps {
  private done: Step[] = [];
  private undone: Step[] = [];
  /** The version of the text after the last edit from here. */
  private version = -1;

  /** To be called after an edit, with the version that it produced. */
  record(step: Step, version: number): void {
    if (step.edits.length === 0) return;
    this.done.push(step);
    this.undone = [];
    this.version = version;
  }

  /**
   * The edits that undo or redo one step in a text of this version; undefined if there is none.
   * Call `applied` when they have been applied.
   */
  next(way: 'undo' | 'redo', version: number): readonly TextEdit[] | undefined {
    if (version !== this.version) {
      this.done = [];
      this.undone = [];
    }
    return way === 'undo' ? this.done.at(-1)?.inverse : this.undone.at(-1)?.edits;
  }

  applied(way: 'undo' | 'redo', version: number): void {
    const [from, to] = way === 'undo' ? [this.done, this.undone] : [this.undone, this.done];
    const step = from.pop();
    if (step) to.push(step);
    this.version = version;
  }
}
