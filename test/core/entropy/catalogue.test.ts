import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { catalogue, isDerived } from '../../../src/core/entropy/simulator/catalogue.ts';
import type { Recipe } from '../../../src/core/entropy/simulator/recipe.ts';

describe('the catalogue of interventions', () => {
  it('calls derived what leaves the weights of the tokens alone', () => {
    const ofTokens: readonly (keyof Recipe)[] = ['tokens', 'clip'];
    for (const { id, effect, change } of catalogue) {
      const changed = Object.keys(change(300)) as (keyof Recipe)[];
      const actsOnTokens = changed.some((key) => ofTokens.includes(key));
      assert.equal(isDerived(effect), !actsOnTokens, id);
    }
  });

  it('is in the table of the docs, with the same state and source', () => {
    const rows = readFileSync('docs/entropy.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const sources = new Set<string>();
    for (const { id, effect, arxiv } of catalogue) {
      if (!arxiv) continue;
      sources.add(arxiv);
      const state = isDerived(effect) ? '| derived ' : '| simulated ';
      assert.ok(
        rows.some((row) => row.includes(arxiv) && row.includes(state)),
        id,
      );
    }
    assert.ok(sources.size >= 12);
  });
});
