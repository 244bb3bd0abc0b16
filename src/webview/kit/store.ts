/** An immutable state that can be replaced, and its listeners. */
export interface Store<T> {
  readonly get: () => T;
  /** Replaces some fields. Listeners are called if any of them is new. */
  set(change: Partial<T>): void;
  subscribe(listener: () => void): void;
}

/** A store that starts with the given state. */
export function createStore<T extends object>(initial: T): Store<T> {
  let state = initial;
  const listeners: (() => void)[] = [];
  return {
    get: () => state,
    set: (change) => {
      const next = { ...state, ...change };
      const keys = Object.keys(change) as (keyof T)[];
      if (keys.every((key) => Object.is(state[key], next[key]))) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => void listeners.push(listener),
  };
}
