declare global {
  interface Window {
    /** Vertices are counted once per instance. */
    drawCounts: { calls: number; vertices: number };
  }
}

/** Runs in the page: counts what WebGL draws from now on, in `window.drawCounts`. */
export function countDraws(): void {
  const counts = { calls: 0, vertices: 0 };
  window.drawCounts = counts;
  const { prototype } = WebGL2RenderingContext;
  /** Places of the number of vertices and of instances among the arguments. */
  const places = {
    drawArrays: [2],
    drawElements: [1],
    drawArraysInstanced: [2, 3],
    drawElementsInstanced: [1, 4],
  } as const;
  for (const [name, numbers] of Object.entries(places)) {
    const draw = Reflect.get(prototype, name) as (...args: number[]) => void;
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...args: number[]) {
        counts.calls++;
        counts.vertices += numbers.reduce<number>((product, place) => product * args[place], 1);
        Reflect.apply(draw, this, args);
      },
    });
  }
}
