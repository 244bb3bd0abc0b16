import type { Summand } from './elementwise.ts';
import type { MaxGroups } from './modelGraph.ts';
import { reduction } from './reduction.ts';
import { sizeOf, type Shape } from './shape.ts';
import { WindowTaps, type Window } from './window.ts';

/** The maximum under a window, for each of `planes` channels. Padding is left out. */
export function windowMaxima(planes: number, window: Window): MaxGroups {
  const taps = new WindowTaps(window);
  const placesIn = sizeOf(window.input);
  const placesOut = sizeOf(window.output);
  return {
    size: planes * placesOut,
    entries(unit, into) {
      taps.moveTo(unit % placesOut);
      const begin = Math.floor(unit / placesOut) * placesIn;
      for (let t = 0; t < taps.length; t++) into.add(begin + taps.input[t], 1);
    },
  };
}

/** Maxima over some dimensions. */
export function maximaOver(shape: Shape, axes: readonly number[]): MaxGroups {
  const { size, forEach } = reduction(shape, axes);
  return {
    size,
    entries(unit, into) {
      forEach(unit, (entry) => into.add(entry, 1));
    },
  };
}

/** Entry by entry the maximum of tensors that are laid one after the other. */
export function maximaOf(size: number, tensors: readonly Omit<Summand, 'factor'>[]): MaxGroups {
  return {
    size,
    entries(unit, into) {
      for (const { begin, map } of tensors) into.add(begin + map[unit], 1);
    },
  };
}
