/** What is used of gifenc, which comes without types. */
declare module 'gifenc' {
  /** Red, green and blue bytes. */
  type Palette = [number, number, number][];

  /** At most `colours` colours for the pixels of an image, four bytes each. */
  export function quantize(rgba: Uint8ClampedArray, colours: number): Palette;

  /** The colour of the palette that is nearest to each pixel. */
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array;

  export function GIFEncoder(): {
    /** Adds a frame that is shown for `delay` milliseconds; a GIF counts in hundredths of a second. */
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
