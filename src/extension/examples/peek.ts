import type { Uri } from 'vscode';

/** A look at documents in passing. */
export interface Peek {
  /** Shows one beside, without taking the focus; undefined gives back what was there before. */
  show(uri: Uri | undefined): void;
}

/** A look at documents of two kinds: what shows the one gives its place back to the other. */
export function peekAtBoth(first: Peek, second: Peek, isFirst: (uri: Uri) => boolean): Peek {
  return {
    show: (uri) => {
      const [own, other] = !uri || isFirst(uri) ? [first, second] : [second, first];
      // The new one before the old one goes, or the group of both would close and open again.
      own.show(uri);
      other.show(undefined);
    },
  };
}
