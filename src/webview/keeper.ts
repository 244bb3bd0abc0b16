import type { Host } from './host.ts';
import type { State } from './state.ts';
import { decodeViewState, type ViewState } from './viewState.ts';
import { witnessOf } from './witness.ts';

/** Calm after the last change before the view state is kept. */
const keepAfter = 250;

/** Keeps the view state of a document, in the webview and with the host. */
export interface Keeper {
  /** What is kept for a document: by the host, or else by this webview. */
  restore(uri: string, state: unknown): ViewState;
  /** Keeps the state soon; many changes are kept once. */
  keepSoon(): void;
}

/** A keeper of the state that `read` returns. */
export function createKeeper(host: Host, read: () => State): Keeper {
  let uri = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';

  const keep = (): void => {
    const view = viewStateOf(read());
    const text = JSON.stringify(view);
    if (!view || text === last) return;
    last = text;
    host.keep({ uri, view });
    host.send({ kind: 'keepState', state: view });
  };

  return {
    restore: (document, state) => {
      uri = document;
      return decodeViewState(state ?? ownState(host.kept(), document));
    },
    keepSoon: () => {
      clearTimeout(timer);
      timer = setTimeout(keep, keepAfter);
    },
  };
}

/** Before the first picture there is nothing to keep that was not restored. */
function viewStateOf({ picture, choices, camera, frame, pinned }: State): ViewState | undefined {
  if (!picture) return undefined;
  return {
    choices,
    ...(camera && { camera }),
    ...(frame && { frame }),
    ...(pinned && { pinned: witnessOf(picture, pinned) }),
  };
}

/** What this webview kept, if that was for the same document. */
function ownState(kept: unknown, document: string): unknown {
  if (typeof kept !== 'object' || kept === null) return undefined;
  if (!('uri' in kept) || !('view' in kept)) return undefined;
  return kept.uri === document ? kept.view : undefined;
}
