import type { Memento, Uri } from 'vscode';

const key = 'viewStates';
/** Documents whose view is remembered; the least recently changed is forgotten first. */
const capacity = 100;

/** Remembers camera and choices of every document's view, also when its preview is closed. */
export class ViewStates {
  constructor(private readonly memento: Memento) {}

  get(uri: Uri): unknown {
    return this.entries().find(([kept]) => kept === uri.toString())?.[1];
  }

  set(uri: Uri, state: unknown): void {
    const others = this.entries().filter(([kept]) => kept !== uri.toString());
    const entries = [...others, [uri.toString(), state]].slice(-capacity);
    void this.memento.update(key, entries);
  }

  private entries(): (readonly [string, unknown])[] {
    return this.memento.get<(readonly [string, unknown])[]>(key, []);
  }
}
