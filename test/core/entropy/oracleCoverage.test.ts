import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { entries, oracle } from './oracles.ts';

/**
 * Oracles whose inputs were not written down with them, so that nothing can be held against them but
 * their own sums: those are checked where their section is.
 */
const withoutInputs: readonly (readonly [path: readonly string[], missing: string])[] = [
  [
    ['diag', 'fit_rh'],
    'the 40 rows; criterion, interval and p are checked against its own residuals',
  ],
  [['diag', 'models'], 'the same 40 rows; the criterion of exp H follows from the rmse of fit_rh'],
  [['diag', 'early'], 'the same rows, and how many of them were used'],
  [['diag', 'kendall'], 'the series; the statistic is checked against its definition'],
  [['diag', 'ews'], 'the 120 rows; only the width of its kernel follows without them'],
  [['sim', 'dynamic sampling'], 'what is done about groups that are left out: resampled or not'],
  [['sim', 'RH GRPO'], 'seeds and rows of preset A that were fitted'],
  [['sim', 'RH Dr.GRPO'], 'as RH GRPO'],
  [['sim', 'RH RLOO'], 'as RH GRPO'],
  [['sim', 'RH no clip'], 'as RH GRPO'],
];

describe('oracles of entropy', () => {
  const here = 'test/core/entropy';
  const texts = readdirSync(here)
    .filter((name) => name.endsWith('.test.ts') && !name.startsWith('oracleCoverage'))
    .map((name) => readFileSync(`${here}/${name}`, 'utf8'))
    .join('\n');

  it('are all asked for by a test, section by section', () => {
    for (const [section] of entries())
      assert.ok(texts.includes(`'${section}'`), `No test asks for the oracles of ${section}`);
  });

  it('are those that are there, where their inputs are said to be missing', () => {
    for (const [path, missing] of withoutInputs) {
      oracle(...path);
      assert.ok(missing);
    }
  });
});
