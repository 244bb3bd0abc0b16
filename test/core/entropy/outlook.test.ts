import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assumedSetup } from '../../../src/core/entropy/diagnostics/assumedSetup.ts';
import {
  outlookOf,
  placeOf,
  possibleKls,
  type BetaPlace,
  type Blind,
  type KlOutlook,
  type Outlook,
} from '../../../src/core/entropy/diagnostics/outlook.ts';
import {
  placeRunBand,
  thresholdBand,
} from '../../../src/core/entropy/diagnostics/placementBand.ts';
import type { KindBand } from '../../../src/core/entropy/diagnostics/placementBand.ts';
import { disagreementOf } from '../../../src/core/entropy/diagnostics/runVerdict.ts';
import { placeRun } from '../../../src/core/entropy/diagnostics/placement.ts';
import { trackOf } from '../../../src/core/entropy/diagnostics/runTrack.ts';
import {
  setupEstimators,
  type TrainingSetup,
} from '../../../src/core/entropy/diagnostics/training.ts';
import { restPoints, type RestPoint } from '../../../src/core/entropy/equilibriumModel.ts';
import type { Estimator } from '../../../src/core/entropy/grpo/estimator.ts';
import { decisionLogit } from '../../../src/core/entropy/grpo/gain.ts';
import { grpoModel } from '../../../src/core/entropy/grpo/grpoModel.ts';
import { klGradients, type KlGradient } from '../../../src/core/entropy/grpo/klGradient.ts';
import { klSection } from '../../../src/core/entropy/grpo/klThresholds.ts';
import type { GrpoSettings } from '../../../src/core/entropy/modelView.ts';
import { judgedRun } from '../../../src/core/entropy/words/judgedRun.ts';
import {
  outlookSummary,
  outlookText,
  outward,
} from '../../../src/core/entropy/words/outlookText.ts';
import { runMarkdown } from '../../../src/core/entropy/words/runMarkdown.ts';
import { withArguments, type Localizer } from '../../../src/core/localizer.ts';
import { readRuns } from '../../../src/engine/entropy/readRuns.ts';
import { draws } from '../../draws.ts';
import { close } from './oracles.ts';

const english: Localizer = { t: (message, ...args) => withArguments(message, args) };
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const free = -Math.log(15);

const estimators: fc.Arbitrary<Estimator> = fc
  .record({ kind: fc.constantFrom(...setupEstimators), group: fc.constantFrom(4, 8, 16) })
  .map(({ kind, group }) =>
    kind === 'rloo'
      ? { kind }
      : kind === 'grpo'
        ? { kind, group, deviation: 'unbiased' }
        : { kind, group },
  );
const settings = fc.record({
  estimator: estimators,
  klGradient: fc.constantFrom(...klGradients),
  /** From one in ten thousand to nine in ten. */
  success: fc.double({ min: -9.2, max: -0.1, noNaN: true }).map(Math.exp),
  bonus: fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 0.03, noNaN: true })),
});

function sectionOf(
  {
    estimator,
    klGradient,
    success,
    bonus,
  }: {
    readonly estimator: Estimator;
    readonly klGradient: KlGradient;
    readonly success: number;
    readonly bonus: number;
  },
  decisions: number,
) {
  const force = klGradient === 'reverse' ? { klGradient } : { klGradient, bonus, free };
  const model = grpoModel(estimator, decisions, force);
  const reference = decisionLogit(success, decisions);
  const folds = model.turningPoints(reference).filter(({ state }) => state > reference).length;
  const restAt = (beta: number): readonly RestPoint[] => {
    const [anchor, strength] =
      klGradient === 'reverse'
        ? [(beta * reference + bonus * free) / (beta + bonus), beta + bonus]
        : [reference, beta];
    return restPoints(model, anchor, strength);
  };
  return { ...klSection(model, { bonus, free }, reference), restAt, folds };
}

describe('the thresholds of β', () => {
  it('are those of the design page', () => {
    const at = (success: number, decisions: number, klGradient: KlGradient) =>
      sectionOf(
        {
          estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
          klGradient,
          success,
          bonus: 0,
        },
        decisions,
      ).thresholds;
    const successAt = (u: number, decisions: number): number => (1 + Math.exp(-u)) ** -decisions;
    const ten = at(successAt(0.4, 10), 10, 'k3')!;
    close(ten.hold, 0.1986525140059821);
    close(ten.undo!, 0.2341622231881669);
    const thirty = at(successAt(1, 30), 30, 'k3')!;
    close(thirty.hold, 0.00544985148978639);
    close(thirty.undo!, 0.09566933089108191);
    const reverse = at(successAt(0.4, 10), 10, 'reverse')!;
    assert.ok(Math.abs(reverse.hold - 0.211) < 1e-3 && Math.abs(reverse.undo! - 0.481) < 1e-3);
    assert.equal(at(successAt(0.4, 1), 1, 'k3'), undefined);
  });

  it('enclose the weights at which entropy may be high or low', () => {
    fc.assert(
      fc.property(settings, fc.constantFrom(3, 10, 30), (setting, decisions) => {
        const { thresholds, restAt, folds } = sectionOf(setting, decisions);
        if (!thresholds) return;
        const { hold, undo } = thresholds;
        // Too close to a cusp, or beyond the logits that are searched.
        if (undo !== undefined && (undo < 1.01 * hold || undo > 1e3 * hold)) return;
        const inside = undo === undefined ? 1.5 * hold : Math.sqrt(Math.max(hold, undo / 4) * undo);
        const stable = restAt(inside).map((point) => point.stable);
        // Above the unstable state there is another stable one, unless nothing holds a policy there.
        assert.deepEqual(stable.slice(0, 2), [true, false], `at ${inside} of ${hold} … ${undo}`);
        if (undo !== undefined)
          assert.deepEqual(
            restAt(1.01 * undo).map((point) => point.stable),
            [true],
            `above ${undo}`,
          );
        // With several pairs of folds, or a clamp, there may be another state between high and low.
        if (hold > 0 && folds <= 2 && setting.klGradient !== 'k3Clamped')
          assert.ok(restAt(0.99 * hold).length <= 1, `below ${hold}`);
      }),
      { numRuns: draws(60) },
    );
  });

  it('begin at 0 where the entropy bonus alone pulls back from the reference', () => {
    const free = Math.log(1 / 15);
    for (const [klGradient, decisions, group, reference, bonus] of [
      ['reverse', 4, 4, -0.63, 0.071],
      ['k3', 27, 16, 0.29, 0.017],
      ['k3Clamped', 8, 4, 0.5, 0.057],
    ] as const) {
      const force = klGradient === 'reverse' ? { klGradient } : { klGradient, bonus, free };
      const estimator = { kind: 'grpo', group, deviation: 'unbiased' } as const;
      const model = grpoModel(estimator, decisions, force);
      const { thresholds } = klSection(model, { bonus, free }, reference);
      assert.equal(thresholds?.hold, 0, klGradient);
      const states = (beta: number): number => {
        const anchor = (beta * reference + bonus * free) / (beta + bonus);
        return klGradient === 'reverse'
          ? model.equilibria(anchor, beta + bonus).length
          : model.equilibria(reference, beta).length;
      };
      assert.equal(states(0.99 * thresholds.undo!), 3, klGradient);
      assert.equal(states(1.01 * thresholds.undo!), 1, klGradient);
    }
  });

  it('lie where β of a state turns', () => {
    fc.assert(
      fc.property(settings, fc.constantFrom(3, 10), (setting, decisions) => {
        const { thresholds, betaAt } = sectionOf(setting, decisions);
        if (!thresholds || thresholds.hold === 0 || setting.klGradient === 'k3Clamped') return;
        // So close to a cusp, β hardly turns, perhaps far beyond these states.
        if (thresholds.undo !== undefined && thresholds.undo < 1.01 * thresholds.hold) return;
        const from = decisionLogit(setting.success, decisions);
        const betas = range(2000).map((i) => betaAt(from + 0.01 * (i + 1)));
        // β falls from the reference to the first threshold.
        const turn = betas.findIndex((beta, i) => beta < (betas[i + 1] ?? -Infinity));
        assert.ok(turn >= 0 && Math.abs(betas[turn] / thresholds.hold - 1) < 1e-3);
      }),
      { numRuns: draws(40) },
    );
  });
});

const reward = range(200).map((i) => 0.02 + i / 400);
const entropy = range(200).map((i) => 1.3 * Math.exp(-i / 60) + 0.1);
const columns = { steps: range(200), series: { reward, entropy } };

describe('the band of a run', () => {
  const bandOf = (
    setting: Parameters<typeof sectionOf>[0],
    kinds: readonly KlGradient[],
    usual = 10,
    kl = 0.1,
  ) => {
    const settingsOf = (decisions: number, klGradient: KlGradient): GrpoSettings => ({
      kind: 'grpo',
      estimator: setting.estimator,
      decisions,
      klGradient,
      tokens: { right: 1, wrong: 15, criticalShare: 1 },
    });
    const given = { kl, entropyBonus: setting.bonus, credit: 1, referenceSuccess: setting.success };
    const track = trackOf({
      ...columns,
      reward,
      entropy,
      klWeight: undefined,
      entropyBonus: undefined,
    });
    const placement = (decisions: number, kind: KlGradient) => {
      const placed = placeRun(track, settingsOf(decisions, kind), given);
      assert.ok(placed.status === 'placed');
      return placed;
    };
    return { band: placeRunBand(track, settingsOf, given, { usual, kinds })!, placement };
  };

  it('has the place of the run and every other one with T from 3 to 30', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 30 }), (setting, usual) => {
        const { klGradient } = setting;
        const { band, placement } = bandOf(setting, [klGradient], usual);
        const [{ hold, undo, models, folded }] = band.kinds;
        assert.deepEqual(band.decisions, [Math.min(3, usual), 30]);
        assert.equal(models, band.members.length);
        const own = band.members.find(({ decisions }) => decisions === usual);
        assert.deepEqual(own?.placement, placement(usual, klGradient));
        const inside = (x: number, [least, most]: readonly [number, number]): boolean =>
          x >= least / 1.05 - 1e-6 && x <= most * 1.05 + 1e-6;
        for (let decisions = 3; decisions <= 30; decisions++) {
          const { thresholds } = placement(decisions, klGradient);
          if (!thresholds) continue;
          assert.ok(folded > 0 && hold);
          assert.ok(
            inside(thresholds.hold, hold),
            `T = ${decisions}: ${thresholds.hold} in ${hold.join()}`,
          );
          if (thresholds.undo !== undefined)
            assert.ok(
              undo && inside(thresholds.undo, undo),
              `T = ${decisions}: ${thresholds.undo}`,
            );
        }
      }),
      { numRuns: draws(12) },
    );
  });

  it('of one model is its own thresholds', () => {
    for (const undo of [0.4, undefined]) {
      const { hold, undo: most, models, folded, lasting } = thresholdBand([{ hold: 0.1, undo }]);
      assert.deepEqual([hold, most], [[0.1, 0.1], undo && [0.4, 0.4]]);
      assert.deepEqual([models, folded, lasting], [1, 1, undo === undefined ? 1 : 0]);
    }
    const { hold, undo, folded } = thresholdBand([undefined]);
    assert.deepEqual([hold, undo, folded], [undefined, undefined, 0]);
  });

  it('over all kinds is the union of the bands of each', () => {
    const estimator: Estimator = { kind: 'grpo', group: 8, deviation: 'unbiased' };
    const setting = { estimator, klGradient: 'k3', success: 0.001, bonus: 0 } as const;
    const { band } = bandOf(setting, klGradients);
    for (const kind of band.kinds)
      assert.deepEqual(bandOf(setting, [kind.klGradient]).band.kinds, [kind]);
    // It takes much more to undo with the clamp.
    const [, k3, clamped] = band.kinds;
    assert.ok(clamped.undo![0] > 5 * k3.undo![1]);
  });

  it('tells whether its models predict the same', () => {
    const estimator: Estimator = { kind: 'grpo', group: 8, deviation: 'unbiased' };
    const setting = { estimator, klGradient: 'k3', success: 0.0019, bonus: 0 } as const;
    const at = (kl: number) => {
      const { band } = bandOf(setting, klGradients, 10, kl);
      const places = new Set(
        band.kinds.map(({ hold, undo, lasting }) => placeOf(kl, { hold, undo, lasting })),
      );
      return { places: [...places], disagreement: disagreementOf(band) };
    };
    assert.deepEqual(at(0.001), { places: ['below'], disagreement: undefined });
    assert.deepEqual(at(100), { places: ['above'], disagreement: undefined });
    const among = at(0.3).disagreement!;
    assert.ok(among.high > 0 && among.low > 0);
  });
});

describe('the outlook of a run', () => {
  const csv = (lines: readonly string[]): string =>
    `step,entropy,reward,actor/kl_coef\n${lines.join('\n')}\n`;
  const read = async (content: string) => {
    const never = new AbortController().signal;
    const { runs } = await readRuns({ content, mapping: {} }, never, () => undefined);
    return judgedRun(runs[0], assumedSetup(runs[0], {}, undefined), english);
  };

  it('depends neither on the unit of the steps nor on the order of the rows', async () => {
    const rows = (unit: number): string[] =>
      range(200).map((i) => `${unit * (i + 1)},${entropy[i]},${reward[i]},0.02`);
    const { outlook, outlookText: words } = await read(csv(rows(1)));
    assert.equal(outlook.kl.status, 'band');
    for (const other of [rows(1000), rows(1).reverse()]) {
      const again = await read(csv(other));
      assert.deepEqual(again.outlook, outlook);
      assert.deepEqual(again.outlookText, words);
    }
  });

  it('has all KL gradients, or the one that is known', () => {
    const run = { mapping: {}, series: {} };
    assert.deepEqual(possibleKls(assumedSetup(run, {}, undefined)), klGradients);
    for (const klGradient of klGradients)
      assert.deepEqual(possibleKls(assumedSetup(run, { klGradient }, undefined)), [klGradient]);
  });

  it('bounds how many groups are all right by the mean reward', () => {
    // The logits of the prompts, from which the share of each kind of group follows.
    const prompts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(prompts, fc.constantFrom(2, 8, 16), (rates, group) => {
        const mean = (f: (p: number) => number): number =>
          rates.reduce((sum, p) => sum + f(p), 0) / rates.length;
        const right = mean((p) => p ** group);
        const wrong = mean((p) => (1 - p) ** group);
        const rate = mean((p) => p);
        const zeroDeviation = range(40).map(() => right + wrong);
        const setup: Partial<TrainingSetup> = { group };
        const run = {
          steps: range(40),
          series: { reward: range(40).map(() => rate), zeroDeviation },
          mapping: { zeroDeviation: 'frac_reward_zero_std' },
        };
        const assumed = assumedSetup({ mapping: {}, series: {} }, setup, undefined);
        const report = { pace: undefined, regime: { code: 'noEntropy' } } as never;
        const placement = {
          ...{
            status: 'placed',
            success: rate,
            limit: rate <= 0 ? 'noneRight' : rate >= 1 ? 'allRight' : undefined,
          },
        } as never;
        const { groups } = outlookOf(
          { ...run, report },
          { placement, band: undefined } as never,
          assumed,
        );
        const [least, most] = groups!.allRight!;
        assert.ok(right >= least - 1e-9 && right <= most + 1e-9, `${right} in ${least} … ${most}`);
      }),
    );
  });

  it('places β among the thresholds', () => {
    const bands = { hold: [0.1, 0.2], undo: [0.3, 0.5], lasting: 0 } as const;
    const places = ([0, 0.05, 0.15, 0.25, 0.4, 0.6] as const).map((beta) => placeOf(beta, bands));
    assert.deepEqual(places, ['zero', 'below', 'amongHold', 'holds', 'amongUndo', 'above']);
    assert.equal(placeOf(9, { ...bands, lasting: 1 }), 'amongUndo');
    assert.equal(placeOf(9, { ...bands, undo: undefined, lasting: 3 }), 'holds');
    assert.equal(placeOf(9, { hold: undefined, undo: undefined, lasting: 0 }), undefined);
  });
});

const kinds: readonly KindBand[] = [
  {
    klGradient: 'reverse',
    models: 7,
    folded: 7,
    lasting: 0,
    hold: [0.08, 0.18],
    undo: [0.38, 0.48],
  },
  { klGradient: 'k3', models: 9, folded: 3, lasting: 0, hold: [0.07, 0.2], undo: [0.1, 0.3] },
  { klGradient: 'k3', models: 9, folded: 0, lasting: 0, hold: undefined, undo: undefined },
  { klGradient: 'k3Clamped', models: 7, folded: 7, lasting: 7, hold: [0.07, 0.2], undo: undefined },
  { klGradient: 'k3Clamped', models: 9, folded: 8, lasting: 2, hold: [0, 0.2], undo: [1, 9] },
];
const places: readonly (BetaPlace | undefined)[] = [
  ...(['zero', 'below', 'amongHold', 'holds', 'amongUndo', 'above'] as const),
  undefined,
];
const blinds: readonly Blind[] = [
  ...(['decisions', 'klGradient', 'klWeight', 'estimator', 'reference', 'covariance'] as const),
  ...(['groups', 'template', 'cause'] as const),
];
const outlooks: readonly Outlook[] = [...kinds.map((kind) => [kind]), kinds]
  .flatMap((some) =>
    places.flatMap((place) =>
      [undefined, 0.02].flatMap((beta) =>
        [0, 0.001].map((entropyBonus): KlOutlook => ({
          ...{
            status: 'band',
            beta,
            entropyBonus,
            reference: 0.3,
            decisions: [3, 30],
            kinds: some,
          },
          place: beta === undefined ? undefined : place,
        })),
      ),
    ),
  )
  .concat([
    { status: 'notPlaceable', reason: 'noReward' },
    { status: 'notPlaceable', reason: 'notARate' },
  ])
  .flatMap((kl, i): Outlook[] => [
    {
      entropy: [
        undefined,
        { start: 1.2, now: 0.3, spent: 0.75 },
        { start: 1, now: 1.5, spent: -0.5 },
      ][i % 3],
      covariance: [undefined, 0.02, -0.02, 0][i % 4],
      groups: [
        undefined,
        { withoutSpread: 0.6, allRight: undefined },
        { withoutSpread: 0.6, allRight: [0.1, 0.4] as const },
        { withoutSpread: 0.6, allRight: [0.6, 0.6] as const },
        { withoutSpread: 0, allRight: [0, 0] as const },
      ][i % 5],
      kl,
      cannotTell: blinds,
    },
  ]);

describe('the words of an outlook', () => {
  it('are whole sentences in every state, and different states read differently', () => {
    assert.ok(outlooks.length > 100);
    for (const outlook of outlooks) {
      const { rows, cannotTell } = outlookText(outlook, english);
      for (const { name, text } of rows) {
        assert.match(name, /\S/);
        assert.match(text, /^[\p{L}\d−].*\.$/u);
        assert.doesNotMatch(text, /\{\d\}|undefined|NaN|null|∞/, JSON.stringify(outlook));
      }
      assert.equal(new Set(cannotTell).size, blinds.length);
    }
    const states = places.map((place) => {
      const kl: KlOutlook = {
        ...{ status: 'band', beta: 0.02, entropyBonus: 0, reference: 0.3, decisions: [3, 30] },
        ...{ kinds, place },
      };
      return outlookText({ ...outlooks[0], kl }, english)
        .rows.at(-1)!
        .text.replace(/[\d.]+/g, '#');
    });
    assert.equal(new Set(states).size, places.length);
  });

  it('has a summary of at most four short lines, which tells every state from the others', () => {
    for (const outlook of outlooks) {
      const rows = outlookSummary(outlook, english);
      if (outlook.kl.status !== 'band') {
        assert.deepEqual(rows, []);
        continue;
      }
      assert.ok(rows.length >= 2 && rows.length <= 4);
      assert.ok(rows.some(({ name }) => name === 'This run'));
      for (const { name, text } of rows) {
        assert.ok(name.length <= 25 && text.length <= 30, `${name}: ${text}`);
        assert.doesNotMatch(text, /\{\d\}|undefined|NaN|null|∞/, JSON.stringify(outlook));
      }
    }
    const own = places.map((place) => {
      const kl: KlOutlook = {
        ...{ status: 'band', beta: 0.02, entropyBonus: 0, reference: 0.3, decisions: [3, 30] },
        ...{ kinds, place },
      };
      return outlookSummary({ ...outlooks[0], kl }, english)
        .find(({ name }) => name === 'This run')!
        .text.replace(/[\d.]+/g, '#');
    });
    assert.equal(new Set(own).size, places.length);
  });

  it('round ranges outwards, to two digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        const [low, high] = [outward(x, Math.floor), outward(x, Math.ceil)];
        assert.ok(low <= x * (1 + 1e-11) && high >= x * (1 - 1e-11) && high / low < 1.11);
        for (const rounded of [low, high]) assert.equal(Number(rounded.toPrecision(2)), rounded);
        assert.equal(outward(low, Math.ceil), low);
        assert.equal(outward(high, Math.floor), high);
      }),
    );
    assert.equal(outward(0, Math.ceil), 0);
  });
});

describe('the report on a run as Markdown', () => {
  it('has all that the outlook says, and nothing in it is markup', () => {
    const run = {
      ...columns,
      mapping: {},
      report: { regime: { code: 'noEntropy' }, pace: undefined, findings: [] } as never,
    };
    const judged = judgedRun(
      run,
      assumedSetup({ mapping: {}, series: {} }, {}, undefined),
      english,
    );
    const text = runMarkdown('a_b | *c* <d>\n# e', judged, undefined, english);
    const [title, ...lines] = text.split('\n');
    assert.equal(title, '## a\\_b \\| \\*c\\* \\<d\\> \\# e');
    for (const { name, text } of judged.outlookText.rows)
      assert.ok(lines.includes(`| ${name} | ${text} |`), name);
    for (const one of judged.outlookText.cannotTell) assert.ok(lines.includes(`- ${one}`), one);
    assert.ok(text.endsWith('\n') && !text.includes('\n\n\n'));
  });
});
