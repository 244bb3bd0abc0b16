/** Longest time, in milliseconds, without a turn of the event loop. */
const usualSlice = 12;

/**
 * Runs a generator in time slices, with a turn of the event loop after each, so that the thread can
 * receive a cancellation or work on another document. `onTurn` gets the last value that a slice
 * yielded. Ends the generator and rejects with the signal's reason when aborted. `slice` is in
 * milliseconds.
 */
export async function inTurns<T, R>(
  work: Generator<T, R>,
  signal: AbortSignal,
  onTurn?: (step: T) => void,
  slice = usualSlice,
): Promise<R> {
  try {
    for (;;) {
      const deadline = performance.now() + slice;
      let step = work.next();
      while (!step.done && performance.now() < deadline) step = work.next();
      if (step.done) return step.value;
      onTurn?.(step.value);
      await turn();
      signal.throwIfAborted();
    }
  } finally {
    // If it is abandoned, what it holds is given back.
    work.return(undefined as R);
  }
}

/** One turn of the event loop. A message, not a timer: browsers clamp timers to 4 ms. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
