import type { Uri } from 'vscode';

/** Shows documents in passing. */
export interface Peek {
  /** Shows one beside, without taking the focus; undefined restores what was there before. */
  show(uri: Uri | undefined): Promise<void>;
}

/** A peek at documents of two kinds, of which one kind is shown at a time. */
export function peekAtBoth(first: Peek, second: Peek, isFirst: (uri: Uri) => boolean): Peek {
  let last: Promise<unknown> = Promise.resolve();
  return {
    show: (uri) => {
      const [own, other] = !uri || isFirst(uri) ? [first, second] : [second, first];
      // The new one opens before the old one closes, or the group of both would close and open again.
      const shown = last.then(() => own.show(uri)).then(() => other.show(undefined));
      // One that fails does not keep the next from being shown.
      last = shown.catch(() => undefined);
      return shown;
    },
  };
}
