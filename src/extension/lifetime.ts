import type { Disposable, Event } from 'vscode';

/**
 * Owns disposables and disposes them in reverse order; one that is added later is disposed at once.
 */
export class Lifetime implements Disposable {
  private owned: Disposable[] = [];
  private over = false;

  get isOver(): boolean {
    return this.over;
  }

  own<T extends Disposable>(disposable: T): T {
    if (this.over) disposable.dispose();
    else this.owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    if (this.over) return;
    this.over = true;
    for (const disposable of this.owned.reverse()) disposable.dispose();
    this.owned = [];
  }
}

/** Resolves when the first of some events fires. */
export function anyOf(events: readonly Event<unknown>[]): Promise<void> {
  const heard = new Lifetime();
  return new Promise<void>((resolve) => {
    for (const event of events)
      heard.own(
        event(() => {
          heard.dispose();
          resolve();
        }),
      );
  });
}
