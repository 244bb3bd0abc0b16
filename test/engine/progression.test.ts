import assert from 'node:assert/strict';
import { computeProgression } from '../../src/engine/progression.ts';
import { coarseToFine } from '../../src/engine/frameOrder.ts';
import type { ProgressionEvent } from '../../src/core/progression/events.ts';
import type { Ending } from '../../src/core/training/plan.ts';
import type {
  Sequence,
  Plan,
  ProgressionUpdate,
  ProgressionRequest,
  ProgressionResult,
  ShownFrame,
} from '../../src/protocol/progression.ts';
import { f32, safetensorsFile } from '../language/weights/safetensorsFile.ts';

const lines = (n: number): string => `
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { units: ${n}, init: { scheme: he_uniform, seed: 3 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 4 } }
`;
const deep = `
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { name: first, units: 6, init: { scheme: he_uniform, seed: 3 }, activation: relu }
  - { name: second, units: 4, init: { scheme: he_uniform, seed: 5 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 4 } }
output: { names: [f] }
`;

const learning = `
input: { names: [x, y], domain: [[-2, 3], [-1.5, 2]] }
layers:
  - { units: 4, init: { scheme: he_uniform, seed: 4 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 4 } }
training:
  data: { set: moons, points: 40, noise: 0.1, seed: 1 }
  loss: logistic
  optimiser: adam
  learning_rate: 0.05
  batch_size: 10
  epochs: 5
`;

describe('a progression', () => {
  it('reports the plan, then each frame once', async () => {
    const { plan, frames } = await report({ text: lines(9) });
    assert.equal(plan.length, 10);
    assert.deepEqual(plan.sequence, { kind: 'fold', layer: 0 });
    assert.deepEqual(
      frames.map(({ index }) => index).sort((a, b) => a - b),
      Array.from({ length: 10 }, (_, i) => i),
    );
  });

  it('begins with the current frame, or sends only the frames that are requested', async () => {
    const { frames } = await report({ text: lines(9), first: 4 });
    assert.equal(frames[0].index, 4);
    const some = await report({ text: lines(9), only: [7, 2, 99] });
    assert.deepEqual(
      some.frames.map(({ index }) => index),
      [7, 2],
    );
  });

  it('stays within the region bounds, and never loses regions when a fold is added', async () => {
    const { frames } = await report({ text: lines(12) });
    const inOrder = frames.sort((a, b) => a.index - b.index);
    inOrder.forEach(({ index: n, numbers }, i) => {
      assert.equal(numbers.bound, 1 + (n * (n + 1)) / 2);
      assert.ok(numbers.regions <= (numbers.planeRegions ?? NaN));
      assert.ok((numbers.planeRegions ?? NaN) <= numbers.bound);
      if (i > 0) assert.ok(numbers.regions >= inOrder[i - 1].numbers.regions);
    });
  });

  it('shows after each layer the input of the next one, and at the end the network', async () => {
    const { plan, frames } = await report({ text: deep, sequence: { kind: 'layer' } });
    const inOrder = frames.sort((a, b) => a.index - b.index);
    assert.equal(plan.length, 3);
    assert.deepEqual(
      inOrder.map(({ outputNames }) => outputNames.length),
      [6, 4, 1],
    );
    assert.deepEqual(inOrder[1].outputNames[0], 'second · 1');
    assert.ok(inOrder[0].numbers.regions === 1);
    // A last layer without folds has no frame of its own: its outputs are those of the network.
    assert.deepEqual(inOrder[2].outputNames, ['f']);
  });

  it('ends layer by layer with the policy itself, whether or not its last layer folds', async () => {
    for (const activation of ['identity', 'relu']) {
      const policy = `
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { units: 3, init: { scheme: he_uniform, seed: 3 }, activation: relu }
  - { units: 3, init: { scheme: he_uniform, seed: 4 }, activation: ${activation} }
output: { names: [a, b, c], kind: policy }
`;
      const { plan, frames } = await report({ text: policy, sequence: { kind: 'layer' } });
      const last = (of: readonly ShownFrame[]) =>
        of.reduce((late, one) => (one.index > late.index ? one : late));
      const { outputNames, policy: isPolicy, show, numbers, complex } = last(frames);
      const byFold = await report({ text: policy, sequence: { kind: 'fold', layer: 0 } });
      const whole = last(byFold.frames);
      assert.equal(plan.length, activation === 'relu' ? 3 : 2);
      assert.deepEqual(outputNames, ['a', 'b', 'c']);
      assert.equal(isPolicy, true);
      assert.deepEqual(show, whole.show);
      assert.deepEqual(numbers, whole.numbers);
      assert.deepEqual(complex.maps, whole.complex.maps);
      for (const { index, numbers: own } of frames)
        assert.equal(own.entropy !== undefined, index === plan.length - 1);
    }
  });

  it('adds the neurons of a deeper layer one by one', async () => {
    const { plan, frames } = await report({ text: deep, sequence: { kind: 'fold', layer: 1 } });
    assert.equal(plan.length, 5);
    const [none] = frames.filter(({ index }) => index === 0);
    const first = await report({ text: deep, sequence: { kind: 'layer' }, only: [1] });
    assert.equal(none.numbers.regions, first.frames[0].numbers.regions);
  });

  it('adds the most important neurons first', async () => {
    // Without them the outputs change by up to 2, 20 and 8.
    const text = `
input: { domain: [[-1, 1], [-1, 1]] }
layers:
  - { weights: [[1, 1], [5, 5], [2, 2]], activation: relu }
  - { weights: [[1, 2, 2]] }
`;
    const { plan, frames } = await report({
      text,
      sequence: { kind: 'fold', layer: 0, order: 'importance' },
    });
    assert.deepEqual(plan.sequence, { kind: 'fold', layer: 0, order: 'importance' });
    const last = frames.find(({ index }) => index === 3)?.detail;
    assert.deepEqual(last?.kind === 'fold' && last.entered, [1, 2, 0]);
  });

  it('reports the entropy of a policy, from none of its neurons to all', async () => {
    const policy = `
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { units: 3, init: { scheme: he_uniform, seed: 3 }, activation: relu }
  - { weights: [[4, 0, 0], [0, 4, 0], [0, 0, 4]], bias: [0, 0, 0] }
output: { names: [a, b, c], kind: policy }
`;
    const { frames } = await report({ text: policy, sequence: { kind: 'fold', layer: 0 } });
    const bounds = frames.map(({ numbers }) => numbers.entropy);
    // Without neurons all logits are zero, and the policy uniform.
    assert.ok(bounds[0]);
    for (const bound of bounds[0]) assert.ok(Math.abs(bound - Math.log(3)) < 1e-3);
    for (const bound of bounds) {
      assert.ok(bound);
      assert.ok(bound[0] <= bound[1] && bound[0] >= 0 && bound[1] <= Math.log(3) + 1e-3);
    }
    assert.ok(bounds[3] && bounds[3][1] < bounds[0][0]);
  });

  it('falls back on what the spec has', async () => {
    const { plan } = await report({ text: lines(3), sequence: { kind: 'fold', layer: 7 } });
    assert.deepEqual(plan.sequence, { kind: 'fold', layer: 0 });
    const flat = lines(3).replace('activation: relu', 'activation: identity');
    assert.deepEqual((await report({ text: flat })).plan.sequence, { kind: 'layer' });
  });

  it('trains, with the same result after a single frame was requested', async () => {
    const { plan, frames } = await report({ text: learning });
    assert.equal(plan.sequence.kind, 'training');
    assert.equal(plan.length, 6);
    assert.equal(plan.data?.count, 40);
    const losses = frames.map(({ detail }) => (detail.kind === 'training' ? detail.loss : NaN));
    assert.ok(losses[5] < losses[0]);
    const again = await report({ text: learning, only: [3] });
    assert.deepEqual(again.frames[0].network, frames[3].network);
  });

  it('continues with another learning rate from a given frame', async () => {
    const sequence: Sequence = { kind: 'training', rates: [{ frame: 2, rate: 1e-4 }] };
    const usual = await report({ text: learning });
    const changed = await report({ text: learning, sequence });
    assert.deepEqual(changed.frames[2].network, usual.frames[2].network);
    assert.notDeepEqual(changed.frames[3].network, usual.frames[3].network);
  });

  it('starts from another seed as if it were written everywhere in the spec', async () => {
    const sequence: Sequence = { kind: 'training', rates: [], seed: 9 };
    const asked = await report({ text: learning, sequence });
    const text = `${learning.replaceAll('seed: 4', 'seed: 9')}  seed: 9\n`;
    const written = await report({ text });
    const networks = ({ frames }: typeof asked) => frames.map(({ network }) => network);
    assert.deepEqual(networks(asked), networks(written));
    assert.deepEqual(asked.plan.data, written.plan.data);
    assert.equal(asked.plan.offer.training?.seed, 4);
    assert.equal(written.plan.offer.training?.seed, 9);
    assert.notDeepEqual(networks(asked)[0], networks(await report({ text: learning }))[0]);
    // Biases and layers that are written keep their numbers.
    const layer = '{ units: 4, init: { scheme: he_uniform, seed: 4 }, activation: relu }';
    for (const fixed of [
      layer.replace('activation', 'bias: [1, 2, 3, 4], activation'),
      '{ weights: [[1, 2], [3, 4]], bias: [5, 6], activation: relu }',
    ]) {
      const mixed = learning.replace(layer, fixed);
      const own = `${mixed.replaceAll('seed: 4', 'seed: 9')}  seed: 9\n`;
      assert.deepEqual(
        networks(await report({ text: mixed, sequence })),
        networks(await report({ text: own })),
      );
    }
    // Nothing is random with written weights and whole batches.
    const set = learning
      .replace(layer, '{ weights: [[1, 2]], bias: [5], activation: relu }')
      .replace('init: { scheme: he_uniform, seed: 4 }', 'bias: [0]')
      .replace('units: 1', 'weights: [[1]]')
      .replace('batch_size: 10', 'batch_size: 40');
    assert.equal((await report({ text: set })).plan.offer.training?.seed, undefined);
  });

  it('learns the same, however far apart its frames are', async () => {
    const paces = [
      { frame: 0, pace: 'batch' },
      { frame: 6, pace: 'epoch' },
    ] as const;
    const sequence: Sequence = { kind: 'training', rates: [], paces };
    const usual = await report({ text: learning });
    const slow = await report({ text: learning, sequence });
    assert.deepEqual(
      slow.frames.map(({ detail }) => detail.at),
      [0, 1, 2, 3, 4, 5, 6, 10, 14, 18, 20],
    );
    const at = (steps: number, { frames }: typeof usual) =>
      frames.find(({ detail }) => detail.at === steps)?.network;
    for (const steps of [0, 4, 20]) assert.deepEqual(at(steps, slow), at(steps, usual));
    // Frames of single mini-batches end at the frame limit, although the training is not over there.
    const long = learning.replace('epochs: 5', 'epochs: 5000');
    const close: Sequence = { kind: 'training', rates: [], paces: [{ frame: 9, pace: 'batch' }] };
    const { plan, ending } = await report({ text: long, sequence: close, only: [0, 10] });
    assert.equal(plan.length, 210);
    assert.equal(ending, undefined);
    assert.deepEqual(plan.offer.training, {
      ...{ rate: 0.05, seed: 4, stepsPerEpoch: 4, epochsPerFrame: 25 },
    });
  });

  it('continues past its end as if there had been more epochs, from the same weights', async () => {
    const beyond = { from: 5, frames: 3 };
    const sequence: Sequence = { kind: 'training', rates: [], beyond };
    const longer = await report({ text: learning.replace('epochs: 5', 'epochs: 8') });
    const extended = await report({ text: learning, sequence });
    assert.equal(extended.ending, undefined);
    assert.equal(extended.plan.length, 9);
    const networks = ({ frames }: typeof longer) => frames.map(({ network }) => network);
    assert.deepEqual(networks(extended), networks(longer));
    const further: Sequence = { ...sequence, beyond: { ...beyond, frames: 6 } };
    const more = await report({ text: learning, sequence: further });
    assert.deepEqual(networks(more).slice(0, 9), networks(extended));
    // Past a stop rule too, but not after a divergence.
    const ruled = `${learning}  stop: { patience: 1, loss: 10 }\n`;
    assert.equal((await report({ text: ruled })).ending?.kind, 'loss');
    const past: Sequence = { ...sequence, beyond: { from: 1, frames: 7 } };
    assert.deepEqual(networks(await report({ text: ruled, sequence: past })), networks(longer));
    const wild = learning.replace('optimiser: adam', 'optimiser: gd').replace('0.05', '1e6');
    assert.equal((await report({ text: wild, sequence: past })).ending?.kind, 'diverged');
  });

  it('reports why a training ended', async () => {
    const { ending } = await report({ text: learning });
    assert.deepEqual(ending, { kind: 'epochs' });
    const wild = learning.replace('optimiser: adam', 'optimiser: gd').replace('0.05', '1e6');
    const lost = await report({ text: wild });
    assert.equal(lost.ending?.kind, 'diverged');
    assert.ok(lost.frames.length < 6);
    for (const { complex } of lost.frames) assert.ok(complex.maps.every(Number.isFinite));
  });

  it('interpolates between two networks, and finds the events on the way', async () => {
    const sequence: Sequence = { kind: 'interpolation', from: 0, to: 5 };
    const { plan, frames, events } = await report({ text: learning, sequence });
    assert.deepEqual(
      plan.offer.networks.map((one) => (one.kind === 'epoch' ? one.epoch : one.kind)),
      ['own', 1, 2, 3, 4, 'trained'],
    );
    assert.equal(frames.length, 101);
    const regions = (index: number): number =>
      frames.find((one) => one.index === index)?.numbers.regions ?? NaN;
    const net = events.reduce((sum, { born, died }) => sum + born - died, 0);
    assert.equal(regions(100) - regions(0), net);
  });

  it('interpolates between two epochs of a training, at round numbers and with the weights of the training', async () => {
    const { frames } = await report({ text: learning, sequence: { kind: 'training', rates: [] } });
    const sequence: Sequence = { kind: 'interpolation', from: 2, to: 4 };
    const { frames: ends } = await report({ text: learning, sequence, only: [0, 100] });
    assert.deepEqual(
      ends.map(({ network }) => network),
      [2, 4].map((epoch) => frames.find(({ index }) => index === epoch)?.network),
    );
    for (const [epochs, second, count] of [
      [1, undefined, 0],
      [20, 2, 19],
      [200, 20, 19],
      [1000, 100, 19],
      [1001, 120, 16],
    ] as const) {
      const text = learning.replace('epochs: 5', `epochs: ${epochs}`);
      const { plan } = await report({ text, sequence, only: [] });
      const offered = plan.offer.networks.flatMap((one) => (one.kind === 'epoch' ? one.epoch : []));
      assert.equal(offered[1], second);
      assert.equal(offered.length, count);
      assert.ok(offered.every((epoch) => epoch < epochs));
    }
    // After a training has stopped, later epochs show its final state.
    const ruled = `${learning}  stop: { loss: 10 }\n`;
    const early = await report({
      text: ruled,
      sequence: { ...sequence, from: 4, to: 5 },
      only: [0, 100],
    });
    assert.deepEqual(early.frames[0].network.layers, early.frames[1].network.layers);
  });

  it('interpolates between neighbouring frames of a modified training, with all events', async () => {
    const changed = {
      kind: 'training',
      rates: [{ frame: 1, rate: 0.2 }],
      paces: [{ frame: 2, pace: 'batch' }],
    } as const;
    const { frames } = await report({ text: learning, sequence: changed });
    const pair: Sequence = { kind: 'interpolation', from: 3, to: 4, training: changed };
    const { plan, frames: ends } = await report({ text: learning, sequence: pair, only: [0, 100] });
    assert.deepEqual(plan.sequence, pair);
    assert.deepEqual(
      ends.map(({ network }) => network),
      [3, 4].map((frame) => frames.find(({ index }) => index === frame)?.network),
    );
    const update: ProgressionUpdate[] = [];
    await run({ text: learning, sequence: { ...pair, from: 0, to: 1 } }, (one) => update.push(one));
    const events = update.flatMap((one) => (one.kind === 'events' ? one.events : []));
    const [first, last] = [0, 100].map(
      (at) => update.flatMap((n) => (n.kind === 'frame' && n.frame.index === at ? n.frame : []))[0],
    );
    const born = events.reduce((sum, event) => sum + event.born - event.died, 0);
    assert.equal(first.complex.cellCount + born, last.complex.cellCount);
    // Without a training there are no training frames.
    const bare = await report({ text: lines(2), sequence: pair });
    assert.notDeepEqual(bare.plan.sequence, pair);
  });

  it('requests the files that a spec names, and reports the one that is missing', async () => {
    const text = learning.replace(/data: .*/, 'data: points.csv');
    const first = await run({ text }, () => undefined);
    assert.deepEqual(first.needs, ['points.csv']);
    const { problems } = await run({ text, files: { 'points.csv': undefined } }, () => undefined);
    assert.ok(problems.some(({ message }) => message.includes('points.csv')));
  });

  it('plays checkpoints from weight files at their full precision', async () => {
    const values = [0.1, 2];
    const files = { 'a.safetensors': safetensorsFile({ 'fc.weight': f32([1, 2], values) }) };
    const text = 'layers: [{ weights: [[1, 2]] }]\ncheckpoints: [a.safetensors]\n';
    const { frames } = await report({ text, files, sequence: { kind: 'checkpoints' } });
    const first = frames.find(({ index }) => index === 0);
    assert.deepEqual([...(first?.network.layers[0].weights ?? [])], values.map(Math.fround));
  });

  it('reports problems and no plan for a text with errors', async () => {
    const update: ProgressionUpdate[] = [];
    const { problems } = await run({ text: 'layers: oops' }, (one) => update.push(one));
    assert.ok(problems.some(({ severity }) => severity === 'error'));
    assert.deepEqual(update, []);
  });

  it('ends soon after it is cancelled', async () => {
    const controller = new AbortController();
    let count = 0;
    const reason = new Error('enough');
    await assert.rejects(
      run(
        { text: lines(200) },
        ({ kind }) => {
          if (kind === 'frame' && ++count === 3) controller.abort(reason);
        },
        controller.signal,
      ),
      reason,
    );
    assert.ok(count < 201);
  });
});

describe('the order of frames', () => {
  it('has every index once, the current one first and the last one second', () => {
    for (const length of [1, 2, 5, 12, 13, 100, 201])
      for (const first of [0, 1, length - 1]) {
        const order = [...coarseToFine(length, first)];
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          Array.from({ length }, (_, i) => i),
        );
        if (first >= length) continue;
        assert.equal(order[0], first);
        if (length > 1 && first !== length - 1) assert.equal(order[1], length - 1);
      }
  });

  it('leaves no wide gap after a quarter of the frames', () => {
    const order = [...coarseToFine(201, 0)].slice(0, 52).sort((a, b) => a - b);
    const gaps = order.slice(1).map((index, i) => index - order[i]);
    assert.ok(Math.max(...gaps) <= 8);
  });
});

interface Asked {
  readonly text: string;
  readonly sequence?: Sequence;
  readonly first?: number;
  readonly only?: readonly number[];
  readonly files?: ProgressionRequest['files'];
}

function run(
  { text, sequence, first = 0, only, files = {} }: Asked,
  onUpdate: (update: ProgressionUpdate) => void,
  signal = new AbortController().signal,
): Promise<ProgressionResult> {
  const request: ProgressionRequest = {
    text,
    sequence,
    first,
    ...(only && { only }),
    format: 'yaml',
    version: 1,
    fileName: 'test.fold.yaml',
    files,
    maxCells: Infinity,
  };
  return computeProgression(request, signal, onUpdate);
}

interface Report {
  readonly plan: Plan;
  readonly frames: ShownFrame[];
  readonly ending: Ending | undefined;
  readonly events: readonly ProgressionEvent[];
}

async function report(asked: Asked): Promise<Report> {
  const plans: Plan[] = [];
  const frames: ShownFrame[] = [];
  let ending: Ending | undefined;
  let events: readonly ProgressionEvent[] = [];
  const { problems } = await run(asked, (update) => {
    if (update.kind === 'plan') plans.push(update.plan);
    if (update.kind === 'frame') frames.push(update.frame);
    if (update.kind === 'ending') ending = update.ending;
    if (update.kind === 'events') events = update.events;
  });
  assert.ok(problems.every(({ severity }) => severity !== 'error'));
  assert.equal(plans.length, 1);
  return { plan: plans[0], frames, ending, events };
}
