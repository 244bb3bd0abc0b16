/** Types for the parts of gifenc that are used; the package has none. */
declare module 'gifenc' {
  /** Red, green and blue bytes. */
  type Palette = [number, number, number][];

  /** A palette of at most `colours` colours for RGBA pixels, four bytes each. */
  export function quantize(rgba: Uint8ClampedArray, colours: number): Palette;

  /** The index of the nearest palette colour for each pixel. */
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array;

  export function GIFEncoder(): {
    /** Adds a frame shown for `delay` milliseconds. GIF stores hundredths of a second. */
    writeFrame(
      pixels: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: Palette; readonly delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  };
}
