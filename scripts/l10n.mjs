#!/usr/bin/env node
// `npm run l10n`: removes unused texts from the translations in l10n/ and lists missing ones. A text
// without a translation is shown in English.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from './glob.mjs';
import { textsOf } from './l10n/texts.mjs';
import { root } from './project.mjs';

const { texts, faults } = textsOf(root);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

for (const file of globSync(join(root, 'l10n'), /^bundle\.l10n\.[\w-]+\.json$/)) {
  /** @type {Record<string, string>} */
  const old = JSON.parse(readFileSync(file, 'utf8'));
  const kept = texts.filter((text) => old[text] !== undefined);
  const next = Object.fromEntries(kept.map((text) => [text, old[text]]));
  writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
  const missing = texts.filter((text) => old[text] === undefined);
  console.log(`${file}: ${kept.length} of ${texts.length} texts are translated`);
  for (const text of missing) console.log(`  ${text}`);
}
