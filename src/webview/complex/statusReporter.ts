import type { Status } from '../../protocol/preview.ts';
import type { State } from './state.ts';
import type { Store } from '../kit/store.ts';

/** A computation that takes longer than this, in milliseconds, is shown. */
const slowAfter = 300;

/** Stores each new status, and whether a computation has become slow. */
export function createStatusReporter(store: Store<State>): (status: Status) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (status) => {
    const computing = status.kind === 'computing';
    if (computing) timer ??= setTimeout(() => store.set({ slow: true }), slowAfter);
    if (!computing) {
      clearTimeout(timer);
      timer = undefined;
    }
    store.set(computing ? { status } : { status, slow: false });
  };
}
