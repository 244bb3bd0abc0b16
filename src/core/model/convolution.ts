import type { LinearMap } from './linearMap.ts';
import { sizeOf } from './shape.ts';
import { WindowTaps, type Window } from './window.ts';

/** A convolution of any number of spatial dimensions, as networks have it: without turning the kernel round. */
export interface Convolution {
  /** The number of inputs that are treated alike, one after the other. */
  readonly batch: number;
  readonly channelsIn: number;
  readonly channelsOut: number;
  /** Into how many parts the channels are divided that do not see each other. */
  readonly groups: number;
  readonly window: Window;
  /** [channels out, channels in of a group, kernel…]; of a transposed one [channels in, channels out of a group, kernel…]. */
  readonly weights: Float64Array;
  /** One number per channel out. */
  readonly bias?: Float64Array | undefined;
}

export function convolution(of: Convolution): LinearMap {
  return mapOf(of, new WindowTaps(of.window), (channelOut, channelIn) => {
    const perGroup = of.channelsIn / of.groups;
    return channelOut * perGroup + (channelIn % perGroup);
  });
}

/** The transpose of the convolution that has the same weights. */
export function transposedConvolution(of: Convolution): LinearMap {
  return mapOf(of, new WindowTaps(of.window, true), (channelOut, channelIn) => {
    const perGroup = of.channelsOut / of.groups;
    return channelIn * perGroup + (channelOut % perGroup);
  });
}

/** `kernelOf` gives the number of the kernel between two channels. */
function mapOf(
  { batch, channelsIn, channelsOut, groups, window, weights, bias }: Convolution,
  taps: WindowTaps,
  kernelOf: (channelOut: number, channelIn: number) => number,
): LinearMap {
  const placesIn = sizeOf(window.input);
  const placesOut = sizeOf(window.output);
  const points = sizeOf(window.kernel);
  const inGroup = channelsIn / groups;
  const outGroup = channelsOut / groups;
  return {
    size: batch * channelsOut * placesOut,
    row(i, into) {
      const channel = Math.floor(i / placesOut) % channelsOut;
      const example = Math.floor(i / (placesOut * channelsOut));
      const first = Math.floor(channel / outGroup) * inGroup;
      taps.moveTo(i % placesOut);
      for (let c = first; c < first + inGroup; c++) {
        const x = (example * channelsIn + c) * placesIn;
        const w = kernelOf(channel, c) * points;
        for (let t = 0; t < taps.length; t++)
          into.add(x + taps.input[t], weights[w + taps.kernel[t]]);
      }
      if (bias) into.constant = bias[channel];
    },
  };
}
