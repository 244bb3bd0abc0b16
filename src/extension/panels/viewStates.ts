import { type Memento, Uri } from 'vscode';
import { movedUri } from '../files/movedUri.ts';

/** The most documents whose state is kept; the least recently changed one is dropped. */
const capacity = 100;

/** Keeps camera and choices of every document's view, also while its panel is closed. */
export class ViewStates {
  constructor(
    private readonly memento: Memento,
    /** The key in the memento; views of the same documents have one each. */
    private readonly key = 'viewStates',
  ) {}

  get(uri: Uri): unknown {
    return this.entries().find(([kept]) => kept === uri.toString())?.[1];
  }

  set(uri: Uri, state: unknown): void {
    const others = this.entries().filter(([kept]) => kept !== uri.toString());
    const entries = [...others, [uri.toString(), state]].slice(-capacity);
    void this.memento.update(this.key, entries);
  }

  /** Keeps the states of renamed documents, also of those in a renamed folder. */
  renamed(oldUri: Uri, newUri: Uri): void {
    for (const [kept, state] of this.entries()) {
      const moved = movedUri(Uri.parse(kept), oldUri, newUri);
      if (moved) this.set(moved, state);
    }
  }

  private entries(): (readonly [string, unknown])[] {
    return this.memento.get<(readonly [string, unknown])[]>(this.key, []);
  }
}
