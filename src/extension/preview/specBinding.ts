import type { Disposable, Range, TextEditorDecorationType, Uri } from 'vscode';
import type { SourcePlace, ToView } from '../../protocol/preview.ts';
import { Lifetime } from '../lifetime.ts';
import type { SpecSession } from '../spec/specSession.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { CaretPlace } from './caretPlace.ts';
import { NumberEditing } from './numberEditing.ts';
import { rowOf, SelectedRows } from './selectedRows.ts';

/** What is needed to bind a view to a spec. */
export interface BindingContext {
  readonly sessions: SpecSessions;
  readonly rowDecoration: TextEditorDecorationType;
  readonly trialDecoration: TextEditorDecorationType;
}

/**
 * Binds a view to the spec that it shows: results go to the view, the caret in the text highlights
 * a neuron there, a selection there marks rows of the text, and numbers that are moved there are
 * written. Disposed when the view turns to another spec.
 */
export class SpecBinding implements Disposable {
  readonly session: SpecSession;
  readonly rows: SelectedRows;
  readonly editing: NumberEditing;
  readonly caret: CaretPlace;
  private readonly lifetime = new Lifetime();
  private viewer: Disposable | undefined;

  constructor(
    readonly uri: Uri,
    { sessions, rowDecoration, trialDecoration }: BindingContext,
    post: (message: ToView) => void,
  ) {
    const own = this.lifetime.own.bind(this.lifetime);
    const { session } = own(sessions.lease(uri));
    this.session = session;
    own(
      session.onPicture((picture) => {
        post({ kind: 'picture', picture });
      }),
    );
    own(
      session.onFacts((facts) => {
        post({ kind: 'facts', facts });
      }),
    );
    own(
      session.onStatus((status) => {
        post({ kind: 'status', status });
      }),
    );
    this.rows = own(new SelectedRows(session, rowDecoration));
    this.editing = own(new NumberEditing(session, trialDecoration, post));
    this.caret = own(new CaretPlace(session));
    own(
      this.caret.onChanged((place) => {
        post({ kind: 'highlight', place });
      }),
    );
    own({
      dispose: () => {
        this.setVisible(false);
      },
    });
  }

  /** Whether the view is visible: a hidden one computes nothing and marks nothing. */
  setVisible(visible: boolean): void {
    if (visible) {
      this.viewer ??= this.session.addViewer();
      return;
    }
    this.viewer?.dispose();
    this.viewer = undefined;
    this.rows.select([]);
    this.editing.drop();
  }

  /** The range of a place, or of the n-th problem, if the text has been read. */
  rangeOf(place?: SourcePlace, problem?: number): Range | undefined {
    const { reading } = this.session;
    if (!reading) return undefined;
    if (problem !== undefined) {
      const found = reading.problems.at(problem);
      return found && reading.rangeOf(found.range);
    }
    const row = place && reading.source && rowOf(reading.source, place);
    return row && reading.rangeOf(row);
  }

  dispose(): void {
    this.lifetime.dispose();
  }
}
