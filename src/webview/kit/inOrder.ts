import { timeSliced } from './timeSliced.ts';

/** Preparations begin in a task of their own. */
const noPatience = -1;

export interface Arrival<M> {
  /** Work to do before a message is passed on; its result is ignored. */
  readonly prepare: (message: M) => Iterator<unknown> | undefined;
  /** Whether the messages that wait behind a message make it superfluous. */
  readonly isObsolete: (message: M, behind: readonly M[]) => boolean;
}

/**
 * Passes messages on in order. Those that need long preparations are prepared between other tasks of the
 * page, and the messages behind them wait. A message that is being prepared is always passed on, so that a
 * steady stream of messages does not starve the view.
 */
export function inOrder<M>(
  receive: (message: M) => void,
  { prepare, isObsolete }: Arrival<M>,
): (message: M) => void {
  const waiting: M[] = [];
  let begun: M | undefined;
  const advance = (): void => {
    for (;;) {
      const [message, ...behind] = waiting;
      if (message === undefined) return;
      if (message === begun || !isObsolete(message, behind)) {
        begun = message;
        if (!isPrepared(message)) return;
        receive(message);
      }
      waiting.shift();
    }
  };
  const isPrepared = timeSliced(
    function* (message: M): Generator<unknown, true> {
      const work = prepare(message);
      if (!work) return true;
      // Reading a large message has taken its time.
      yield;
      for (let step = work.next(); step.done !== true; step = work.next()) yield step.value;
      return true;
    },
    advance,
    noPatience,
  );
  return (message) => {
    waiting.push(message);
    if (waiting.length === 1) advance();
  };
}
