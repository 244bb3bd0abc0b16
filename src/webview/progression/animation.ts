import { applyPalette, GIFEncoder, quantize } from 'gifenc';

/** A film while it is made: frame after frame, so that nobody has to keep them all. */
export interface Film {
  /** Adds what a canvas shows now, for so many milliseconds. */
  add(context: CanvasRenderingContext2D, milliseconds: number): void;
  /** The film as the bytes of a GIF that begins again when it is over. */
  finish(): Uint8Array;
}

/** An empty film. Every frame has colours of its own, 256 at most; all are to be of one size. */
export function createFilm(): Film {
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
