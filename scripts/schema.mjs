#!/usr/bin/env node
// `npm run schema`: writes the activations of the spec language
// (src/language/network/activations.ts) into the JSON
// schema and the documentation. A test fails if either is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './project.mjs';
import { filesWithActivations } from './schema/activations.mjs';

const { outputFiles } = await build({
  entryPoints: [join(root, 'src/language/network/activations.ts')],
  bundle: true,
  format: 'esm',
  write: false,
});
const bundle = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
/** @type {typeof import('../src/language/network/activations.ts')} */
const { activations, snippetChoices } = await import(bundle);
for (const [file, update] of Object.entries(filesWithActivations)) {
  const path = join(root, file);
  writeFileSync(path, await update(readFileSync(path, 'utf8'), activations, snippetChoices()));
}
