import type { LinearMap } from './linearMap.ts';
import { reduction } from './reduction.ts';
import { sizeOf, type Shape } from './shape.ts';
import { WindowTaps, type Window } from './window.ts';

/**
 * The mean under a window, for each of `planes` channels. The weight of each entry is the double nearest to
 * 1/count. With `end`, the padding behind the input, padding is counted as zeros; otherwise it is not counted.
 */
export function windowMeans(
  planes: number,
  window: Window,
  end: readonly number[] | undefined,
): LinearMap {
  const taps = new WindowTaps(window);
  const padded = end && new WindowTaps(withPadding(window, end));
  const placesIn = sizeOf(window.input);
  const placesOut = sizeOf(window.output);
  return {
    size: planes * placesOut,
    row(i, into) {
      const place = i % placesOut;
      taps.moveTo(place);
      padded?.moveTo(place);
      const weight = 1 / (padded ?? taps).length;
      const begin = Math.floor(i / placesOut) * placesIn;
      for (let t = 0; t < taps.length; t++) into.add(begin + taps.input[t], weight);
    },
  };
}

/** The window over an input that contains its padding. */
function withPadding(window: Window, end: readonly number[]): Window {
  const { input, begin } = window;
  return {
    ...window,
    input: input.map((length, axis) => begin[axis] + length + end[axis]),
    begin: begin.map(() => 0),
  };
}

/** Sums over some dimensions, each entry times `weight`. */
export function sumsOver(shape: Shape, axes: readonly number[], weight: number): LinearMap {
  const { size, forEach } = reduction(shape, axes);
  return {
    size,
    row(i, into) {
      forEach(i, (entry) => into.add(entry, weight));
    },
  };
}

/** Means over some dimensions. The weight of each entry is the double nearest to 1/count. */
export function meansOver(shape: Shape, axes: readonly number[]): LinearMap {
  return sumsOver(shape, axes, 1 / sizeOf(axes.map((axis) => shape[axis])));
}
