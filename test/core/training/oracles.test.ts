import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import type { Layer, Network } from '../../../src/core/network/network.ts';
import { mulberry32 } from '../../../src/core/random.ts';
import type { DataSet } from '../../../src/core/training/dataSet.ts';
import { generateData } from '../../../src/core/training/generatedData.ts';
import { Trainer } from '../../../src/core/training/trainer.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';

interface Oracle {
  readonly data: 'moons100' | 'circles100' | 'spiral200';
  readonly sizes: readonly number[];
  readonly loss: 'mse' | 'logistic';
  readonly lr: number;
  readonly box: readonly [number, number, number, number];
  /** Per step [loss, accuracy]; also the regions at the start and at the end. */
  readonly rec: Readonly<Record<string, readonly [number, number]>> & {
    readonly regions0: number;
    readonly regions5000: number;
  };
}

const path = 'test/fixtures/training/mlp2d.json';
const oracles = JSON.parse(readFileSync(path, 'utf8')) as readonly Oracle[];

const common = { noise: 0, seed: 0, factor: 0.5 };
const data: Record<Oracle['data'], DataSet> = {
  moons100: generateData({ ...common, set: 'moons', points: 100 }),
  circles100: generateData({ ...common, set: 'circles', points: 100 }),
  spiral200: scaled(generateData({ ...common, set: 'spiral', points: 200 }), 5),
};

describe('training', () => {
  for (const oracle of oracles) {
    const { sizes, loss, lr, rec } = oracle;
    it(`agrees with an independent implementation: ${oracle.data}, ${loss}`, () => {
      const net = heNetwork(sizes);
      const trainer = new Trainer(net, data[oracle.data], {
        loss: loss === 'mse' ? 'squared' : 'logistic',
        optimiser: { kind: 'gd' },
        rate: lr,
        seed: 0,
        decay: 0,
        epochs: 5000,
        stop: {},
      });
      assert.equal(regionsOf(net, oracle.box), rec.regions0);
      // The largest takes seconds: an ordinary run follows part of it, a thorough one all of it.
      const last = oracle.data === 'spiral200' ? Math.min(draws(1000), 5000) : 5000;
      for (const step of [0, 1, 10, 100, 1000, 5000].filter((one) => one <= last)) {
        while (trainer.steps < step) complete(trainer.step());
        const score = complete(trainer.score());
        const [expected, accuracy] = rec[step];
        const error = Math.abs(score.loss - expected) / expected;
        assert.ok(error < 1e-12, `${score.loss} after ${step} steps`);
        assert.equal(score.accuracy, accuracy);
      }
      if (last === 5000)
        assert.equal(regionsOf(trainer.currentNetwork(), oracle.box), rec.regions5000);
    });
  }
});

function regionsOf(net: Network, [x0, x1, y0, y1]: Oracle['box']): number {
  return complete(arrange(net, box(x0, x1, y0, y1))).cellCount;
}

/** All weights of one stream, row by row, uniform within ±√(6/inputs); biases zero. */
function heNetwork(sizes: readonly number[]): Network {
  const uniform = mulberry32(1);
  const layers = sizes.slice(1).map((units, l): Layer => {
    const inputs = sizes[l];
    const bound = Math.sqrt(6 / inputs);
    return {
      inputs,
      units,
      weights: Float64Array.from({ length: units * inputs }, () => (2 * uniform() - 1) * bound),
      bias: new Float64Array(units),
      activation: l === sizes.length - 2 ? identity : relu,
    };
  });
  return { inputs: sizes[0], layers };
}

function scaled(set: DataSet, by: number): DataSet {
  return { ...set, points: set.points.map((x) => x / by) };
}
