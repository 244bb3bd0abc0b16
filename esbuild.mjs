// One table of bundles. `node esbuild.mjs [--production] [--watch] [GROUP…]`, GROUP = app | tests | bench/….ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { context } from 'esbuild';
import { globSync } from './scripts/glob.mjs';
import { kernelPlugin } from './scripts/kernel.mjs';

const flags = new Set(process.argv.slice(2).filter((a) => a.startsWith('--')));
const groups = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const production = flags.has('--production');
/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: flags.has('--watch') ? 'info' : 'warning',
  // jsonc-parser's UMD entry cannot be bundled for Node; its ES module can.
  mainFields: ['module', 'main'],
  plugins: [kernelPlugin],
  define: {
    'process.env.NODE_ENV': production ? '"production"' : '"development"',
    'process.env.npm_package_version': JSON.stringify(version),
  },
};
/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20', external: ['vscode'] };
/** @type {import('esbuild').BuildOptions} */
const browser = { ...common, platform: 'browser', target: 'es2023', external: ['vscode'] };
/** @type {import('esbuild').BuildOptions} */
const test = {
  ...node,
  outdir: 'out/js',
  outbase: '.',
  packages: 'external',
  minify: false,
  sourcemap: 'inline',
};
const inExtensionHost = (/** @type {string} */ path) => path.startsWith(join('test', 'vscode'));

/**
 * The entropy half is a bundle of its own, loaded with the first thing that needs it. A browser's
 * extension host lets an extension load one file only: there it is in that file, but not run before.
 * @type {import('esbuild').Plugin}
 */
const entropyOnFirstUse = {
  name: 'entropy-on-first-use',
  setup(build) {
    build.onResolve({ filter: /^\.\/entropy\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './entropy.node.cjs', external: true } : undefined,
    );
  },
};

/** @type {Record<string, import('esbuild').BuildOptions[]>} */
const bundles = {
  app: [
    {
      ...node,
      entryPoints: ['src/extension/main.node.ts'],
      outfile: 'dist/extension.node.cjs',
      format: 'cjs',
      plugins: [kernelPlugin, entropyOnFirstUse],
      // As require, whose modules find 'vscode' in every version of the host.
      supported: { 'dynamic-import': false },
    },
    {
      ...node,
      entryPoints: ['src/extension/entropy/entropy.ts'],
      outfile: 'dist/entropy.node.cjs',
      format: 'cjs',
    },
    {
      ...browser,
      entryPoints: ['src/extension/main.web.ts'],
      outfile: 'dist/extension.web.cjs',
      format: 'cjs',
    },
    {
      ...node,
      entryPoints: ['src/engine/main.node.ts'],
      outfile: 'dist/engine.node.cjs',
      format: 'cjs',
    },
    {
      ...browser,
      entryPoints: ['src/engine/main.web.ts'],
      outfile: 'dist/engine.web.js',
      format: 'iife',
    },
    {
      ...browser,
      // Two entries have one chunk in common, so its name needs no hash.
      entryPoints: { webview: 'src/webview/main.ts', entropy: 'src/webview/entropy/main.ts' },
      outdir: 'dist',
      chunkNames: 'shared',
      format: 'esm',
      splitting: true,
    },
    {
      ...node,
      entryPoints: ['src/cli/main.ts'],
      outfile: 'dist/cli.cjs',
      format: 'cjs',
      banner: { js: '#!/usr/bin/env node' },
    },
  ],
  // Tests are found by glob, never listed; packages stay outside so that mocha is one instance.
  tests: [
    {
      ...test,
      entryPoints: [
        ...globSync('test', /\.test\.ts$/).filter((path) => !inExtensionHost(path)),
        'test/draws.ts',
        'test/deep/run.ts',
        ...globSync('bench', /\.ts$/),
      ],
      format: 'esm',
      splitting: true,
      alias: { vscode: './test/fakes/vscode.ts' },
    },
    {
      ...test,
      entryPoints: globSync('test', /(\.test|index)\.ts$/).filter(inExtensionHost),
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
    },
  ],
};

/**
 * A benchmark on its own, in out/bench: `tests` needs all of test, and of src what that needs.
 * @param {string} path
 * @returns {import('esbuild').BuildOptions}
 */
const benchmark = (path) => ({
  ...test,
  entryPoints: [path, 'bench/poolWorker.ts'],
  outdir: 'out/bench',
  outbase: 'bench',
  format: 'esm',
  splitting: true,
  minify: production,
  sourcemap: production ? false : 'inline',
});

const chosen = groups.length ? groups : ['app'];
const options = chosen.flatMap((name) => bundles[name] ?? [benchmark(name)]);
const builds = await Promise.all(options.map(context));
for (const build of builds) {
  await build.rebuild().catch(() => {
    process.exitCode = 1; // esbuild has printed what is wrong
  });
}
// Only when all are built: VS Code takes the first "[watch] build finished" as the sign to start.
for (const build of builds) await (flags.has('--watch') ? build.watch() : build.dispose());
