#!/usr/bin/env node
// `npm run schema`: writes the tables of the sources into the JSON schema and the documentation: the
// activations of the spec language (src/language/network/activations.ts) and the codes of
// `fold-complex run` (src/cli/entropy/runCodes.ts). Tests fail if one is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './project.mjs';
import { filesWithActivations } from './schema/activations.mjs';
import { pageWithCodes, withCodes } from './schema/runCodes.mjs';

/**
 * What a module exports.
 * @param {string} path
 */
async function exportsOf(path) {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  /** @type {unknown} */
  const module = await import(`data:text/javascript;base64,${text}`);
  return module;
}

/**
 * @param {string} file
 * @param {(text: string) => Promise<string>} update
 */
async function rewrite(file, update) {
  const path = join(root, file);
  writeFileSync(path, await update(readFileSync(path, 'utf8')));
}

const { activations, snippetChoices } =
  /** @type {typeof import('../src/language/network/activations.ts')} */ (
    await exportsOf('src/language/network/activations.ts')
  );
for (const [file, update] of Object.entries(filesWithActivations))
  await rewrite(file, (text) => update(text, activations, snippetChoices()));

const codes = /** @type {typeof import('../src/cli/entropy/runCodes.ts')} */ (
  await exportsOf('src/cli/entropy/runCodes.ts')
);
await rewrite(pageWithCodes, (text) => withCodes(text, codes));
