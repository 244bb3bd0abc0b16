import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { entries, oracle } from './oracles.ts';

describe('the oracles of entropy', () => {
  const here = 'test/core/entropy';
  const texts = readdirSync(here)
    .filter((name) => name.endsWith('.test.ts') && !name.startsWith('oracleCoverage'))
    .map((name) => readFileSync(`${here}/${name}`, 'utf8'))
    .join('\n');

  it('are complete', () => {
    assert.equal(Object.keys(oracle() as object).length, 15);
  });

  it('are all used by a test: a section as a whole, or each of its keys by name', () => {
    const forgotten = entries().flatMap(([section]) =>
      texts.includes(`entries('${section}')`)
        ? []
        : [[section], ...entries(section).map(([key]) => [section, key])].filter(
            (path) => !texts.includes(`'${path.at(-1)}'`),
          ),
    );
    assert.deepEqual(forgotten, []);
  });
});
