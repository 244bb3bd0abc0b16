import { sizeOf, stridesOf, type Shape } from './shape.ts';

/**
 * A rearrangement of a tensor: for each entry of the result, in row-major order, the entry of the tensor that it
 * is; −1 for an entry that comes from elsewhere, such as padding.
 */
export type IndexMap = Int32Array;

/** For each dimension of a result, and each place along it, how far into the tensor it is; −1 outside. */
type Offsets = readonly (readonly number[])[];

/** The map that adds up the offsets of its dimensions. */
function productMap(offsets: Offsets): IndexMap {
  let map: IndexMap = Int32Array.of(0);
  for (const along of offsets) {
    const next = new Int32Array(map.length * along.length);
    let at = 0;
    for (const begin of map)
      for (const offset of along) next[at++] = begin < 0 || offset < 0 ? -1 : begin + offset;
    map = next;
  }
  return map;
}

/** Takes the named places along each dimension; −1 is a place outside. */
export function chosen(shape: Shape, places: Offsets): IndexMap {
  const strides = stridesOf(shape);
  return productMap(
    places.map((along, axis) => along.map((place) => (place < 0 ? -1 : place * strides[axis]))),
  );
}

/** Puts the dimensions into another order. */
export function transposed(shape: Shape, order: readonly number[]): IndexMap {
  const strides = stridesOf(shape);
  return productMap(
    order.map((axis) => Array.from({ length: shape[axis] }, (_, i) => i * strides[axis])),
  );
}

/** Repeats dimensions of length 1, as in NumPy. `shape` must fit `target`. */
export function broadcast(shape: Shape, target: Shape): IndexMap {
  const strides = stridesOf(shape);
  const missing = target.length - shape.length;
  return productMap(
    target.map((length, i) => {
      const repeats = i < missing || shape[i - missing] === 1;
      return Array.from({ length }, (_, k) => (repeats ? 0 : k * strides[i - missing]));
    }),
  );
}

/** Joins tensors along a dimension. The entries of all tensors are counted one tensor after the other. */
export function joined(shapes: readonly Shape[], axis: number): IndexMap {
  const outer = sizeOf(shapes[0].slice(0, axis));
  const blocks = shapes.map((shape) => sizeOf(shape.slice(axis)));
  const begins = shapes.map((_, k) =>
    shapes.slice(0, k).reduce((sum, shape) => sum + sizeOf(shape), 0),
  );
  const map = new Int32Array(shapes.reduce((sum, shape) => sum + sizeOf(shape), 0));
  let at = 0;
  for (let o = 0; o < outer; o++)
    for (const [k, block] of blocks.entries())
      for (let i = 0; i < block; i++) map[at++] = begins[k] + o * block + i;
  return map;
}

/** The rearranged entries; `fill` where they come from elsewhere. */
export function rearranged(values: Float64Array, map: IndexMap, fill = 0): Float64Array {
  return Float64Array.from(map, (from) => (from < 0 ? fill : values[from]));
}
