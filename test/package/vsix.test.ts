import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { globSync } from '../../scripts/glob.mjs';
import { listZip } from './zip.ts';

/** Budgets in kB as installed, up to a fifth above what the bundles need today. */
const budgets: Record<string, number> = {
  'dist/extension.node.cjs': 500,
  'dist/entropy.node.cjs': 240,
  'dist/extension.web.cjs': 800,
  'dist/engine.node.cjs': 560,
  'dist/engine.web.js': 545,
  'dist/webview.js': 310,
  'dist/entropy.js': 260,
  'dist/shared.js': 850,
  'dist/cli.cjs': 740,
};
const downloadBudget = 1760;

const archive = readFileSync('fold-complex.vsix');
const entries = listZip(archive);
const files = entries
  .map(({ name }) => name)
  .filter((name) => name.startsWith('extension/'))
  .map((name) => name.slice('extension/'.length))
  .sort();

describe('the package', () => {
  it('contains the bundles, the files that the manifest refers to, the examples and the papers', () => {
    const texts = readdirSync('.').filter((name) => /^package\.nls(\.[\w-]+)?\.json$/.test(name));
    const papers = ['package.json', ...texts, 'readme.md', 'changelog.md', 'LICENSE.txt'];
    const folders = ['media', 'schemas', 'examples', 'l10n'].flatMap((dir) =>
      globSync(dir, /^[^.]/),
    );
    assert.deepEqual(files, [...Object.keys(budgets), ...papers, ...folders].sort());
  });

  for (const [bundle, budget] of Object.entries(budgets)) {
    it(`keeps ${bundle} within ${budget} kB`, () => {
      const size = entries.find(({ name }) => name === `extension/${bundle}`)?.size ?? Infinity;
      assert.ok(size <= budget * 1000, `${Math.ceil(size / 1000)} kB`);
    });
  }

  it(`is a download of at most ${downloadBudget} kB`, () => {
    assert.ok(archive.length <= downloadBudget * 1000, `${Math.ceil(archive.length / 1000)} kB`);
  });
});
