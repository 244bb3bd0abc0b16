import assert from 'node:assert/strict';
import {
  deviationsOf,
  serialNoise,
  twoSidedPOver,
  twoSidedQuantileOver,
} from '../../../src/core/numeric/serialNoise.ts';
import { noiseOf, simulations } from '../entropy/syntheticLogs.ts';
import { near } from './near.ts';

describe('serial noise', () => {
  const rows = 120;
  const time = Array.from({ length: rows }, (_, t) => t);
  const flat = time.map(() => 1);
  const mean = (noise: ReturnType<typeof serialNoise>) =>
    noise.reduce(
      (sum, { weight, white, correlation }) => sum + weight * (1 - white) * correlation,
      0,
    );

  it('is found where it is (seed 5)', () => {
    for (const correlation of [0, 0.5, 0.9]) {
      const found = simulations(20, 5).map((uniform) =>
        mean(serialNoise(noiseOf(rows, { correlation }, uniform), time, flat)),
      );
      const average = found.reduce((a, b) => a + b) / found.length;
      assert.ok(Math.abs(average - correlation) < 0.08, `ρ = ${correlation}: ${average}`);
    }
  });

  it('has weights of sum 1, and does not depend on unit, constant and slope (seed 6)', () => {
    for (const uniform of simulations(10, 6)) {
      const noise = noiseOf(rows, { correlation: 0.6 }, uniform);
      const one = serialNoise(noise, time, flat);
      near(
        one.reduce((sum, { weight }) => sum + weight, 0),
        1,
        { absolute: 1e-3 },
      );
      const other = serialNoise(
        noise.map((x) => -8 * x),
        time,
        flat,
      );
      one.forEach(({ variance, weight }, i) => {
        near(other[i].variance, 64 * variance, { relative: 1e-9 });
        near(other[i].weight, weight, { relative: 1e-9 });
      });
      const moved = serialNoise(
        noise.map((x, t) => x + 3 - 0.1 * t),
        time,
        flat,
      );
      one.forEach(({ weight, variance }, i) => {
        near(moved[i].weight, weight, { relative: 1e-6 });
        near(moved[i].variance, variance, { relative: 1e-6 });
      });
    }
  });

  it('has the deviation of its definition, pair of rows by pair of rows (seed 7)', () => {
    const [uniform] = simulations(1, 7);
    const influence = time.slice(0, 30).map(() => uniform() - 0.5);
    const profile = influence.map((_, t) => 0.5 + t / 29);
    const noise = serialNoise(
      noiseOf(30, { correlation: 0.5 }, uniform),
      time.slice(0, 30),
      profile,
    );
    deviationsOf(noise, influence, profile).forEach((deviation, i) => {
      const { correlation, white, variance } = noise[i];
      let sum = 0;
      for (let s = 0; s < 30; s++)
        for (let t = 0; t < 30; t++) {
          const serial = (1 - white) * correlation ** Math.abs(s - t);
          const covariance = serial + (s === t ? white * profile[t] : 0);
          sum += influence[s] * influence[t] * variance * covariance;
        }
      near(deviation ** 2, sum, { relative: 1e-9 });
    });
  });

  it('has quantiles that are exceeded as often as they say (seed 8)', () => {
    const [uniform] = simulations(1, 8);
    const noise = serialNoise(noiseOf(rows, { correlation: 0.7 }, uniform), time, flat);
    const deviations = deviationsOf(
      noise,
      flat.map(() => 1 / rows),
      flat,
    );
    for (const p of [0.5, 0.05, 0.001])
      near(
        twoSidedPOver(noise, deviations, twoSidedQuantileOver(noise, deviations, p, 118), 118),
        p,
        {
          relative: 1e-9,
        },
      );
  });
});
