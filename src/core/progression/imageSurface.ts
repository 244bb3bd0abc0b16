import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import { inputMap } from '../network/affine.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';

/**
 * The domain as the first layers of a network place it among some of their neurons: the sheet, folded.
 * It is affine on every cell, whose image is a polygon; several may lie upon each other, and one may be
 * flattened to a segment or a point.
 */
export interface ImageSurface {
  /** The neurons that are its axes, one to three of those that the layer has. */
  readonly neurons: readonly number[];
  /** a, b, c of a·x + b·y + c: one row per cell and axis. */
  readonly maps: Float64Array;
}

/** How many numbers the first `depth` layers hand on: the inputs, where there is none. */
export function widthAfter({ inputs, layers }: Network, depth: number): number {
  return depth === 0 ? inputs : layers[depth - 1].units;
}

/**
 * The sheet under the first `depth` layers, along some of the neurons of the last of them. Expects a
 * network of two inputs, and a complex on whose cells those layers are affine; maps are composed in
 * doubles.
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

/** Where a point of a cell lies on the sheet; 0 along axes that there are not. */
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
 * The neurons to show a sheet along: those wished for, as far as a layer has them, and the first of the
 * others in place of what it has not; a wish for two shows no third axis.
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
