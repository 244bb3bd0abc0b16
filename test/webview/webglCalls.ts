declare global {
  interface Window {
    /** Vertices are counted once per instance. */
    drawCounts: { calls: number; vertices: number };
    /** Bytes copied to buffers by each task of the page, and the version on the screen in it. */
    uploads: { bytes: number; version: string }[];
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

/** Runs in the page: notes what is copied to buffers from now on, in `window.uploads`. */
export function noteUploads(): void {
  const uploads: Window['uploads'] = [];
  window.uploads = uploads;
  let isSameTask = false;
  const note = (bytes: number): void => {
    if (bytes === 0) return;
    if (!isSameTask) {
      isSameTask = true;
      // Microtasks run at the end of a task, and at that of each callback before a frame.
      queueMicrotask(() => (isSameTask = false));
      const stage = document.querySelector<HTMLElement>('#stage');
      uploads.push({ bytes: 0, version: stage?.dataset.version ?? '' });
    }
    uploads[uploads.length - 1].bytes += bytes;
  };
  const { prototype } = WebGL2RenderingContext;
  type Copied = number | (ArrayBufferView & { readonly BYTES_PER_ELEMENT: number });
  const [copy, copyPart] = ['bufferData', 'bufferSubData'].map(
    (name) => Reflect.get(prototype, name) as (...args: unknown[]) => void,
  );
  Object.assign(prototype, {
    bufferData(this: WebGL2RenderingContext, target: number, source: Copied, usage: number) {
      if (typeof source !== 'number') note(source.byteLength);
      Reflect.apply(copy, this, [target, source, usage]);
    },
    bufferSubData(this: WebGL2RenderingContext, ...args: readonly unknown[]) {
      const source = args[2] as Exclude<Copied, number>;
      const length = args[4] as number | undefined;
      note(length ? length * source.BYTES_PER_ELEMENT : source.byteLength);
      Reflect.apply(copyPart, this, args);
    },
  });
}

/** Runs in the page: WebGL draws nothing from now on. */
export function skipDraws(): void {
  const { prototype } = WebGL2RenderingContext;
  const names = [...['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']];
  for (const name of names) Object.assign(prototype, { [name]: () => undefined });
}
