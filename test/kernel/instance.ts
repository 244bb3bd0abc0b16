/** A module of the kernel on its own, for tests of what it exports. */
export function instantiate<Exports>(wasm: BufferSource): Exports & {
  readonly memory: WebAssembly.Memory;
} {
  const host = {
    exactSign: (): never => {
      throw new Error('No sign can be asked for here');
    },
    outOfMemory: (bytes: number): never => {
      throw new RangeError(`out of memory: ${bytes}`);
    },
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { host });
  const kernel = exports as unknown as Exports & { readonly memory: WebAssembly.Memory };
  // Room for what a test writes: 64 kB from 0 on, where a module has no static data.
  kernel.memory.grow(1);
  return kernel;
}
