/** Caches the last result of a function until its arguments change. */
export function memo<A extends readonly unknown[], R>(
  compute: (...args: A) => R,
): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    if (!last?.args.every((arg, i) => Object.is(arg, args[i])))
      last = { args, result: compute(...args) };
    return last.result;
  };
}

/** The same for a computation in steps, which is skipped if its arguments are those of the last that ended. */
export function memoInSteps<A extends readonly unknown[], R>(
  compute: (...args: A) => Generator<undefined, R>,
): (...args: A) => Generator<undefined, R> {
  let last: { readonly args: A; readonly result: R } | undefined;
  return function* (...args) {
    if (last?.args.every((arg, i) => Object.is(arg, args[i]))) return last.result;
    const result = yield* compute(...args);
    last = { args, result };
    return result;
  };
}

/** Returns a function that returns the previous object if the new one has equal properties. */
export function reuseEqual<T extends object>(): (next: T) => T {
  let last: T | undefined;
  return (next) => {
    const keys = Object.keys(next) as (keyof T)[];
    const known = last;
    return known && keys.every((key) => Object.is(known[key], next[key])) ? known : (last = next);
  };
}
