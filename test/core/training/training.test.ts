import fc from 'fast-check';
import assert from 'node:assert/strict';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { parameterCount, parametersOf } from '../../../src/core/network/parameters.ts';
import { mulberry32 } from '../../../src/core/random.ts';
import { Backpropagation } from '../../../src/core/training/backpropagation.ts';
import { Batches } from '../../../src/core/training/batches.ts';
import { largestCurvature } from '../../../src/core/training/curvature.ts';
import type { DataSet } from '../../../src/core/training/dataSet.ts';
import { classOf, type LossKind, mismatchOf } from '../../../src/core/training/loss.ts';
import {
  generatedSets,
  generateData,
  type GeneratedData,
} from '../../../src/core/training/generatedData.ts';
import { stepperOf, type Optimiser } from '../../../src/core/training/optimiser.ts';
import type { TrainingPlan } from '../../../src/core/training/plan.ts';
import { TrainingProgression } from '../../../src/core/training/trainingProgression.ts';
import { complete } from '../complete.ts';
import { generic } from '../networks.ts';

const losses: readonly LossKind[] = ['squared', 'logistic', 'cross_entropy'];
const optimisers: readonly Optimiser[] = [
  { kind: 'gd' },
  { kind: 'momentum', momentum: 0.9 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
];

const made: fc.Arbitrary<GeneratedData> = fc.record({
  set: fc.constantFrom(...generatedSets),
  points: fc.integer({ min: 1, max: 60 }),
  noise: fc.constantFrom(0, 0.1, 0.5),
  factor: fc.constantFrom(0.3, 0.8),
  seed: fc.nat(),
});

const plan: TrainingPlan = {
  loss: 'squared',
  optimiser: { kind: 'gd' },
  rate: 0.01,
  seed: 1,
  decay: 0,
  epochs: 20,
  stop: {},
};

describe('generated data', () => {
  it('are the same for one seed, and different for another', () => {
    fc.assert(
      fc.property(made, (one) => {
        const data = generateData(one);
        assert.equal(data.points.length, 2 * one.points);
        assert.deepEqual(generateData(one), data);
        assert.ok(data.points.every(Number.isFinite));
      }),
    );
    const seeds = [1, 2].map((seed) => generateData({ ...moons, noise: 0.1, seed }).points.join());
    assert.notEqual(seeds[0], seeds[1]);
  });

  it('match the moons of scikit-learn', () => {
    const { points, targets } = generateData({ ...moons, points: 4, noise: 0 });
    const expected = [1, 0, -1, 0, 0, 0.5, 2, 0.5];
    expected.forEach((x, i) => assert.ok(Math.abs(points[i] - x) < 1e-15));
    assert.deepEqual(targets.kind === 'classes' && [...targets.labels], [0, 0, 1, 1]);
  });

  it('have the radii and gaps of their definition', () => {
    const common = { points: 200, noise: 0, factor: 0.8, seed: 3 };
    const radii = (set: GeneratedData['set']): number[] => {
      const { points } = generateData({ ...common, set });
      return Array.from({ length: 200 }, (_, i) => Math.hypot(points[2 * i], points[2 * i + 1]));
    };
    radii('circles').forEach((r, i) => assert.ok(Math.abs(r - (i < 100 ? 1 : 0.8)) < 1e-15));
    radii('spiral').forEach((r, i) => assert.ok(Math.abs(r - (i % 100) / 20) < 1e-14));
    const xor = generateData({ ...common, set: 'xor' });
    xor.points.forEach((x) => assert.ok(Math.abs(x) >= 0.3 && Math.abs(x) <= 5.3));
    assert.ok(
      xor.targets.kind === 'classes' &&
        xor.targets.labels.every(
          (k, i) => k === Number(xor.points[2 * i] * xor.points[2 * i + 1] > 0),
        ),
    );
    const clouds = generateData({ ...common, set: 'gaussians', points: 20_000 }).points;
    const first = clouds.subarray(0, 20_000);
    const mean = first.reduce((sum, x) => sum + x, 0) / first.length;
    const variance = first.reduce((sum, x) => sum + (x - mean) ** 2, 0) / first.length;
    assert.ok(Math.abs(mean - 2) < 0.02 && Math.abs(variance - 0.5) < 0.02);
  });
});

const moons: GeneratedData = { set: 'moons', points: 40, noise: 0.1, factor: 0.8, seed: 1 };

/** A network with as many outputs as a loss of two classes requires. */
const learner = fc
  .record({ net: generic, loss: fc.constantFrom(...losses), data: made })
  .map(({ net, loss, data }) => ({
    net: withOutputs(net, loss === 'cross_entropy' ? 2 : 1),
    loss,
    data: generateData(data),
  }));

describe('the gradient of a loss', () => {
  it('is its derivative along any direction', () => {
    fc.assert(
      fc.property(learner, fc.nat(), ({ net, loss, data }, seed) => {
        assert.equal(mismatchOf(net, data, loss), undefined);
        const propagation = new Backpropagation(net, data, loss);
        const parameters = parametersOf(net);
        const gradient = new Float64Array(parameters.length);
        const point = seed % data.count;
        const value = propagation.addGradient(parameters, point, gradient);
        assert.equal(propagation.evaluate(parameters, point).loss, value);
        const uniform = mulberry32(seed);
        const direction = parameters.map(() => uniform() - 0.5);
        const at = (t: number): number =>
          propagation.evaluate(
            parameters.map((p, i) => p + t * direction[i]),
            point,
          ).loss;
        const h = 1e-6;
        const [ahead, behind] = [(at(h) - value) / h, (value - at(-h)) / h];
        // At a fold the slopes of the two sides differ.
        fc.pre(Math.abs(ahead - behind) < 1e-3 * (1 + Math.abs(ahead)));
        const slope = gradient.reduce((sum, g, i) => sum + g * direction[i], 0);
        assert.ok(Math.abs(slope - (ahead + behind) / 2) < 1e-3 * (1 + Math.abs(slope)));
      }),
    );
  });

  it('does not overflow where the outputs are large', () => {
    for (const loss of losses) {
      const outputs = loss === 'cross_entropy' ? 2 : 1;
      const [net] = fc.sample(generic, { numRuns: 1, seed: 5 });
      const data = generateData(moons);
      const propagation = new Backpropagation(withOutputs(net, outputs), data, loss);
      const parameters = new Float64Array(parameterCount(withOutputs(net, outputs))).fill(1e3);
      const gradient = new Float64Array(parameters.length);
      for (let i = 0; i < data.count; i++)
        assert.ok(Number.isFinite(propagation.addGradient(parameters, i, gradient)));
      assert.ok(gradient.every(Number.isFinite));
    }
  });
});

describe('the class predicted by the outputs', () => {
  it('is a sign or the index of the largest output', () => {
    const classes = [[2], [-2], [0], [1, 1], [0, 3, 2]].map((f) => classOf(Float64Array.from(f)));
    assert.deepEqual(classes, [1, 0, -1, 0, 1]);
  });
});

describe('a mismatch of data and network', () => {
  const net = (inputs: number, outputs: number): Network => linear(inputs, outputs);
  const classes = (count: number): DataSet => ({
    count: 1,
    inputs: 2,
    points: new Float64Array(2),
    targets: {
      kind: 'classes',
      names: Array.from({ length: count }, String),
      labels: new Uint16Array(1),
    },
  });
  const values: DataSet = {
    ...classes(2),
    targets: { kind: 'values', outputs: 2, values: new Float64Array(2) },
  };

  it('names what is wrong', () => {
    const kinds = [
      mismatchOf(net(3, 1), classes(2), 'squared'),
      mismatchOf(net(2, 1), classes(3), 'squared'),
      mismatchOf(net(2, 2), classes(3), 'squared'),
      mismatchOf(net(2, 2), classes(2), 'logistic'),
      mismatchOf(net(2, 1), classes(3), 'logistic'),
      mismatchOf(net(2, 1), classes(2), 'cross_entropy'),
      mismatchOf(net(2, 2), values, 'cross_entropy'),
      mismatchOf(net(2, 1), values, 'squared'),
    ].map((mismatch) => mismatch?.kind);
    const expected = ['inputs', 'classes', 'outputs', 'outputs', 'classes', 'outputs', 'values'];
    assert.deepEqual(kinds, [...expected, 'outputs']);
  });

  it('does not exist where they fit', () => {
    assert.equal(mismatchOf(net(2, 2), values, 'squared'), undefined);
    assert.equal(mismatchOf(net(2, 3), classes(3), 'cross_entropy'), undefined);
    const sliced: Network = { ...linear(1, 2), sliced: true };
    const twice = { ...sliced, layers: [...sliced.layers, ...linear(2, 1).layers] };
    assert.equal(mismatchOf(twice, classes(2), 'logistic'), undefined);
  });
});

describe('mini-batches', () => {
  it('visit every point once in an epoch', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
        fc.nat(),
        (count, size, seed) => {
          const batches = new Batches(count, size, seed);
          for (let epoch = 0; epoch < 3; epoch++) {
            const seen: number[] = [];
            for (let k = 0; k < batches.perEpoch; k++)
              seen.push(...batches.at(epoch * batches.perEpoch + k));
            assert.deepEqual(
              seen.toSorted((a, b) => a - b),
              Array.from({ length: count }, (_, i) => i),
            );
          }
        },
      ),
    );
  });
});

describe('optimisers', () => {
  it('take the published first step', () => {
    const step = (optimiser: Optimiser, gradients: readonly number[]): number => {
      const stepper = stepperOf(optimiser, 1);
      const parameters = Float64Array.of(0);
      for (const g of gradients) stepper(parameters, Float64Array.of(g), 0.1);
      return parameters[0];
    };
    const [gd, momentum, adam] = optimisers;
    assert.equal(step(gd, [3]), -0.1 * 3);
    assert.ok(Math.abs(step(momentum, [3, 1]) + 0.1 * (3 + 0.9 * 3 + 1)) < 1e-15);
    // With its bias corrected, Adam's first step has the length of the rate.
    for (const g of [1e-3, 3, -40])
      assert.ok(Math.abs(step(adam, [g]) + 0.1 * Math.sign(g)) < 1e-5);
    // PyTorch 2, torch.optim.Adam(lr=0.1), gradients 1, 2, −1.
    const [first, second] = [0.1 / 0.1, (0.09 + 0.2) / 0.19];
    const square = (0.999 * 0.001 + 0.001 * 4) / (1 - 0.999 ** 2);
    const expected = -0.1 * first - (0.1 * second) / (Math.sqrt(square) + 1e-8);
    assert.ok(Math.abs(step(adam, [1, 2]) - expected) < 1e-8);
  });
});

describe('a training run', () => {
  const net = withOutputs(fc.sample(generic, { numRuns: 1, seed: 9 })[0], 1);
  const data = generateData(moons);
  const ended = (changes: Partial<TrainingPlan>, maxFrames = 1000): TrainingProgression => {
    const run = new TrainingProgression(
      net,
      data,
      { ...plan, ...changes },
      { maxFrames, maxBytes: 1e9 },
    );
    complete(run.advance(Infinity));
    return run;
  };

  it('is reproducible however it is sliced, and begins with the given network', () => {
    for (const optimiser of optimisers) {
      const changes = { optimiser, batch: 7, decay: 0.01 };
      const whole = ended(changes);
      const run = new TrainingProgression(net, data, { ...plan, ...changes });
      for (let k = 1; !run.ending; k++) {
        // An abandoned step is not taken.
        run.advance(1).next();
        complete(run.advance(k));
      }
      assert.deepEqual(run.ending, { kind: 'epochs' });
      assert.equal(run.length, 21);
      for (let i = 0; i < run.length; i++) assert.deepEqual(run.frame(i), whole.frame(i));
      assert.ok(sameNetwork(run.frame(0).network, net));
      assert.equal(run.frame(20).epoch, 20);
      assert.ok(run.frame(20).loss < run.frame(0).loss);
    }
  });

  it('keeps no more than its limit, evenly spaced, with both ends', () => {
    const run = ended({ epochs: 500 }, 10);
    assert.ok(run.length <= 10 && run.length >= 5);
    const steps = Array.from({ length: run.length }, (_, i) => run.frame(i).at);
    assert.equal(steps[0], 0);
    assert.equal(steps.at(-1), 500);
    const gaps = steps.slice(1, -1).map((at, i) => at - steps[i]);
    assert.ok(gaps.every((gap) => gap === gaps[0]));
  });

  it('stops by each of its rules', () => {
    const [loss] = [ended({ epochs: 2000, rate: 0.05, stop: { loss: 0.2 } })];
    assert.deepEqual(loss.ending, { kind: 'loss' });
    assert.ok(loss.frame(loss.length - 1).loss <= 0.2);
    const accuracy = ended({ epochs: 2000, rate: 0.05, stop: { accuracy: 0.8 } });
    assert.deepEqual(accuracy.ending, { kind: 'accuracy' });
    assert.ok((accuracy.frame(accuracy.length - 1).accuracy ?? 0) >= 0.8);
    const patience = ended({ rate: 1e-300, stop: { patience: 3 } });
    assert.deepEqual(patience.ending, { kind: 'patience' });
    assert.equal(patience.steps, 4);
  });

  it('reports that it diverged, and why, and keeps no values that are not finite', () => {
    for (const rate of [30, 1e6, 1e300]) {
      const run = ended({ rate, epochs: 1000 });
      const ending = run.ending;
      assert.equal(ending?.kind, 'diverged');
      assert.ok(ending.kind === 'diverged' && rate > 2 / ending.curvature);
      for (let i = 0; i < run.length; i++) {
        assert.ok(Number.isFinite(run.frame(i).loss));
        assert.ok(parametersOf(run.frame(i).network).every(Number.isFinite));
      }
    }
  });

  it('applies a new learning rate from the next step on, and records when', () => {
    const run = new TrainingProgression(net, data, plan);
    complete(run.advance(3));
    run.rate = 0.5;
    run.rate = 0.02;
    complete(run.advance(2));
    assert.deepEqual(run.rates, [
      { step: 0, rate: 0.01 },
      { step: 3, rate: 0.02 },
    ]);
    const other = ended({ epochs: 5 });
    assert.deepEqual(run.frame(3), other.frame(3));
    assert.notEqual(run.frame(5).loss, other.frame(5).loss);
  });

  it('keeps a step in the middle of an epoch on request', () => {
    const run = new TrainingProgression(net, data, { ...plan, batch: 10 });
    complete(run.advance(6));
    complete(run.storeCurrentFrame());
    complete(run.storeCurrentFrame());
    const steps = Array.from({ length: run.length }, (_, i) => run.frame(i).at);
    assert.deepEqual(steps, [0, 4, 6]);
    assert.equal(run.frame(2).epoch, 1.5);
  });
});

describe('weight decay', () => {
  it('is an L2 penalty on the weights for gradient descent', () => {
    // Where the targets equal the outputs there is no gradient: only the decay acts.
    const net = linear(2, 1);
    const data: DataSet = {
      count: 1,
      inputs: 2,
      points: Float64Array.of(0, 0),
      targets: { kind: 'values', outputs: 1, values: net.layers[0].bias },
    };
    const run = new TrainingProgression(net, data, { ...plan, rate: 0.1, decay: 0.5, epochs: 1 });
    complete(run.advance(1));
    const { weights, bias } = run.frame(1).network.layers[0];
    assert.deepEqual(
      weights,
      net.layers[0].weights.map((w) => w * 0.95),
    );
    assert.deepEqual(bias, net.layers[0].bias);
  });
});

describe('the largest curvature', () => {
  it('is that of the quadratic form of linear regression', () => {
    // ½ mean (w·x + b)²: the Hessian is the mean of (x, y, 1)ᵀ(x, y, 1).
    const net = linear(2, 1);
    const data: DataSet = {
      count: 2,
      inputs: 2,
      points: Float64Array.of(3, 0, -3, 0),
      targets: { kind: 'values', outputs: 1, values: new Float64Array(2) },
    };
    const curvature = complete(largestCurvature(net, data, 'squared', parametersOf(net)));
    assert.ok(Math.abs(curvature - 9) < 1e-6, `${curvature}`);
  });
});

function linear(inputs: number, outputs: number): Network {
  const weights = Float64Array.from({ length: inputs * outputs }, (_, i) => i + 1);
  const bias = new Float64Array(outputs).fill(0.25);
  return { inputs, layers: [{ inputs, units: outputs, weights, bias, activation: identity }] };
}

/** A network with the given number of outputs and a ReLU layer before them. */
function withOutputs(net: Network, outputs: number): Network {
  const { units } = net.layers[net.layers.length - 2];
  const uniform = mulberry32(units);
  const weights = Float64Array.from({ length: units * outputs }, () => uniform() - 0.5);
  const last = { inputs: units, units: outputs, weights, bias: new Float64Array(outputs) };
  const hidden = net.layers.slice(0, -1).map((layer) => ({ ...layer, activation: relu }));
  return { ...net, layers: [...hidden, { ...last, activation: identity }] };
}
