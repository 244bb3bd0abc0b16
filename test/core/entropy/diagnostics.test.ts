import assert from 'node:assert/strict';
import {
  consumed,
  descentOf,
  polarisation,
  stepOfShare,
  tailOf,
} from '../../../src/core/entropy/diagnostics/pace.ts';
import {
  compareLaws,
  fitReward,
  forecastReward,
} from '../../../src/core/entropy/diagnostics/rewardFit.ts';
import {
  detrended,
  kernelDeviation,
  leastRows,
  slowingDown,
  slowingDownPower,
} from '../../../src/core/entropy/diagnostics/slowingDown.ts';
import { lawFindings } from '../../../src/core/entropy/diagnostics/lawFindings.ts';
import { leastSquares } from '../../../src/core/numeric/leastSquares.ts';
import {
  autocorrelation,
  kendallTrend,
  meanOf,
  trailingMedian,
} from '../../../src/core/numeric/series.ts';
import { twoSidedP, twoSidedQuantile } from '../../../src/core/numeric/studentT.ts';
import { boxMullerNormal, mulberry32 } from '../../../src/core/random.ts';
import { allClose, close, number } from './oracles.ts';
import { fallingEntropy, measured, noiseOf, randomWalk, simulations } from './syntheticLogs.ts';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const noise = (n: number, seed: number) => {
  const uniform = mulberry32(seed);
  return range(n).map(() => boxMullerNormal(uniform));
};

describe('the fit of reward by entropy', () => {
  const entropy = range(40).map((i) => 1.2 * Math.exp(-i / 12) + 0.05);
  const clean = entropy.map((h) => 0.75 - 0.18 * Math.exp(h));
  const noisy = clean.map((r, i) => r + 0.008 * noise(40, 3)[i]);

  it('recovers the law from data that follow it exactly', () => {
    const fit = fitReward(entropy, clean)!;
    allClose([fit.a, fit.b, fit.ceiling, fit.r2], [0.18, 0.75, 0.57, 1], 1e-12);
    assert.equal(fit.p, 0);
    close(forecastReward(entropy, clean)!.rmse, 0, 1e-11);
    assert.equal(forecastReward(entropy, clean)!.used, 8);
  });

  it('has the criterion of the oracle', () => {
    const of = (key: string) => number('diag', 'fit_rh', key);
    const aicc = number('diag', 'models', 'exp H', 'aicc');
    close(40 * Math.log(of('rmse') ** 2) + 6 + 24 / 36, aicc, 1e-12);
    close(of('b') - of('a'), of('ceiling'), 1e-14);
  });

  const rows = 200;
  const level = fallingEntropy(rows);
  const follows = (h: readonly number[], errors: readonly number[]) =>
    h.map((x, i) => 0.75 - 0.18 * Math.exp(x) + 0.02 * errors[i]);
  /** How many intervals are printed, and how many of these hold the true ceiling. */
  const coverage = (share: number, correlation: number, count: number) => {
    let [printed, held] = [0, 0];
    for (const uniform of simulations(count, 20_261)) {
      const reward = follows(level, noiseOf(rows, { correlation }, uniform));
      const shown = measured(level, share, noiseOf(rows, { correlation: 0 }, uniform));
      const interval = fitReward(shown, reward)!.ceilingInterval;
      if (typeof interval === 'string') continue;
      printed++;
      if (interval[0] <= 0.57 && 0.57 <= interval[1]) held++;
    }
    return { printed, held };
  };

  it('gives intervals that hold the ceiling as often as they say (seed 20261)', () => {
    // 95 % of 60 are 57 ± 1.7.
    for (const correlation of [0, 0.8, 0.95]) {
      const { printed, held } = coverage(0, correlation, 60);
      assert.ok(printed === 60 && held >= 51, `ρ = ${correlation}: ${held} of ${printed}`);
    }
    const { printed, held } = coverage(0.1, 0, 60);
    assert.ok(printed > 50 && held >= 0.85 * printed, `noise: ${held} of ${printed}`);
  });

  it('says that it cannot tell from few rows or from a noisy entropy (seed 20261)', () => {
    assert.ok(coverage(0.3, 0, 20).printed <= 2);
    assert.equal(fitReward(entropy, noisy)!.ceilingInterval, 'fewRows');
  });

  it('is not pulled to zero by noise of the entropy (seed 20261)', () => {
    const slopes = simulations(30, 20_261).map((uniform) => {
      const shown = measured(level, 0.15, noiseOf(rows, { correlation: 0 }, uniform));
      const reward = follows(level, noiseOf(rows, { correlation: 0 }, uniform));
      const design = shown.map((h) => [1, Math.exp(h)]);
      return [fitReward(shown, reward)!.a, -leastSquares(design, reward)!.coefficients[1]];
    });
    const [mean, attenuated] = [0, 1].map((k) => meanOf(slopes.map((pair) => pair[k])));
    assert.ok(Math.abs(mean - 0.18) < 0.008, `${mean}`);
    assert.ok(attenuated < 0.172, `${attenuated}`);
  });

  it('does not take a random walk for a reward that depends on entropy (seed 20261)', () => {
    const supported = simulations(40, 20_261).filter(
      (uniform) => fitReward(level, randomWalk(rows, uniform))!.p < 0.05,
    );
    // 5 % of 40 are 2 ± 1.4; by ordinary least squares it would be more than 30.
    assert.ok(supported.length <= 7, `${supported.length} of 40`);
  });

  it('has the interval of ordinary least squares where the residuals are white (seed 20261)', () => {
    const long = fallingEntropy(600);
    const x = long.map(Math.exp);
    const spread = x.reduce((sum, v) => sum + (v - meanOf(x)) ** 2, 0);
    for (const uniform of simulations(10, 20_261)) {
      const reward = follows(long, noiseOf(600, { correlation: 0 }, uniform));
      const [low, high] = fitReward(long, reward)!.ceilingInterval as readonly [number, number];
      const { rss } = leastSquares(
        x.map((v) => [1, v]),
        reward,
      )!;
      const variance = (rss / 598) * (1 / 600 + (1 - meanOf(x)) ** 2 / spread);
      const ratio = (high - low) / (2 * twoSidedQuantile(0.05, 598) * Math.sqrt(variance));
      assert.ok(ratio > 0.85 && ratio < 1.35, `${ratio}`);
    }
  });

  it('does not depend on the unit or the origin of the reward (seed 20261)', () => {
    const [uniform] = simulations(1, 20_261);
    const reward = follows(level, noiseOf(rows, { correlation: 0.6 }, uniform));
    const moved = reward.map((r) => 40 * r - 7);
    const [one, other] = [reward, moved].map((r) => fitReward(level, r)!);
    const [low, high] = one.ceilingInterval as readonly [number, number];
    const interval = other.ceilingInterval as readonly [number, number];
    allClose(interval, [40 * low - 7, 40 * high - 7], 1e-8);
    allClose(
      [other.a, other.p, other.effectiveN, other.residualCorrelation, other.reliability],
      [40 * one.a, one.p, one.effectiveN, one.residualCorrelation, one.reliability],
      1e-8,
    );
  });

  it('prefers the true law', () => {
    const laws = compareLaws(entropy, noisy);
    const best = [...laws].sort((x, y) => x[1] - y[1])[0][0];
    assert.equal(best, 'exponential');
  });

  it('reports what it can and cannot determine', () => {
    const longer = range(80).map((i) => 1.2 * Math.exp(-i / 24) + 0.05);
    const clean = longer.map((h) => 0.75 - 0.18 * Math.exp(h));
    const noisy = clean.map((r, i) => r + 0.008 * noise(80, 3)[i]);
    const judge = (
      r: readonly number[],
      context: Partial<Parameters<typeof lawFindings>[2]> = {},
      h: readonly number[] = longer,
    ) =>
      lawFindings(fitReward(h, r), compareLaws(h, r), {
        entropyRange: Math.max(...h) - Math.min(...h),
        isTrainReward: false,
        isConstantReward: false,
        ...context,
      });
    assert.deepEqual(judge(noisy), ['lawSupported']);
    assert.deepEqual(judge(noisy, { isTrainReward: true }), ['trainReward', 'lawSupported']);
    assert.deepEqual(judge(noisy, { entropyRange: 0.1 }), ['tooLittleSpent']);
    assert.deepEqual(judge(noisy.slice(0, 8), {}, longer.slice(0, 8)), ['tooLittleSpent']);
    assert.deepEqual(judge(noisy.map((r) => 1 - r)), ['lawNotSupported']);
    const line = longer.map((h, i) => 0.9 - 0.4 * h + 0.008 * noise(80, 5)[i]);
    assert.equal(judge(line)[0], 'linearBetter');
    assert.ok(judge(line.map((r) => r + 1)).includes('ceilingUnpredictable'));
    assert.deepEqual(judge(clean.map((r, i) => r + 0.06 * noise(80, 9)[i])).slice(0, 1), [
      'indistinguishable',
    ]);
    assert.equal(fitReward([1, 1, 1, 1], [1, 2, 3, 4]), undefined);
  });
});

describe('Student’s t distribution', () => {
  it('has known tails', () => {
    close(twoSidedP(1, 1), 0.5, 1e-14);
    close(twoSidedP(2.228138851986274, 10), 0.05, 1e-12);
    close(twoSidedQuantile(0.05, 4), 2.776445105197793, 1e-12);
    for (const degrees of [1, 3, 30, 500])
      for (const p of [0.9, 0.05, 1e-6])
        close(twoSidedP(twoSidedQuantile(p, degrees), degrees) / p, 1);
  });
});

describe('pace', () => {
  const decay = range(100).map((i) => 2 * Math.exp(-i / 20));

  it('measures how much entropy is spent, and by when', () => {
    close(consumed(decay)[0], 0);
    close(consumed(decay).at(-1)!, 1 - Math.exp(-99 / 20));
    const steps = range(100).map((i) => 10 * i);
    const spent = 1 - Math.exp(-99 / 20);
    assert.equal(stepOfShare(steps, decay, 0.73), 10 * Math.ceil(-20 * Math.log(1 - 0.73 * spent)));
    assert.equal(stepOfShare([1, 2], [1, 1], 0.5), undefined);
  });

  it('distinguishes exponential decay from the slide without regularisation', () => {
    const steps = range(100);
    const tail = tailOf(steps, decay)!;
    assert.equal(tail.kind, 'exponential');
    close(tail.stepOf(0.002)!, 20 * Math.log(1000), 1e-9);
    const slide = tailOf(
      steps,
      steps.map((t) => 1 / (1 + t / 5)),
    )!;
    assert.equal(slide.kind, 'hyperbolic');
    close(slide.stepOf(0.01)!, 495, 1e-9);
    assert.equal(
      tailOf(
        steps,
        steps.map((t) => 1 + t),
      )!.stepOf(0.5),
      undefined,
    );
    assert.equal(tailOf([1, 2], [1, 1]), undefined);
    assert.equal(
      tailOf(
        steps,
        steps.map(() => 0),
      ),
      undefined,
    );
  });

  it('forecasts from a short tail late in a long run', () => {
    const steps = range(30).map((i) => 100_000 + i);
    const tail = tailOf(
      steps,
      steps.map((t) => 0.5 * Math.exp((100_000 - t) / 20)),
    )!;
    assert.equal(tail.kind, 'exponential');
    close(tail.stepOf(0.005)!, 100_000 + 20 * Math.log(100), 1e-9);
  });

  it('ends the descent where an explosion begins', () => {
    assert.deepEqual(descentOf(decay), { end: 100, exploded: false });
    const explosion = [...decay, ...range(60).map((i) => 0.014 + i / 10)];
    const { end, exploded } = descentOf(explosion);
    assert.ok(exploded && end > 95 && end < 112, `${end}`);
  });

  it('takes the median of past values only', () => {
    assert.equal(trailingMedian([3, 1, 2], 2)[2], 1.5);
  });

  it('sees prompts diverge although the mean is constant', () => {
    const alike = 0.5 ** 8 * 2;
    close(polarisation(alike, 0.5, 8), 0);
    close(polarisation(1, 0.5, 8), 1);
  });
});

describe('critical slowing down', () => {
  it('has the trend statistics of their definitions', () => {
    assert.equal(kendallTrend([1, 2, 5, 7]), 1);
    assert.equal(kendallTrend([7, 5, 2]), -1);
    assert.equal(kendallTrend([1, 1, 1]), 0);
    close(kendallTrend([1, 1, 2]), 2 / Math.sqrt(2 * 3));
    close(autocorrelation([1, -1, 1, -1]), -0.75);
    close(kernelDeviation(120), number('diag', 'ews', 'sd_kernel'), 1e-14);
  });

  it('detrends the interior of a line to zero, and keeps fast noise', () => {
    const inside = detrended(range(200)).slice(90, 110);
    for (const x of inside) close(x, 0, 1e-10);
    assert.ok(autocorrelation(detrended(noise(300, 1))) < 0.1);
  });

  it('warns of growing and slowing fluctuations, rarely of noise', () => {
    const approach = (seed: number, end: number) => {
      let x = 0;
      return noise(150, seed).map((e, i) => (x = (0.1 + ((end - 0.1) * i) / 150) * x + e));
    };
    const alarms = (end: number) =>
      range(12).filter((k) => slowingDown(approach(k + 1, end), k, 60)!.alarm).length;
    assert.ok(alarms(0.1) <= 2, 'noise');
    assert.ok(alarms(0.98) >= 2, 'approach');
    assert.equal(slowingDown(noise(leastRows - 1, 1), 1), undefined);
    const twice = [1, 2].map(() => slowingDown(noise(50, 1), 7, 20));
    assert.deepEqual(twice[0], twice[1]);
    assert.ok(slowingDownPower.detected < 0.5);
  });
});
