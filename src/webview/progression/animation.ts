import { applyPalette, GIFEncoder, quantize } from 'gifenc';

/** A GIF being encoded, one frame at a time, so that no more than one is in memory. */
export interface GifAnimation {
  /** Adds the current contents of a canvas, shown for a number of milliseconds. */
  add(context: CanvasRenderingContext2D, milliseconds: number): void;
  /** The bytes of the finished GIF, which plays in a loop. */
  finish(): Uint8Array;
}

/**
 * An empty GIF. Each frame has its own palette of up to 256 colours; all frames must have the same
 * size.
 */
export function createAnimation(): GifAnimation {
  const gif = GIFEncoder();
  return {
    add: (context, milliseconds) => {
      const { width, height } = context.canvas;
      const { data } = context.getImageData(0, 0, width, height);
      const palette = quantize(data, 256);
      const pixels = applyPalette(data, palette);
      gif.writeFrame(pixels, width, height, { palette, delay: milliseconds });
    },
    finish: () => {
      gif.finish();
      return gif.bytes();
    },
  };
}
