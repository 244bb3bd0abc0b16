import type { State } from '../state.ts';
import type { Store } from '../../kit/store.ts';

/** Opens and closes the guide. */
export interface Opening {
  readonly open: () => void;
  readonly close: () => void;
  readonly toggle: () => void;
}

/** The guide opens at its first step; `leave` moves the focus when it closes. */
export function openingOf(store: Store<State>, leave: () => void): Opening {
  const open = (): void => store.set({ guide: 0 });
  const close = (): void => {
    store.set({ guide: undefined, explained: undefined, explainsRegion: false });
    leave();
  };
  return { open, close, toggle: () => (store.get().guide === undefined ? open() : close()) };
}
