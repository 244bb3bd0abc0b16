/** A module that esbuild compiles from AssemblyScript and embeds, see scripts/kernel.mjs. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  // eslint-disable-next-line no-restricted-syntax -- it is what esbuild's loader exports
  export default bytes;
}
