import type { Disposable, Range, TextEditorDecorationType, Uri } from 'vscode';
import type { SourcePlace, ToView } from '../../protocol/preview.ts';
import { Lifetime } from '../lifetime.ts';
import type { SpecSession } from '../spec/specSession.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { CaretPlace } from './caretPlace.ts';
import { NeuronEditing } from './neuronEditing.ts';
import { rowOf, SelectedRows } from './selectedRows.ts';

/** What a view needs to be tied to a spec. */
export interface BindingContext {
  readonly sessions: SpecSessions;
  readonly rowDecoration: TextEditorDecorationType;
  readonly trialDecoration: TextEditorDecorationType;
}

/**
 * Everything that binding a view to the one spec it shows: what is computed of it goes to the view, the
 * caret in its text lights the view, what is selected in the view marks the text, and numbers that are
 * moved in the view are written. Disposed as a whole when the view turns to another spec.
 */
export class SpecBinding implements Disposable {
  readonly session: SpecSession;
  readonly rows: SelectedRows;
  readonly editing: NeuronEditing;
  readonly caret: CaretPlace;
  private readonly lifetime = new Lifetime();
  private looking: Disposable | undefined;

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
    this.editing = own(new NeuronEditing(session, trialDecoration, post));
    this.caret = own(new CaretPlace(session));
    own(
      this.caret.onChanged((place) => {
        post({ kind: 'highlight', place });
      }),
    );
    own({
      dispose: () => {
        this.look(false);
      },
    });
  }

  /** Whether somebody looks at the view: a hidden one costs nothing, and marks nothing. */
  look(isSeen: boolean): void {
    if (isSeen) {
      this.looking ??= this.session.look();
      return;
    }
    this.looking?.dispose();
    this.looking = undefined;
    this.rows.select([]);
    this.editing.drop();
  }

  /** Where a place, or the n-th problem, stands in the text, as far as that has been read. */
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
