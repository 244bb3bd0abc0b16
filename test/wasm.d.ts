/** A module that esbuild compiles from AssemblyScript and embeds, see scripts/kernel.mjs. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  // What esbuild's loader exports.
  export default bytes;
}
