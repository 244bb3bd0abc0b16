// One table of bundles. `node esbuild.mjs [--production] [--watch] [GROUP…]`, GROUP = app | tests.
import { context } from 'esbuild';
import { globSync } from './scripts/glob.mjs';

const flags = new Set(process.argv.slice(2).filter((a) => a.startsWith('--')));
const groups = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const production = flags.has('--production');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  // jsonc-parser's UMD entry cannot be bundled for Node; its ES module can.
  mainFields: ['module', 'main'],
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};
const node = { ...common, platform: 'node', target: 'node20', external: ['vscode'] };
const browser = { ...common, platform: 'browser', target: 'es2023', external: ['vscode'] };

const bundles = {
  app: [
    { ...node, entryPoints: ['src/extension/main.node.ts'], outfile: 'dist/extension.node.cjs', format: 'cjs' },
    { ...browser, entryPoints: ['src/extension/main.web.ts'], outfile: 'dist/extension.web.js', format: 'cjs' },
    { ...node, entryPoints: ['src/engine/main.node.ts'], outfile: 'dist/engine.node.cjs', format: 'cjs' },
    { ...browser, entryPoints: ['src/engine/main.web.ts'], outfile: 'dist/engine.web.js', format: 'iife' },
    { ...browser, entryPoints: ['src/webview/main.ts'], outfile: 'dist/webview.js', format: 'iife' },
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
      ...node,
      entryPoints: globSync('test', /\.test\.ts$/).concat(globSync('bench', /\.ts$/)),
      outdir: 'out/js',
      outbase: '.',
      format: 'esm',
      splitting: true,
      packages: 'external',
      minify: false,
      sourcemap: 'inline',
    },
  ],
};

const chosen = groups.length ? groups : ['app'];
for (const options of chosen.flatMap((name) => bundles[name])) {
  const build = await context(options);
  if (flags.has('--watch')) {
    await build.watch();
  } else {
    await build.rebuild();
    await build.dispose();
  }
}
