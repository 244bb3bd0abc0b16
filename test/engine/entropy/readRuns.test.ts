import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { verdictOf } from '../../../src/core/entropy/diagnostics/runVerdict.ts';
import { defaultSetup, modelRun } from '../../../src/core/entropy/diagnostics/training.ts';
import { restPoints } from '../../../src/core/entropy/equilibriumModel.ts';
import { grpoModel } from '../../../src/core/entropy/grpo/grpoModel.ts';
import { readRuns } from '../../../src/engine/entropy/readRuns.ts';
import type { ColumnMapping, RunsResult } from '../../../src/language/log/runsInLog.ts';

const never = new AbortController().signal;
const read = (text: string, mapping: ColumnMapping = {}): Promise<RunsResult> =>
  readRuns({ content: text, mapping }, never, () => undefined);

const csv = (rows: readonly string[]): string => ['step,H,reward', ...rows].join('\n');
const decay = csv(
  Array.from({ length: 80 }, (_, i) => {
    const entropy = 1.2 * Math.exp(-i / 16) + 0.05;
    return `${i + 1},${entropy},${0.75 - 0.18 * Math.exp(entropy)}`;
  }),
);

describe('the example log', () => {
  it('is read in full, and tells of a collapse after its KL weight is lowered', async () => {
    const text = readFileSync('examples/kl-lowered.csv', 'utf8');
    assert.ok(text.length < 60_000);
    const { runs, problems } = await read(text);
    assert.deepEqual(problems, []);
    const [run] = runs;
    assert.deepEqual(run.problems, []);
    assert.equal(run.steps.length, 320);
    const found = Object.keys(run.mapping);
    for (const role of ['step', 'entropy', 'reward', 'validation', 'kl', 'clip', 'klWeight'])
      assert.ok(found.includes(role), role);
    const { placement, band } = modelRun(run, defaultSetup);
    assert.ok(placement.status === 'placed' && placement.weightsLogged);
    // Held between the folds at first, and beyond them in the end.
    const model = grpoModel({ kind: 'grpo', group: 8, deviation: 'unbiased' }, 10);
    const [first] = placement.steps;
    const stable = restPoints(model, first.control1, first.control2).filter((at) => at.stable);
    assert.equal(stable.length, 2);
    const verdict = verdictOf(run.report, placement, band);
    assert.equal(verdict.regime.code, 'collapsed');
    assert.ok(verdict.alarms.length === 1 && verdict.alarms[0].step > 160);
    assert.equal(verdict.agreement, 'agrees');
    assert.ok(
      verdict.placement.status === 'placed' &&
        verdict.placement.phase.code === 'monostable' &&
        verdict.placement.phase.state === 'collapsed',
    );
  });
});

describe('training logs in the engine', () => {
  it('are read with the column assignments of the user', async () => {
    const guessed = await read(decay);
    assert.deepEqual(guessed.columns, ['step', 'H', 'reward']);
    assert.equal(guessed.runs[0].mapping.entropy, undefined);
    assert.equal(guessed.runs[0].problems[0].code, 'no-entropy');
    const corrected = await read(decay, { entropy: 'H' });
    const [run] = corrected.runs;
    assert.equal(run.mapping.entropy, 'H');
    assert.equal(run.report.rows, 80);
    assert.ok(Math.abs(run.report.law!.fit!.a - 0.18) < 1e-9);
    assert.ok(run.series.reward instanceof Float64Array);
  });

  it('leave out a column that the user has removed', async () => {
    const [run] = (await read(decay, { entropy: 'H', reward: '' })).runs;
    assert.equal(run.mapping.reward, undefined);
    assert.equal(run.report.law, undefined);
  });

  it('keep the valid part of malformed ones', async () => {
    const { runs, problems } = await read('nothing of the kind');
    assert.equal(problems[0].severity, 'error');
    assert.equal(runs[0].steps.length, 0);
    assert.equal(runs[0].report.rows, 0);
    const one = await read(csv(['1,NaN,0.5', '2,0.3,inf']), { entropy: 'H' });
    assert.equal(one.runs[0].report.rows, 1);
  });

  it('can be cancelled', async () => {
    // Long enough for several slices; cancelled at the first progress report.
    const controller = new AbortController();
    const long = csv(Array.from({ length: 300_000 }, (_, i) => `${i},0.5,0.5`));
    const shares: number[] = [];
    const work = readRuns(
      { content: long, mapping: { entropy: 'H' } },
      controller.signal,
      ({ share }) => {
        shares.push(share);
        controller.abort();
      },
    );
    await assert.rejects(work, { name: 'AbortError' });
    assert.equal(shares.length, 1);
    assert.ok(shares[0] > 0 && shares[0] < 1, String(shares[0]));
  });
});
