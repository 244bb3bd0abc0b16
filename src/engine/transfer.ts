/** A message for another thread, and the memory that moves there with it instead of being cloned. */
export interface Transfer<T> {
  readonly message: T;
  readonly buffers: ArrayBuffer[];
}

/** The memory behind the typed arrays among the properties of an object, each buffer once. */
export function buffersOf(object: object): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const value of Object.values(object))
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer);
  return [...buffers];
}

/**
 * An object with copies of the typed arrays among its properties. To copy and then transfer takes
 * half as long as to let a port clone, which copies what it is given and then copies that.
 */
export function withOwnBuffers<T extends object>(object: T): T {
  const entries = Object.entries(object).map(([key, value]: [string, unknown]) => [
    key,
    ArrayBuffer.isView(value) ? (value as Float64Array).slice() : value,
  ]);
  return Object.fromEntries(entries) as T;
}
