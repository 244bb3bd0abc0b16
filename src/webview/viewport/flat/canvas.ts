/** The 2D context of a canvas with a given size, scaled to CSS pixels. */
export function canvasSized(
  canvas: HTMLCanvasElement,
  {
    width,
    height,
    ratio = devicePixelRatio,
  }: { readonly width: number; readonly height: number; readonly ratio?: number },
): CanvasRenderingContext2D {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2-D canvas.');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
