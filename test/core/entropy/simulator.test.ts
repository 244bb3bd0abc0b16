import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  entropySpent,
  interventions,
  type Preset,
  type Recipe,
} from '../../../src/core/entropy/simulator/recipe.ts';
import { simulate, type SimulatedStep } from '../../../src/core/entropy/simulator/simulate.ts';
import { boxMullerNormal, mulberry32 } from '../../../src/core/random.ts';
import { draws } from '../../draws.ts';
import { allClose, close, entries, number } from './oracles.ts';

function run(preset: Preset, change: Partial<Recipe>, seed: number) {
  const recipe = { ...preset.recipe, ...change };
  const steps: SimulatedStep[] = [];
  const simulation = simulate({ task: preset.task, recipe }, seed);
  for (;;) {
    const { value, done } = simulation.next();
    if (done) return { steps, learnt: value.learnt };
    steps.push(value);
  }
}

describe('random numbers', () => {
  it('are the published stream of the seed', () => {
    const uniform = mulberry32(1);
    allClose(
      [uniform(), uniform(), uniform()],
      [0.6270739405881613, 0.002735721180215478, 0.5274470399599522],
      0,
    );
  });

  it('are normal', () => {
    const uniform = mulberry32(4);
    const drawn = Array.from({ length: 20_000 }, () => boxMullerNormal(uniform));
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.04);
    assert.ok(Math.abs(drawn.filter((x) => Math.abs(x) < 1).length / drawn.length - 0.683) < 0.01);
  });
});

describe('the simulator', () => {
  const runs: readonly [string, Preset, Partial<Recipe>, number][] = [
    ['oracle base C=1 seed1', entropySpent, { learningRate: 1, epochs: 1, steps: 50 }, 1],
    [
      'oracle D clip_cov seed3',
      interventions,
      { clip: { low: 1, high: 1 }, tokens: { kind: 'clipCov', share: 0.02, window: [1, 5] } },
      3,
    ],
    [
      'oracle D kl_cov seed2',
      interventions,
      { tokens: { kind: 'klCov', share: 0.02, coefficient: 1 }, entropyBonus: 0.01, kl: 0.01 },
      2,
    ],
    [
      'oracle D gppo seed5',
      interventions,
      { tokens: { kind: 'gradientPreserving', negative: 1, positive: 1 } },
      5,
    ],
  ];
  for (const [name, preset, change, seed] of runs)
    it(`reproduces ${name}`, () => {
      const { steps, learnt } = run(preset, { steps: 20, ...change }, seed);
      const { task } = preset;
      for (const [step] of entries('sim', name)) {
        if (step === 'w_sum_abs_end') continue;
        const s = steps[Number(step) - 1];
        const of = (key: string) => number('sim', name, step, key);
        allClose(
          [s.step, s.entropy, s.reward, s.rewardDeviation, s.zeroDeviation, s.heldOutReward],
          ['step', 'entropy', 'reward', 'reward_std', 'frac_reward_zero_std', 'val'].map(of),
          1e-11,
          `${name} ${step}`,
        );
        allClose(
          [s.heldOutEntropy, s.expectedReward, s.kl, s.policyKl, s.clipFraction, s.covariance],
          ['val_entropy', 'exp_reward', 'kl', 'ppo_kl', 'clip_frac', 'cov'].map(of),
          1e-11,
          `${name} ${step}`,
        );
        close(s.entropyBonus, of('tau'));
      }
      // The oracle also counts the logits that all prompts have in common before training.
      const shared = Array.from({ length: task.vocabulary }, (_, v) =>
        v < task.rightTokens
          ? task.rightLogit - task.rightZipf * Math.log(v + 1)
          : -task.wrongZipf * Math.log(v - task.rightTokens + 1),
      );
      const size = learnt.reduce((sum, w, i) => sum + Math.abs(w + shared[i % shared.length]), 0);
      close(size, number('sim', name, 'w_sum_abs_end'), 1e-11, name);
    });

  it('is the same run for the same seed, and another for another', () => {
    const entropies = (seed: number) =>
      run(interventions, { steps: 5 }, seed).steps.map(({ entropy }) => entropy);
    assert.deepEqual(entropies(9), entropies(9));
    assert.notDeepEqual(entropies(9), entropies(10));
  });

  it('can be stopped before its end', () => {
    let seen = 0;
    for (const { step } of simulate(interventions, 1)) {
      seen = step;
      if (step === 3) break;
    }
    assert.equal(seen, 3);
  });

  it('keeps or loses entropy under each intervention as the oracle does, over eight seeds', () => {
    const preserving = (negative: number, positive: number): Partial<Recipe> => ({
      tokens: { kind: 'gradientPreserving', negative, positive },
    });
    const recipes: readonly (readonly [string, Partial<Recipe>])[] = [
      ['baseline clip .2/.2', {}],
      ['clip-higher .28', { clip: { low: 0.2, high: 0.28 } }],
      ['clip-low .1', { clip: { low: 0.1, high: 0.2 } }],
      ['no clip', { tokens: { kind: 'unclipped' } }],
      [
        'Clip-Cov r=.02',
        { clip: { low: 1, high: 1 }, tokens: { kind: 'clipCov', share: 0.02, window: [1, 5] } },
      ],
      ['KL-Cov k=.02', { tokens: { kind: 'klCov', share: 0.02, coefficient: 1 } }],
      ['GPPO b1=b2=1', preserving(1, 1)],
      ['CE-GPPO b1=.25 b2=1', preserving(0.25, 1)],
      ['CE-GPPO b1=0 b2=1', preserving(0, 1)],
      ['CE-GPPO b1=1 b2=0', preserving(1, 0)],
      ['entropy bonus .005', { entropyBonus: 0.005 }],
      ['entropy bonus .02', { entropyBonus: 0.02 }],
      ['entropy bonus .2', { entropyBonus: 0.2 }],
      ['entropy bonus .5', { entropyBonus: 0.5 }],
      ['KL .01', { kl: 0.01 }],
      ['KL .05', { kl: 0.05 }],
      ['Dr.GRPO', { advantage: 'drGrpo' }],
      ['AEC target 1.0', { adaptiveEntropy: { target: 1, step: 0.002, max: 1 } }],
    ];
    const agrees = ([name, change]: readonly [string, Partial<Recipe>]): void => {
      const ends = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => last(change, seed));
      const mean = (key: 'entropy' | 'heldOutReward') =>
        ends.reduce((sum, end) => sum + end[key], 0) / ends.length;
      close(mean('entropy'), number('sim', name, 'H30'), 1e-9, name);
      close(mean('heldOutReward'), number('sim', name, 'R30'), 1e-9, name);
    };
    // Each takes a while, so an ordinary run tries some of them and a thorough one all.
    const some = Math.min(draws(3), recipes.length);
    const choice = fc.shuffledSubarray([...recipes], { minLength: some, maxLength: some });
    fc.assert(
      fc.property(choice, (chosen) => chosen.forEach(agrees)),
      { numRuns: 1 },
    );
  });

  const last = (change: Partial<Recipe>, seed: number) =>
    run(interventions, { ...change, steps: 30 }, seed).steps.at(-1)!;

  it('treats clipped tokens and advantages as configured', () => {
    const preserving = (negative: number, positive: number) =>
      last({ tokens: { kind: 'gradientPreserving', negative, positive } }, 1).entropy;
    assert.ok(preserving(1, 0) < preserving(0, 1));
    close(preserving(0, 0), last({}, 1).entropy, 1e-14);
    const rloo = last({ advantage: 'rloo' }, 1);
    // RLOO is Dr. GRPO with the factor G/(G − 1).
    const scaled = last({ advantage: 'drGrpo', learningRate: (0.5 * 8) / 7 }, 1);
    close(rloo.entropy, scaled.entropy, 1e-9);
    const held = run(
      interventions,
      { adaptiveEntropy: { target: 1, step: 0.005, max: 1 }, steps: 60 },
      1,
    ).steps;
    assert.ok(Math.abs(held[59].entropy - 1) < 0.2);
    for (const { entropy, entropyBonus } of held) assert.ok(entropy <= 1 || entropyBonus === 0);
  });

  it('does nothing when all groups agree and only mixed ones count', () => {
    const certain = {
      task: { ...interventions.task, rightTokens: 16, conflict: 0, rewardRate: 1 },
      recipe: interventions.recipe,
    };
    const { learnt } = run(certain, { dynamicSampling: true, steps: 2 }, 1);
    assert.ok(learnt.every((w) => w === 0));
    assert.notEqual(last({ dynamicSampling: true }, 1).entropy, last({}, 1).entropy);
  });

  it('restores entropy at a refresh, all of it at share 1', () => {
    const refreshed = (share: number) =>
      run(interventions, { steps: 31, refresh: { step: 30, share } }, 1).steps;
    const [first] = refreshed(1);
    close(refreshed(1)[30].entropy, first.entropy, 1e-14);
    assert.ok(refreshed(0.5)[30].entropy > refreshed(0)[30].entropy + 0.1);
  });
});
