/** What every module exports. */
export interface WithMemory {
  readonly memory: WebAssembly.Memory;
}

/** A module of the kernel on its own: what it exports, for tests of that. */
export function instantiate(wasm: BufferSource): unknown {
  const host = {
    exactSign: (): never => {
      throw new Error('No sign can be asked for here');
    },
    outOfMemory: (bytes: number): never => {
      throw new RangeError(`out of memory: ${bytes}`);
    },
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { host });
  // Room for what a test writes: 64 kB from 0 on, where a module has no static data.
  (exports as unknown as WithMemory).memory.grow(1);
  return exports;
}
