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

/** Returns a function that returns the previous object if the new one has equal properties. */
export function reuseEqual<T extends object>(): (next: T) => T {
  let last: T | undefined;
  return (next) => {
    const keys = Object.keys(next) as (keyof T)[];
    const known = last;
    return known && keys.every((key) => Object.is(known[key], next[key])) ? known : (last = next);
  };
}
