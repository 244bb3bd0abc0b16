/** The dimensions of a tensor, outermost first; its entries are in row-major order. */
export type Shape = readonly number[];

/** The number of entries. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The distance between neighbouring entries along each dimension. */
export function stridesOf(shape: Shape): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

/** A shape as in Python: `[3, 2]`. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** The common shape of tensors whose dimensions of length 1 repeat, as in NumPy; undefined if there is none. */
export function broadcastShape(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  const result = Array.from({ length: rank }, () => 1);
  for (const shape of shapes)
    for (const [i, length] of shape.entries()) {
      const axis = rank - shape.length + i;
      if (length === 1 || length === result[axis]) continue;
      if (result[axis] !== 1) return undefined;
      result[axis] = length;
    }
  return result;
}
