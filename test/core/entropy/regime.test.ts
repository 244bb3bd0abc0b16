import assert from 'node:assert/strict';
import { regimeOf, type RunRegime } from '../../../src/core/entropy/diagnostics/regime.ts';
import { boxMullerNormal, mulberry32 } from '../../../src/core/random.ts';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const regime = (entropy: readonly number[]): RunRegime =>
  regimeOf(
    entropy.map((_, i) => i),
    entropy,
  );
const codes = (entropy: readonly number[]): readonly string[] => {
  const found = regime(entropy);
  return [found.code, ...('events' in found ? found.events.map(({ code }) => code) : [])];
};
/** Levels in nats, each for some rows. */
const levels = (...parts: readonly (readonly [rows: number, level: number])[]) =>
  parts.flatMap(([rows, level]) => range(rows).map(() => level));

describe('the regime of a run', () => {
  it('is that of its levels', () => {
    assert.deepEqual(codes([]), ['noEntropy']);
    assert.deepEqual(codes(levels([19, 1])), ['tooShort']);
    assert.deepEqual(codes(levels([60, -0.4])), ['notAnEntropy']);
    assert.deepEqual(codes(levels([60, 0])), ['notAnEntropy']);
    assert.deepEqual(codes(levels([30, 1], [40, -0.1])), ['notAnEntropy']);
    assert.deepEqual(codes(levels([60, 1])), ['held']);
    assert.deepEqual(codes(levels([30, 1], [60, 1.7])), ['risen']);
    assert.deepEqual(codes(levels([30, 1], [60, 0.4])), ['reduced']);
    assert.deepEqual(codes(range(90).map((i) => 1 - i / 140)), ['collapsing']);
    assert.deepEqual(codes(levels([30, 1], [60, 0.1])), ['collapsed', 'collapse']);
    assert.deepEqual(codes(levels([30, 1], [60, 0.1], [60, 0.4])), ['recovering', 'collapse']);
    assert.deepEqual(codes(levels([30, 1], [60, 0.1], [60, 0.9])), [
      ...['recovered', 'collapse', 'recovery'],
    ]);
    assert.deepEqual(codes(levels([30, 1], [60, 5])), ['exploded', 'explosion']);
    assert.deepEqual(codes(levels([30, 1], [60, 5], [90, 1])), [
      ...['returned', 'explosion', 'return'],
    ]);
    assert.deepEqual(codes(levels([30, 1], [30, 5], [30, 1], [30, 5], [20, 1])), [
      ...['unstable', 'explosion', 'return', 'explosion', 'return'],
    ]);
  });

  it('says held or levelled off only where entropy is level', () => {
    const slow = (from: number, to: number) => (rows: number) =>
      range(rows).map((i) => from + ((to - from) * i) / (rows - 1));
    // Medians of 15 rows alone took these for level.
    assert.deepEqual(codes(slow(1, 0.7)(200)), ['falling']);
    assert.deepEqual(codes([...slow(1, 0.45)(60), ...slow(0.45, 0.35)(120)]), ['collapsing']);
    assert.deepEqual(codes([...slow(1, 0.45)(60), ...slow(0.45, 0.44)(120)]), ['reduced']);
    const trend = (entropy: readonly number[]) => {
      const found = regime(entropy);
      return 'trend' in found ? found.trend : undefined;
    };
    assert.equal(trend(slow(1, 1.01)(200)), 'level');
    assert.equal(trend(slow(1, 1.4)(200)), 'rising');
    const unclear = range(20).filter((seed) => {
      const uniform = mulberry32(seed);
      return trend(range(60).map(() => 1 + 0.6 * boxMullerNormal(uniform))) === 'unclear';
    });
    assert.ok(unclear.length >= 15, `${unclear.length} of 20`);
  });

  it('does not take a rise from almost nothing for an explosion', () => {
    // From the log of a run that began at 1.3 nats.
    assert.deepEqual(codes(levels([15, 1.3], [80, 0.1], [80, 0.28])), ['collapsed', 'collapse']);
  });

  it('counts a level that has lasted for a third of the run more than what came before', () => {
    const swings = levels([20, 1], [20, 5], [20, 1], [20, 5], [200, 0.1]);
    assert.equal(codes(swings)[0], 'collapsed');
  });

  it('raises no alarm for noise around a level', () => {
    for (const seed of range(40)) {
      const uniform = mulberry32(seed);
      const noise = range(500).map(() => Math.max(0, 1 + 0.4 * boxMullerNormal(uniform)));
      const found = regime(noise);
      assert.ok('events' in found && found.events.length === 0, `seed ${seed}: ${found.code}`);
    }
  });

  it('knows only the past: events do not change while a log grows', () => {
    const run = levels([30, 1], [60, 5], [60, 1], [60, 0.1], [60, 0.9]);
    const events = (rows: number) => {
      const found = regime(run.slice(0, rows));
      return 'events' in found ? found.events : [];
    };
    const all = events(run.length);
    assert.equal(all.length, 4);
    for (const rows of range(run.length).slice(20))
      assert.deepEqual(events(rows), all.slice(0, events(rows).length));
  });
});
