import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { inputMap } from '../network/affine.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';

/**
 * The image of the domain under the first layers of a network, in the coordinates of some neurons
 * (the folded sheet). It is affine on every cell. The images of cells may overlap, or be degenerate
 * (a segment or a point).
 */
export interface ImageSurface {
  /** The neurons whose outputs are the coordinates, one to three. */
  readonly neurons: readonly number[];
  /** a, b, c of a·x + b·y + c: one row per cell and axis. */
  readonly maps: Float64Array;
}

/** The number of outputs of the first `depth` layers; of inputs if `depth` is 0. */
export function widthAfter({ inputs, layers }: Network, depth: number): number {
  return depth === 0 ? inputs : layers[depth - 1].units;
}

/**
 * The image under the first `depth` layers. Requires a network with two inputs and a complex on
 * whose cells these layers are affine. Maps are composed in doubles.
 */
export function imageSurface(
  network: Network,
  depth: number,
  complex: Complex,
  neurons: readonly number[],
): ImageSurface {
  const folds = foldTable(network);
  const maps = new Float64Array(3 * neurons.length * complex.cellCount);
  for (let cell = 0; cell < complex.cellCount; cell++) {
    const rows = inputMap(network, folds, cellPattern(complex, cell), depth);
    neurons.forEach((neuron, axis) => {
      maps.set(rows.subarray(3 * neuron, 3 * neuron + 3), 3 * (cell * neurons.length + axis));
    });
  }
  return { neurons, maps };
}

/** The image of a point of a cell; unused coordinates are 0. */
export function placeOnImage(
  { neurons, maps }: ImageSurface,
  cell: number,
  x: number,
  y: number,
): [number, number, number] {
  const place: [number, number, number] = [0, 0, 0];
  for (let axis = 0; axis < neurons.length; axis++) {
    const m = 3 * (cell * neurons.length + axis);
    place[axis] = maps[m] * x + maps[m + 1] * y + maps[m + 2];
  }
  return place;
}

/**
 * The neurons to use as coordinates: the requested ones, with those that the layer does not have
 * replaced by the first unused ones.
 */
export function axesWithin(width: number, wished: readonly number[]): number[] {
  const axes: number[] = [];
  for (const neuron of wished) {
    if (axes.length === width) break;
    const free = neuron < width && !axes.includes(neuron);
    axes.push(free ? neuron : firstFree(axes));
  }
  return axes;
}

function firstFree(taken: readonly number[]): number {
  let neuron = 0;
  while (taken.includes(neuron)) neuron++;
  return neuron;
}
