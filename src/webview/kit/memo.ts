/** The function, remembering its last result for as long as it is asked the same. */
export function memo<A extends readonly unknown[], R>(make: (...of: A) => R): (...of: A) => R {
  let last: { readonly of: A; readonly made: R } | undefined;
  return (...of) => {
    if (!last?.of.every((part, i) => Object.is(part, of[i]))) last = { of, made: make(...of) };
    return last.made;
  };
}
