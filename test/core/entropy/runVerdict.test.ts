import assert from 'node:assert/strict';
import type {
  PlacedRun,
  Phase,
  UnplacedRun,
} from '../../../src/core/entropy/diagnostics/placement.ts';
import type {
  RegimeCode,
  RegimeEvent,
  RunRegime,
} from '../../../src/core/entropy/diagnostics/regime.ts';
import { regimeOf } from '../../../src/core/entropy/diagnostics/regime.ts';
import {
  verdictOf,
  type Finding,
  type RunVerdict,
} from '../../../src/core/entropy/diagnostics/runVerdict.ts';
import { defaultSetup, modelRun } from '../../../src/core/entropy/diagnostics/training.ts';
import { verdictText, type VerdictText } from '../../../src/core/entropy/words/verdictText.ts';
import { withArguments, type Localizer } from '../../../src/core/localizer.ts';

const english: Localizer = { t: (message, ...args) => withArguments(message, args) };
const levels = {
  start: 1.2,
  end: 0.5,
  least: 0.1,
  most: 3,
  lastStep: 500,
  trend: 'level',
} as const;
const trends = ['level', 'falling', 'rising', 'unclear'] as const;
const event = (code: RegimeEvent['code'], step: number): RegimeEvent => ({ code, step });

/** All courses of up to four changes of level, as rows of entropy; the last level is long or short. */
function courses(): readonly (readonly number[])[] {
  const nats = { middle: 1, low: 0.1, high: 5 };
  type Level = keyof typeof nats;
  const all: (readonly Level[])[] = [['middle']];
  for (const course of all)
    if (course.length < 5)
      for (const next of Object.keys(nats) as Level[])
        if (next !== course.at(-1)) all.push([...course, next]);
  return all.flatMap((course) =>
    [40, 600].map((last) =>
      course.flatMap((level, i) =>
        Array.from({ length: i === course.length - 1 ? last : 40 }, () => nats[level]),
      ),
    ),
  );
}

/** An example of each regime that needs no change of level, or less than a whole one. */
const quiet: Readonly<Record<RegimeCode, readonly (readonly RegimeEvent[])[]>> = {
  held: [[]],
  falling: [[]],
  risen: [[]],
  reduced: [[]],
  collapsing: [[]],
  collapsed: [[event('collapse', 40)]],
  recovering: [[event('collapse', 40)]],
  recovered: [],
  exploded: [],
  returned: [],
  unstable: [],
};
const regimes: readonly RunRegime[] = [
  { code: 'noEntropy' },
  { code: 'tooShort', rows: 12, needed: 20 },
  { code: 'notAnEntropy', least: -0.3 },
  { code: 'notAnEntropy', least: 0 },
  ...(Object.keys(quiet) as RegimeCode[]).flatMap((code) =>
    quiet[code].flatMap((events) => trends.map((trend) => ({ code, ...levels, events, trend }))),
  ),
  ...courses().map((entropy) =>
    regimeOf(
      entropy.map((_, i) => i),
      entropy,
    ),
  ),
];

const phases: readonly Phase[] = [
  { code: 'unregularised' },
  { code: 'divergent' },
  { code: 'monostable', state: 'held', success: 0.35 },
  { code: 'monostable', state: 'collapsed', success: 0.97 },
  { code: 'monostable', state: 'only', success: 0.6 },
  { code: 'bistable', near: 'held', success: [0.35, 0.97] },
  { code: 'bistable', near: 'collapsed', success: [0.35, 0.97] },
  { code: 'multistable', count: 3 },
];
const unplaced: readonly UnplacedRun[] = [
  { status: 'notPlaceable', reason: 'noReward', strength: 0.1 },
  { status: 'notPlaceable', reason: 'notARate', range: [-1, 1.75], strength: 0.1 },
];
const placed: readonly PlacedRun[] = phases.flatMap((phase) =>
  (['noneRight', 'allRight', undefined] as const).flatMap((limit) =>
    [true, false].flatMap((weightsLogged) =>
      [true, false].map((klMeasured) => ({
        ...{ status: 'placed' as const, u: 2.5, success: 0.4, limit, reference: 0.3 },
        ...{ controls: { control1: 1, control2: 0.2 }, weightsLogged, klMeasured },
        ...{ weights: { kl: 0.2, entropyBonus: 0 }, thresholds: { hold: 0.1, undo: 0.45 } },
        ...{ steps: [], rest: [], phase, toFolds: { anchor: [0.1], strength: [-0.1, 0.25] } },
      })),
    ),
  ),
);
const findings: readonly Finding[] = [
  ...[
    'constantReward',
    'tooLittleSpent',
    'lawNotSupported',
    'indistinguishable',
    'linearBetter',
    'lawSupported',
  ],
  ...['ceilingUnpredictable', 'trainReward', 'notIdentifiable'],
  ...['slowing', 'notSlowing'],
] as Finding[];

const verdicts: readonly RunVerdict[] = regimes.flatMap((regime) =>
  [...placed, ...unplaced].map((placement) =>
    verdictOf({ regime, findings }, placement, undefined),
  ),
);
const allOf = ({ headline, model, notes, alarms, findings: found }: VerdictText) => [
  ...[headline, model, ...notes, ...alarms.map(({ text }) => text), ...found],
];

describe('the verdict on a run', () => {
  it('calls a run without entropy left from the start what it is', () => {
    const headline = (entropy: readonly number[]): string => {
      const regime = regimeOf(
        entropy.map((_, i) => i),
        entropy,
      );
      const { placement } = modelRun({ steps: new Float64Array(), series: {} }, defaultSetup);
      return verdictText(verdictOf({ regime, findings: [] }, placement, undefined), english)
        .headline;
    };
    const level = (value: number, rows: number): number[] => Array<number>(rows).fill(value);
    assert.match(headline(level(0, 40)), /^Entropy is 0 from the start/);
    assert.match(headline(level(-0.5, 40)), /goes down to −0\.5, so it is not an entropy/);
    assert.match(headline(level(1, 1)), /^Too short to judge: it has 1 of the 20 rows/);
    // A column with no number is not a column of the log.
    assert.match(headline([]), /no values of entropy/);
  });

  it('has a text in every state: whole sentences without a gap', () => {
    assert.ok(verdicts.length > 1000);
    for (const verdict of verdicts) {
      const texts = allOf(verdictText(verdict, english));
      for (const text of texts) {
        assert.match(text, /^[\p{L}].*\.$/u);
        assert.doesNotMatch(text, /\{\d\}|undefined|NaN|null/, JSON.stringify(verdict));
      }
      assert.equal(new Set(texts).size, texts.length, 'says nothing twice');
      assert.equal(
        texts.length,
        2 + verdictText(verdict, english).notes.length + verdict.alarms.length + findings.length,
      );
    }
  });

  it('never contradicts itself', () => {
    for (const verdict of verdicts) {
      const { headline, model, notes, alarms } = verdictText(verdict, english);
      const claims = [headline, model, ...notes, ...alarms.map(({ text }) => text)].join(' ');
      const reason = `${claims} ${JSON.stringify(verdict)}`;
      const both = (a: RegExp, b: RegExp): boolean => a.test(claims) && b.test(claims);
      assert.ok(!both(/\bheld\b/, /\bcollapsed\b|\bexploded\b|\bunstable\b/), reason);
      assert.ok(!both(/does not explain/, /expect it to fall|does not stay/), reason);
      // What the model expects is not what has already happened.
      const { code } = verdict.regime;
      if (code === 'collapsed' || code === 'collapsing')
        assert.doesNotMatch(model, /expect it to fall|does not stay|on the way/, reason);
      if (code === 'held') assert.doesNotMatch(claims, /below a quarter|above twice/, reason);
      // A run with a logged weight is not said to have none.
      if (verdict.placement.status === 'placed' && verdict.placement.weightsLogged)
        assert.doesNotMatch(claims, /not in the log|probably above 0/, reason);
    }
  });

  it('raises only those alarms that its regime consists of', () => {
    for (const { regime, alarms } of verdicts) {
      const events = 'events' in regime ? regime.events : [];
      assert.ok(
        alarms.every(({ code, step }) =>
          events.some((one) => one.code === code && one.step === step),
        ),
      );
      if (['held', 'risen', 'reduced', 'collapsing', 'noEntropy', 'tooShort'].includes(regime.code))
        assert.deepEqual(alarms, []);
    }
  });

  it('is plain data: it survives JSON, and so does its text', () => {
    for (const verdict of verdicts) {
      const copy = JSON.parse(JSON.stringify(verdict)) as RunVerdict;
      assert.deepEqual(verdictText(copy, english), verdictText(verdict, english));
      assert.ok(JSON.stringify(verdict).length < 2000, 'without the path of the run');
    }
  });

  it('has one text per state: different states read differently', () => {
    const reached = new Set(regimes.map(({ code }) => code));
    for (const code of Object.keys(quiet)) assert.ok(reached.has(code as RegimeCode), code);
    // Of each regime, the words without the numbers.
    const wordsOf = new Map(
      regimes.map((regime) => {
        const { headline } = verdictText(
          verdictOf({ regime, findings: [] }, placed[0], undefined),
          english,
        );
        return [headline.replace(/[\d.]+/g, '#'), regime.code];
      }),
    );
    for (const code of reached) assert.ok([...wordsOf.values()].includes(code), code);
    const texts = new Set(
      findings.map(
        (finding) => verdictText({ ...verdicts[0], findings: [finding] }, english).findings[0],
      ),
    );
    assert.equal(texts.size, findings.length);
  });

  it('finds that a run whose reward goes from 0.345 to 0 is placed, on the edge without weights', () => {
    const rows = Array.from({ length: 100 }, (_, i) => i);
    const reward = rows.map((i) => (i < 30 ? 0.345 : 0));
    const columns = { steps: rows, series: { reward, entropy: rows.map(() => 1) } };
    const { placement, band } = modelRun(columns, defaultSetup);
    assert.ok(placement.status === 'placed');
    const { model, notes } = verdictText(
      verdictOf({ regime: { code: 'held', ...levels, events: [] }, findings: [] }, placement, band),
      english,
    );
    assert.match(model, /With β = τ = 0/);
    assert.match(notes[0], /No answer was right at the end/);
  });
});
