/** The function, with its last result kept for as long as the arguments stay the same. */
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

/** A function that returns the last object again as long as the new one has the same properties. */
export function reuseEqual<T extends object>(): (next: T) => T {
  let last: T | undefined;
  return (next) => {
    const keys = Object.keys(next) as (keyof T)[];
    const known = last;
    return known && keys.every((key) => Object.is(known[key], next[key])) ? known : (last = next);
  };
}
