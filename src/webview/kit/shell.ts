import { connectHost, type Host } from './host.ts';
import type { Saver } from './stateStore.ts';
import { createStore, type Store } from './store.ts';
import { onThemeChange, readTheme, type Theme } from './theme.ts';

/** The first message of every view. */
interface Ready {
  readonly kind: 'ready';
}

/** The parts of a view besides its panes. */
export interface ShellParts<S, In, Out, V extends Saver> {
  /** The state before the first message. */
  readonly initial: (theme: Theme) => S;
  /** Called with each message of the extension, in order. */
  readonly receive: (message: In) => void;
  /** Draws the page for the current state; `now` is the time of the frame, in milliseconds. */
  readonly present: (now: number) => void;
  /** Saves the parts of the state that outlive the page. */
  readonly saver: (host: Host<Out | Ready>, state: () => S) => V;
}

/** What all views share: state, frames, theme, messages and the saved view state. */
export interface Shell<S, Out, V extends Saver> {
  readonly store: Store<S>;
  readonly saver: V;
  readonly send: (message: Out | Ready) => void;
  /** Requests a frame. Changes of the state do so automatically. */
  readonly schedule: () => void;
  /** Draws a frame whenever the size of an element changes. */
  readonly watchSize: (node: Element) => void;
  /** Draws the page for the first time and tells the extension that the view is ready. */
  readonly start: () => void;
}

/**
 * The frame of a view. Any number of changes between two animation frames are drawn once, in the
 * second one; the state is saved when it has settled; and the theme is part of the state.
 */
export function createShell<S extends { readonly theme: Theme }, In, Out, V extends Saver>({
  initial,
  receive,
  present,
  saver: createSaver,
}: ShellParts<S, In, Out, V>): Shell<S, Out, V> {
  const store = createStore(initial(readTheme()));
  const host = connectHost<In, Out | Ready>(receive);
  const saver = createSaver(host, store.get);

  let isScheduled = false;
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame((now) => {
      isScheduled = false;
      present(now);
    });
  };
  const resizes = new ResizeObserver(schedule);

  store.subscribe(() => {
    schedule();
    saver.saveSoon();
  });
  const themed: Store<{ readonly theme: Theme }> = store;
  onThemeChange(() => themed.set({ theme: readTheme() }));
  return {
    store,
    saver,
    send: (message) => host.send(message),
    schedule,
    watchSize: (node) => resizes.observe(node),
    start: () => {
      present(performance.now());
      host.send({ kind: 'ready' });
    },
  };
}
