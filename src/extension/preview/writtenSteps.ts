import type { TextEdit } from '../../language/text/textEdits.ts';

/** One change of a text, and what takes it back. */
interface Step {
  readonly there: readonly TextEdit[];
  readonly back: readonly TextEdit[];
}

/**
 * What a view has written into its text and can take back. VS Code undoes in the editor that has the
 * focus, or in a custom editor; to a webview panel beside the text it offers nothing, and giving the
 * focus to the text for a moment would move the user. So a step is taken back by the opposite edit,
 * which is a step of its own to the text. That is right only for the very text that was left behind:
 * once anybody else has changed it, the steps are forgotten and the text's own undo is the way.
 */
export class WrittenSteps {
  private done: Step[] = [];
  private undone: Step[] = [];
  /** Of the text after the last edit from here. */
  private version = -1;

  /** To be called after the edits have been written, with the version that they made. */
  wrote(step: Step, version: number): void {
    if (step.there.length === 0) return;
    this.done.push(step);
    this.undone = [];
    this.version = version;
  }

  /**
   * The edits that go one step back or forth in a text of this version; undefined where there is
   * none. `went` is to be called when they have been written.
   */
  next(way: 'undo' | 'redo', version: number): readonly TextEdit[] | undefined {
    if (version !== this.version) {
      this.done = [];
      this.undone = [];
    }
    return way === 'undo' ? this.done.at(-1)?.back : this.undone.at(-1)?.there;
  }

  went(way: 'undo' | 'redo', version: number): void {
    const [from, to] = way === 'undo' ? [this.done, this.undone] : [this.undone, this.done];
    const step = from.pop();
    if (step) to.push(step);
    this.version = version;
  }
}
