import type { FromView, NumberChange } from '../../protocol/preview.ts';
import type { Store } from '../kit/store.ts';
import type { State } from './state.ts';

/** Other numbers for the text, previewed in the picture until they are kept or dropped. */
export interface Trial {
  readonly try: (change: NumberChange) => void;
  /** Writes the change into the text, as one step to undo. */
  readonly keep: (change: NumberChange) => void;
  readonly drop: () => void;
}

/** The trial of the page. While it lasts, its numbers are shown in place of those of the picture. */
export function createTrial(store: Store<State>, send: (message: FromView) => void): Trial {
  let isScheduled = false;
  return {
    try: (change) => {
      store.set({ trial: { change, isKept: false } });
      if (isScheduled) return;
      isScheduled = true;
      requestAnimationFrame(() => {
        isScheduled = false;
        const { trial } = store.get();
        if (trial && !trial.isKept) send({ kind: 'tryNumbers', change: trial.change });
      });
    },
    keep: (change) => {
      store.set({ trial: { change, isKept: true } });
      send({ kind: 'keepNumbers', change });
    },
    drop: () => {
      store.set({ trial: undefined });
      send({ kind: 'dropNumbers' });
    },
  };
}
