import type { Host } from './host.ts';

/** Calm after the last change before the view state is kept. */
const keepAfter = 250;

/** Keeps the view state of a document, in the webview and with the host. */
export interface StateStore<V> {
  /**
   * What is kept for a document: by the host, or else by this webview. What was to be kept for the
   * one before is kept first.
   */
  restore(uri: string, state: unknown, locked?: boolean): V;
  /** Keeps at once that the panel stays with its document, or does not. */
  lock(locked: boolean): void;
  /** Keeps the state soon; many changes are kept once. */
  keepSoon(): void;
}

/** What a keeper says to the host. */
interface KeepState {
  readonly kind: 'keepState';
  readonly uri: string;
  readonly state: unknown;
}

/** A keeper of the view state that `read` returns, when there is one; `decode` reads any other. */
export function createStateStore<V>(
  host: Host<KeepState>,
  read: () => V | undefined,
  decode: (kept: unknown) => V,
): StateStore<V> {
  let uri = '';
  let locked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';

  const keep = (): void => {
    clearTimeout(timer);
    const view = read();
    const text = JSON.stringify(view);
    if (!view || text === last) return;
    last = text;
    host.keep({ uri, locked, view });
    host.send({ kind: 'keepState', uri, state: view });
  };
  /** For when the window is loaded again: what the preview is of is known before how it looks. */
  const keepDocument = (): void => {
    const view = ownState(host.kept(), uri);
    host.keep({ uri, locked, ...(view !== undefined && { view }) });
  };

  // A page that goes away takes its timers with it.
  window.addEventListener('pagehide', keep);

  return {
    restore: (document, state, isLocked = false) => {
      if (document !== uri) keep();
      const view = decode(state ?? ownState(host.kept(), document));
      uri = document;
      locked = isLocked;
      last = '';
      keepDocument();
      return view;
    },
    lock: (isLocked) => {
      locked = isLocked;
      keepDocument();
    },
    keepSoon: () => {
      clearTimeout(timer);
      timer = setTimeout(keep, keepAfter);
    },
  };
}

/** What this webview kept, if that was for the same document. */
function ownState(kept: unknown, document: string): unknown {
  if (typeof kept !== 'object' || kept === null) return undefined;
  if (!('uri' in kept) || !('view' in kept)) return undefined;
  return kept.uri === document ? kept.view : undefined;
}
