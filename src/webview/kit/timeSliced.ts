import { memo } from './memo.ts';

/** Milliseconds that a computation may hold up a frame, and that each of its later slices may take. */
const firstSlice = 12;
const laterSlice = 8;

/** Yielded by steps to leave the rest to a later task, whatever time is left. */
export const pause = Symbol('pause');
export type Pause = typeof pause | undefined;

/**
 * A function like `memo(compute)` for computations that may take long, given as iterators. A result
 * that is not found within `patience` milliseconds is undefined for now; the computation goes on
 * between other tasks of the page, and `onDone` is called when it has the result. New arguments
 * abandon the computation for the last ones. With infinite patience no result is ever undefined.
 */
export function timeSliced<A extends readonly unknown[], R>(
  compute: (...args: A) => Iterator<unknown, R>,
  onDone: () => void,
  patience = firstSlice,
): (...args: A) => R | undefined {
  let current: Computation<R> | undefined;

  const proceedLater = (computation: Computation<R>): void => {
    setTimeout(() => {
      if (current !== computation) return;
      if (proceed(computation, laterSlice)) onDone();
      else proceedLater(computation);
    });
  };
  const start = memo((...args: A): Computation<R> => {
    current?.steps.return?.();
    current = { steps: compute(...args) };
    if (!proceed(current, patience)) proceedLater(current);
    return current;
  });
  return (...args) => start(...args).result;
}

interface Computation<R> {
  readonly steps: Iterator<unknown, R>;
  result?: R;
}

/** Works for some milliseconds, or until a pause; true when the result is there. */
function proceed<R>(computation: Computation<R>, milliseconds: number): boolean {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const step = computation.steps.next();
    if (step.done) {
      computation.result = step.value;
      return true;
    }
    if (step.value === pause || performance.now() > deadline) return false;
  }
}
