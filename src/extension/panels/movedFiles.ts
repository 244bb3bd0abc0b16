import type { Memento, Uri } from 'vscode';
import { parsedUri } from './keptUris.ts';
import { exists } from '../files/exists.ts';
import { movedUri } from '../files/movedUri.ts';

/** The most renames that are remembered; the oldest one is dropped. */
const capacity = 100;
const key = 'movedFiles';

/**
 * Remembers which files and folders were renamed: the page of a panel that is hidden then keeps the
 * old name until the panel is shown, which may be after a reload of the window.
 */
export class MovedFiles {
  constructor(private readonly memento: Memento) {}

  renamed(oldUri: Uri, newUri: Uri): void {
    const moves = [...this.moves(), [oldUri.toString(), newUri.toString()] as const];
    void this.memento.update(key, moves.slice(-capacity));
  }

  /** Where a document is now: a new file under its old name counts as the document. */
  async currentUri(uri: Uri): Promise<Uri> {
    let current = uri;
    for (const [from, to] of this.moves()) {
      const [oldUri, newUri] = [parsedUri(from), parsedUri(to)];
      const moved = oldUri && newUri && movedUri(current, oldUri, newUri);
      if (moved && !(await exists(current))) current = moved;
    }
    return current;
  }

  private moves(): (readonly [string, string])[] {
    return this.memento.get<(readonly [string, string])[]>(key, []);
  }
}
