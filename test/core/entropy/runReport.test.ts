import assert from 'node:assert/strict';
import {
  reportRun,
  type MeasuredRun,
  type RunReport,
} from '../../../src/core/entropy/diagnostics/runReport.ts';
import { boxMullerNormal, mulberry32 } from '../../../src/core/random.ts';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

function report(run: Partial<MeasuredRun> & Pick<MeasuredRun, 'steps'>): RunReport {
  const work = reportRun(
    { entropy: undefined, reward: undefined, validation: undefined, ...run },
    1,
  );
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Entropy that decays to a floor, and rewards that follow the law with a little noise. */
function decaying(n: number): { steps: number[]; entropy: number[]; reward: number[] } {
  const uniform = mulberry32(4);
  const entropy = range(n).map((i) => 1.2 * Math.exp((-4 * i) / n) + 0.05);
  const reward = entropy.map((h) => 0.75 - 0.18 * Math.exp(h) + 0.004 * boxMullerNormal(uniform));
  return { steps: range(n).map((i) => i + 1), entropy, reward };
}

describe('the report on a run', () => {
  it('gives the pace and the law of a decay', () => {
    const { pace, law, findings, rows, regime } = report(decaying(120));
    assert.equal(rows, 120);
    assert.ok(pace!.spent > 0.9 && pace!.spent < 1);
    const [half, , ninety] = pace!.steps;
    assert.ok(half.step < ninety.step);
    assert.ok(Math.abs(law!.fit!.a - 0.18) < 0.01);
    assert.equal(law!.laws[0].law, 'exponential');
    assert.equal(law!.reward, 'reward');
    assert.equal(findings[0], 'trainReward');
    assert.ok(findings.includes('lawSupported'));
    // The level has fallen below a quarter, which is a collapse and no forecast.
    assert.ok(regime.code === 'collapsed');
    const [{ code, step }, ...others] = regime.events;
    assert.deepEqual([code, others], ['collapse', []]);
    assert.ok(step > 30 && step < 80);
  });

  it('never claims a fold from one run', () => {
    const uniform = mulberry32(7);
    const passage = range(300).map(
      (i) => 1.5 / (1 + Math.exp((i - 150) / 10)) + 0.1 + 0.03 * boxMullerNormal(uniform),
    );
    const wave = range(300).map(
      (i) => (Math.floor(i / 40) % 2) + 0.5 + 0.03 * boxMullerNormal(uniform),
    );
    for (const entropy of [passage, wave])
      assert.ok(report({ steps: range(300), entropy }).findings.includes('notIdentifiable'));
  });

  it('gives no step at which entropy reaches its floor where it is flat or levels off', () => {
    const floors = (level: (row: number) => number, share: number) =>
      range(10).flatMap((seed) => {
        const uniform = mulberry32(seed);
        const entropy = range(200).map((i) => level(i) * (1 + share * boxMullerNormal(uniform)));
        const { pace, regime } = report({ steps: range(200), entropy });
        return regime.code === 'collapsing' ? (pace!.floorStep ?? []) : [];
      });
    assert.equal(floors(() => 0.03, 0.1).length, 0);
    assert.ok(floors((i) => 0.35 + 0.65 * Math.exp(-i / 60), 0.02).length <= 1);
    // A tenth of exp(−200/160) is left after 160·ln 10 more steps.
    const found = floors((i) => Math.exp(-i / 160), 0.02);
    assert.ok(found.length >= 4, `${found.length} of 10`);
    for (const step of found) assert.ok(step > 400 && step < 2000, `${step}`);
  });

  it('prefers validation accuracy where there is enough of it', () => {
    const { steps, entropy, reward } = decaying(120);
    const sparse = (every: number) => reward.map((r, i) => (i % every === 0 ? r : NaN));
    assert.equal(
      report({ steps, entropy, reward, validation: sparse(2) }).law!.reward,
      'validation',
    );
    assert.equal(report({ steps, entropy, reward, validation: sparse(40) }).law!.reward, 'reward');
    assert.equal(report({ steps, entropy }).law, undefined);
  });

  it('ends the fitted law where entropy explodes', () => {
    const { steps, entropy, reward } = decaying(80);
    const later = range(80).map((i) => 81 + i);
    const exploded = report({
      steps: [...steps, ...later],
      entropy: [...entropy, ...later.map((i) => Math.min(11, 0.1 * 1.1 ** (i - 80)))],
      reward: [...reward, ...later.map(() => 0)],
    });
    assert.ok(exploded.regime.code === 'exploded');
    assert.ok(Math.abs(exploded.law!.fit!.a - 0.18) < 0.02);
    assert.equal(exploded.law!.lastStep, 80);
    assert.deepEqual(
      exploded.regime.events.map(({ code }) => code),
      ['collapse', 'recovery', 'explosion'],
    );
  });

  it('fits no law where the reward never changes or is beyond any range', () => {
    for (const value of [0, 0.5, 0.1 + 0.2]) {
      const { law, findings } = report({ ...decaying(60), reward: range(60).map(() => value) });
      assert.equal(law!.fit, undefined);
      assert.ok(findings.includes('constantReward'), findings.join());
    }
    const run = decaying(60);
    const huge = report({ ...run, reward: run.reward.map((r) => 1e308 * r) });
    assert.equal(huge.law!.fit, undefined);
  });

  it('keeps the valid part of short, empty and malformed series', () => {
    assert.equal(report({ steps: [] }).rows, 0);
    assert.equal(report({ steps: [1, 2], entropy: [NaN, NaN] }).rows, 0);
    const one = report({ steps: [7], entropy: [0.4], reward: [0.2] });
    assert.equal(one.pace!.first, 0.4);
    assert.deepEqual(one.pace!.steps, []);
    assert.ok(one.findings.includes('tooLittleSpent'));
    const gaps = decaying(120);
    gaps.entropy[5] = NaN;
    gaps.reward[9] = NaN;
    assert.equal(report(gaps).law!.fit!.n, report(decaying(120)).law!.fit!.n - 2);
    const constant = report({ steps: range(60), entropy: range(60).map(() => 0.3) });
    assert.equal(constant.slowing, undefined);
    assert.deepEqual(constant.findings, []);
  });

  it('thins long runs and says so', () => {
    const { rows, every } = report(decaying(5000));
    assert.deepEqual({ rows, every }, { rows: 5000, every: 9 });
  });
});
