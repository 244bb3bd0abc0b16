import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { arrange } from '../../src/core/arrangement/arrange.ts';
import { complexStats, type ComplexStats } from '../../src/core/complex/stats.ts';
import { liftToPlane } from '../../src/core/network/lift.ts';
import { forward } from '../../src/core/network/forward.ts';
import { formatOf, isEntropySpecName, isSpecName } from '../../src/language/text/format.ts';
import { parseSpec } from '../../src/language/parse.ts';
import type { Spec } from '../../src/language/spec.ts';

const files = readdirSync('examples').filter(isSpecName);

function textOf(file: string): string {
  return readFileSync(`examples/${file}`, 'utf8');
}

function specOf(file: string): Spec {
  const { spec, problems } = parseSpec(textOf(file), formatOf(file) ?? 'yaml');
  assert.deepEqual(problems, []);
  assert.ok(spec);
  return spec;
}

function statsOf(file: string): ComplexStats {
  const { network, domain } = specOf(file);
  const work = arrange(network.inputs === 1 ? liftToPlane(network) : network, domain);
  for (;;) {
    const step = work.next();
    if (step.done) return complexStats(step.value);
  }
}

describe('the examples', () => {
  for (const file of files) {
    it(`decode without problems, are short, and open with a comment: ${file}`, () => {
      const text = textOf(file);
      assert.ok(text.length < 10_000, `${text.length} characters`);
      assert.match(text, /^(#|\/\/) \S/);
      assert.ok(specOf(file).name);
    });
  }

  it('are all in the reading order', () => {
    const listed = [...textOf('README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => file);
    const models = readdirSync('examples').filter(isEntropySpecName);
    const logs = readdirSync('examples').filter((name) => name.endsWith('.csv'));
    assert.deepEqual(listed.toSorted(), [...files, ...models, ...logs].toSorted());
  });

  it('have the regions that they describe', () => {
    const regions = (file: string): number => statsOf(file).regions;
    assert.equal(regions('one-neuron.fold.yaml'), 2);
    assert.equal(regions('xor.fold.yaml'), 3);
    assert.equal(regions('eight-neurons.fold.yaml'), 30);
    assert.equal(regions('sawtooth.fold.yaml'), 32);
    assert.equal(regions('coincident-folds.fold.yaml'), 4);
    assert.ok(regions('two-layers.fold.yaml') > regions('eight-neurons.fold.yaml'));
  });

  it('have dead edges, coincident folds and a diamond where they say so', () => {
    const dead = statsOf('dead-neuron.fold.yaml');
    assert.ok(dead.deadEdges > 0 && dead.linearRegions < dead.regions);
    assert.equal(statsOf('coincident-folds.fold.yaml').coincidentEdges, 4);
    // The axes, each of length 2, and four sides of length 0.6·√2.
    const { foldLength } = statsOf('diamond.fold.yaml');
    assert.ok(Math.abs(foldLength - (4 + 4 * 0.6 * Math.SQRT2)) < 1e-12);
  });

  it('include a trained network that learned what it describes', () => {
    const { network } = specOf('trained-ripple.fold.yaml');
    let squares = 0;
    const n = 50;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const x = (2 * i + 1) / n - 1;
        const y = (2 * j + 1) / n - 1;
        const r2 = x * x + y * y;
        const target = (1 - 8 * r2 + 8 * r2 * r2) / (1 + r2 / 2) ** 4;
        squares += (forward(network, [x, y]).outputs[0] - target) ** 2;
      }
    const error = Math.sqrt(squares / n ** 2);
    assert.ok(error < 0.02, `root mean square error ${error}`);
  });
});
