import type { State } from '../state.ts';
import type { Store } from '../../kit/store.ts';

/** Ways to open and to leave the guide; `leave` is where the focus goes afterwards. */
export interface Opening {
  readonly open: () => void;
  readonly close: () => void;
  readonly toggle: () => void;
}

/** Opens the guide at its first step. */
export function openingOf(store: Store<State>, leave: () => void): Opening {
  const open = (): void => store.set({ guide: 0 });
  const close = (): void => {
    store.set({ guide: undefined, explained: undefined });
    leave();
  };
  return { open, close, toggle: () => (store.get().guide === undefined ? open() : close()) };
}
