import type { Host } from './host.ts';

/** How long a view must be unchanged before its state is saved, in milliseconds. */
const quietTime = 250;

/** Saves the state of a view. */
export interface Saver {
  /** Saves once nothing has changed for a while; many changes are saved once. */
  saveSoon(): void;
  /** Saves at once what has not been saved yet. */
  save(): void;
}

/** Saves the state of a view for each of the documents that it shows. */
export interface StateStore<V> extends Saver {
  /**
   * The state saved for a document, by the host or else by this webview. First saves what has not
   * been saved yet for the previous document.
   */
  restore(uri: string | undefined, state: unknown, locked?: boolean): V;
  /** Saves at once whether the panel stays with its document. */
  lock(locked: boolean): void;
}

/** The message by which the host learns of a state to save. */
interface KeepState {
  readonly kind: 'keepState';
  /** Absent where a view shows no document. */
  readonly uri?: string;
  readonly state: unknown;
}

/**
 * Saves what `read` returns by means of `write`, unless it is undefined or equal to what was saved
 * last.
 */
export function createSaver<V>(read: () => V | undefined, write: (view: V) => void): Saver {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';

  const save = (): void => {
    clearTimeout(timer);
    const view = read();
    const text = JSON.stringify(view);
    if (view === undefined || text === last) return;
    last = text;
    write(view);
  };
  // The timers of a page end with it.
  window.addEventListener('pagehide', save);
  return {
    save,
    saveSoon: () => {
      clearTimeout(timer);
      timer = setTimeout(save, quietTime);
    },
  };
}

/**
 * Saves the view state that `read` returns, in the webview and with the host; `decode` reads a saved
 * one, of any version.
 */
export function createStateStore<V>(
  host: Host<KeepState>,
  read: () => V | undefined,
  decode: (saved: unknown) => V,
): StateStore<V> {
  /** Empty where a view shows no document. */
  let uri = '';
  let locked = false;

  const saver = createSaver(
    () => {
      const view = read();
      return view && { uri, view };
    },
    ({ view }) => {
      host.keep({ ...(uri && { uri }), locked, view });
      host.send({ kind: 'keepState', ...(uri && { uri }), state: view });
    },
  );
  /** VS Code needs the document to restore the panel when the window is loaded again. */
  const saveDocument = (): void => {
    const view = ownState(host.kept(), uri);
    host.keep({ ...(uri && { uri }), locked, ...(view !== undefined && { view }) });
  };

  return {
    ...saver,
    restore: (document = '', state, isLocked = false) => {
      if (document !== uri) saver.save();
      const view = decode(state ?? ownState(host.kept(), document));
      uri = document;
      locked = isLocked;
      saveDocument();
      return view;
    },
    lock: (isLocked) => {
      locked = isLocked;
      saveDocument();
    },
  };
}

/** What this webview saved, if that was for the same document. */
function ownState(saved: unknown, document: string): unknown {
  if (typeof saved !== 'object' || saved === null || !('view' in saved)) return undefined;
  return ('uri' in saved ? saved.uri : '') === document ? saved.view : undefined;
}
