/** How long an answer may hold up a frame, and each of the slices that follow when it takes longer. */
const first = 12;
const slice = 8;

/**
 * A function that answers from memory when it is asked the same as the last time, and works out
 * what is new: at once when that is quick, otherwise in the pauses of the page. Until then it has
 * no answer, and `onAnswer` says when it has. A new question drops the last one. With infinite
 * patience every question is answered at once.
 */
export function createAnswers<A extends readonly unknown[], R>(
  work: (...question: A) => Iterator<unknown, R>,
  onAnswer: () => void,
  patience = first,
): (...question: A) => R | undefined {
  let asked: { readonly question: A; readonly steps: Iterator<unknown, R>; answer?: R } | undefined;

  const proceed = (current: NonNullable<typeof asked>, time: number): boolean => {
    const deadline = performance.now() + time;
    for (;;) {
      const step = current.steps.next();
      if (step.done) {
        current.answer = step.value;
        return true;
      }
      if (performance.now() > deadline) return false;
    }
  };
  const proceedLater = (current: NonNullable<typeof asked>): void => {
    setTimeout(() => {
      if (asked !== current) return;
      if (proceed(current, slice)) onAnswer();
      else proceedLater(current);
    });
  };

  return (...question) => {
    if (asked?.question.every((part, i) => Object.is(part, question[i])) !== true) {
      asked = { question, steps: work(...question) };
      if (!proceed(asked, patience)) proceedLater(asked);
    }
    return asked.answer;
  };
}
