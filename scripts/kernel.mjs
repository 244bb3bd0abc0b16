// Compiles src/kernel to WebAssembly: a plugin for esbuild, which embeds what it makes in bundles.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Options of asc. No allocator and no collector: the kernel has memory of its own. */
const options = ['--runtime', 'stub', '--use', 'abort=', '--enable', 'simd', '--noAssert', '-O3'];

/** @type {Map<string, Promise<string>>} */
const builds = new Map();

/**
 * The path of the module that an AssemblyScript file makes. What was made from the same sources before is
 * taken from `out/kernel`.
 * @param {string} entry
 */
export async function buildKernel(entry) {
  const file = join('out', 'kernel', `${basename(entry, '.ts')}-${await keyOf(entry)}.wasm`);
  const build = builds.get(file) ?? makeOnce(file, entry);
  builds.set(file, build);
  return build;
}

/** @param {string} entry */
async function keyOf(entry) {
  const hash = createHash('sha256').update(await readFile(join('scripts', 'kernel.mjs')));
  const folders = new Set([join('src', 'kernel'), dirname(entry)]);
  for (const folder of folders)
    for (const name of (await readdir(folder)).sort())
      if (name.endsWith('.ts')) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** A string to the type checker: asc's own types would redefine `Array` wherever they are seen. */
const compilerName = /** @type {string} */ ('assemblyscript/asc');

/**
 * What is used of asc.
 * @typedef {object} Compiler
 * @property {(
 *   args: readonly string[],
 *   host: {
 *     stderr: { write: (chunk: string | Uint8Array) => void },
 *     writeFile: (name: string, contents: string | Uint8Array) => void,
 *   },
 * ) => Promise<{ error: Error | null }>} main
 */

/**
 * @param {string} file
 * @param {string} entry
 */
async function makeOnce(file, entry) {
  try {
    await readFile(file);
    return file;
  } catch {
    // Not yet made.
  }
  // Only now: the compiler takes half a second to load.
  const { default: asc } = /** @type {{ default: Compiler }} */ (await import(compilerName));
  /** @type {Uint8Array | undefined} */
  let wasm;
  let messages = '';
  const { error } = await asc.main([entry, ...options, '--outFile', 'kernel.wasm'], {
    stderr: { write: (chunk) => void (messages += chunk.toString()) },
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') wasm = contents;
    },
  });
  if (error || !wasm) throw new Error(messages || `asc made nothing of ${entry}.`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, await inlined(wasm));
  await rename(`${file}.${process.pid}`, file);
  return file;
}

/**
 * asc leaves small functions out of line, and has decorators for that which other tools cannot read. A
 * second pass with larger limits makes the kernel about a tenth faster.
 * @param {Uint8Array} wasm
 */
async function inlined(wasm) {
  const { default: binaryen } = await import('assemblyscript/binaryen');
  const module = binaryen.readBinary(wasm);
  const { Features } = binaryen;
  const memory = Features.BulkMemory | Features.BulkMemoryOpt | Features.MutableGlobals;
  const numbers = Features.SIMD128 | Features.NontrappingFPToInt | Features.SignExt;
  module.setFeatures(/** @type {typeof Features.All} */ (memory | numbers));
  binaryen.setOptimizeLevel(4);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(30);
  binaryen.setFlexibleInlineMaxSize(100);
  module.optimize();
  const better = module.emitBinary();
  module.dispose();
  return better;
}

/**
 * `import bytes from '….as.wasm'` embeds the module of `….ts` beside it as a Uint8Array.
 * @type {import('esbuild').Plugin}
 */
export const kernelPlugin = {
  name: 'kernel',
  setup(build) {
    build.onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      namespace: 'kernel',
    }));
    build.onLoad({ filter: /\.wasm$/, namespace: 'kernel' }, async ({ path }) => {
      const entry = relative('.', path)
        .replace(/\.wasm$/, '.ts')
        .replaceAll('\\', '/');
      const folders = [...new Set([resolve('src', 'kernel'), dirname(resolve(entry))])];
      try {
        return {
          contents: await readFile(await buildKernel(entry)),
          loader: 'binary',
          watchDirs: folders,
          watchFiles: (await Promise.all(folders.map(sourcesOf))).flat(),
        };
      } catch (error) {
        return { errors: [{ text: error instanceof Error ? error.message : String(error) }] };
      }
    });
  },
};

/** @param {string} folder */
async function sourcesOf(folder) {
  return (await readdir(folder)).filter((name) => name.endsWith('.ts')).map((n) => join(folder, n));
}
