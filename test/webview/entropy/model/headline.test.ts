import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../../scripts/project.mjs';
import type { ControlSettings } from '../../../../src/core/entropy/controls.ts';
import { controlsOf } from '../../../../src/core/entropy/controls.ts';
import { restPoints } from '../../../../src/core/entropy/equilibriumModel.ts';
import type { Estimator } from '../../../../src/core/entropy/grpo/estimator.ts';
import { lowestWell, settle, type Convention } from '../../../../src/core/entropy/hysteresis.ts';
import { modelViewOf, type ModelView } from '../../../../src/core/entropy/modelView.ts';
import type { ModelState } from '../../../../src/core/entropy/quasiStaticPath.ts';
import { parseEntropySpec } from '../../../../src/language/entropy/parse.ts';
import { headlineOf } from '../../../../src/webview/entropy/model/headline.ts';
import { intervened, opened } from '../../../../src/webview/entropy/model/reducers.ts';
import { initialState } from '../../../../src/webview/entropy/model/state.ts';

const estimators: readonly Estimator[] = [
  { kind: 'grpo', group: 8, deviation: 'unbiased' },
  { kind: 'grpo', group: 64, deviation: 'unbiased' },
  { kind: 'rloo' },
  { kind: 'maxRl', group: 8 },
  { kind: 'dynamicSampling', group: 8 },
];
const trainings = estimators.flatMap((estimator) =>
  [1, 10].map((decisions) =>
    modelViewOf({
      ...{ kind: 'grpo', estimator, decisions },
      tokens: { right: 1, wrong: 15, criticalShare: 1 },
      klGradient: 'reverse',
    }),
  ),
);

/** How far a threshold of two digits may be from its text. */
const roundingError = 1.11;

/** A number as the headline writes it. */
function numberIn(text: string): number {
  const [, mantissa, exponent = '⁰'] = /^([−\d.]+?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text) ?? [];
  assert.ok(mantissa, text);
  const digits = Array.from(exponent, (c) => (c === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))).join('');
  return Number(mantissa.replace('−', '-')) * 10 ** Number(digits);
}

const number = '([−\\d.]+(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)';
const weight = '(?:β|τ|β \\+ τ)';

interface Situation {
  readonly view: ModelView;
  readonly place: ModelState;
  /** From the weight in the text to the strength B. */
  readonly strength: (weight: number) => number;
}

/** The state after a slow change of the strength, and whether it has jumped. */
function moved(
  { view: { model }, place }: Situation,
  from: number,
  strength: number,
): { readonly state: number; readonly jumped: boolean } {
  const state = settle(model, from, place.control1, strength);
  const [low, high] = [Math.min(from, state), Math.max(from, state)];
  return { state, jumped: model.foldStates(strength).some((fold) => low < fold && fold < high) };
}

type Check = (at: Situation, numbers: readonly number[]) => void;

/** What each headline of a training claims, checked with the flow of the model alone. */
const claims: readonly (readonly [name: string, pattern: RegExp, check: Check])[] = [
  [
    'held',
    new RegExp(
      `^Entropy is held at ${number} nats\\. It collapses if ${weight} falls below ${number}, and then recovers only above ${number}\\.$`,
    ),
    (at, [, collapse, recovery]) => {
      const after = collapses(at, collapse);
      recoversOnlyAbove(at, after, recovery);
      assert.ok(restPoints(at.view.model, at.place.control1, at.place.control2).length >= 3);
    },
  ],
  [
    'held for good',
    new RegExp(
      `^Entropy is held at ${number} nats\\. It collapses if ${weight} falls below ${number}, and then nothing brings it back\\.$`,
    ),
    (at, [, collapse]) => {
      const after = collapses(at, collapse);
      for (const strength of [1, 10, 100])
        assert.ok(!moved(at, Math.min(60, after), strength).jumped);
    },
  ],
  [
    'held, and collapses undone',
    new RegExp(
      `^Entropy is held at ${number} nats: ${weight} = ${number} would even undo a collapse\\. It collapses if ${weight} falls below ${number}\\.$`,
    ),
    (at, [, , collapse]) => {
      collapses(at, collapse);
      const { model } = at.view;
      const { control1, control2, state } = at.place;
      near(settle(model, 60, control1, control2), state);
    },
  ],
  [
    'collapsed, but preventable',
    new RegExp(
      `^Entropy has collapsed to ${number} nats\\. ${weight} = ${number} would have prevented this, but undoing it takes more than ${number}\\.$`,
    ),
    (at, [, , recovery]) => {
      const [lowest] = restPoints(at.view.model, at.place.control1, at.place.control2);
      assert.ok(lowest.stable && lowest.state < at.place.state);
      recoversOnlyAbove(at, at.place.state, recovery);
    },
  ],
  [
    'collapsed',
    new RegExp(
      `^Entropy has collapsed to ${number} nats\\. ${weight} = ${number} is too weak: preventing this takes more than ${number}, undoing it more than ${number}\\.$`,
    ),
    (at, [, , prevention, recovery]) => {
      preventionTakesMore(at, prevention);
      recoversOnlyAbove(at, at.place.state, recovery);
    },
  ],
  [
    'collapsed near a cusp',
    new RegExp(
      `^Entropy has collapsed to ${number} nats\\. ${weight} = ${number} is too weak: preventing or undoing this takes more than ${number}\\.$`,
    ),
    (at, [, , recovery]) => {
      preventionTakesMore(at, recovery);
      recoversOnlyAbove(at, at.place.state, recovery);
    },
  ],
  [
    'held by anything',
    new RegExp(
      `^Entropy is held at ${number} nats, and even ${weight} = ${number} would hold it\\.$`,
    ),
    (at, [, least]) =>
      assert.equal(jumpsUntil(at, at.place.state, at.place.control2, at.strength(least)), 0),
  ],
  [
    'between two jumps',
    new RegExp(
      `^Entropy is ${number} nats, between two jumps: it collapses if ${weight} falls below ${number}, and recovers only above ${number}\\.$`,
    ),
    (at, [, collapse, recovery]) => {
      collapses(at, collapse);
      recoversOnlyAbove(at, at.place.state, recovery);
    },
  ],
  [
    'gradual',
    new RegExp(
      `^Entropy is ${number} nats and changes gradually with ${weight}: from here, nothing jumps\\.$`,
    ),
    (at) => {
      for (const factor of [0.85, 1.15])
        for (let i = 1, state = at.place.state; i < 30; i++) {
          const next = moved(at, state, at.place.control2 * factor ** i);
          assert.ok(!next.jumped);
          state = next.state;
        }
    },
  ],
  [
    'too weak for anything',
    new RegExp(`^${weight} = ${number} is too weak to hold any entropy: it declines to zero\\.$`),
    ({ view, place: { control1, control2 } }) =>
      assert.ok(!restPoints(view.model, control1, control2).some(({ stable }) => stable)),
  ],
  [
    'at a tipping point',
    new RegExp(
      `^Entropy is ${number} nats, at a tipping point: the slightest push decides whether it collapses\\.$`,
    ),
    ({ view: { model }, place: { control1, control2, state } }) => {
      assert.ok(settle(model, state + 1e-4, control1, control2) > state + 1e-3);
      assert.ok(settle(model, state - 1e-4, control1, control2) < state - 1e-3);
    },
  ],
  [
    'if the better state wins',
    new RegExp(
      `^Entropy is ${number} nats\\. If the better state always wins, it is held while ${weight} is above ${number}, and collapsed below\\.$`,
    ),
    ({ view: { model }, place, strength }, [, even]) => {
      const [below, above] = [0.98, 1.02].map((factor) =>
        lowestWell(model, place.control1, factor * strength(even)),
      );
      assert.ok(below! > above!);
    },
  ],
];

/** Checks that the state collapses below the weight, and not well above it; returns it afterwards. */
function collapses(at: Situation, weightBelow: number): number {
  const strength = at.strength(weightBelow);
  assert.ok(strength <= at.place.control2);
  const early = Math.min(at.place.control2, strength * roundingError);
  assert.equal(jumpsUntil(at, at.place.state, at.place.control2, early), 0, 'it holds until then');
  assert.ok(jumpsUntil(at, at.place.state, early, strength * (1 - 1e-9)) > 0, 'it collapses');
  return settle(at.view.model, at.place.state, at.place.control1, strength * (1 - 1e-9));
}

/** Checks that what is held with more weight is lost at the weight, and not long before. */
function preventionTakesMore(at: Situation, weightAbove: number): void {
  const strength = at.strength(weightAbove);
  const [held] = restPoints(at.view.model, at.place.control1, strength * roundingError);
  const end = strength * (1 - 1e-9);
  assert.ok(jumpsUntil(at, held.state, strength * roundingError, end) > 0, 'it is lost');
}

function recoversOnlyAbove(at: Situation, collapsed: number, weightAbove: number): void {
  const strength = at.strength(weightAbove);
  assert.ok(!moved(at, collapsed, strength).jumped, 'not yet');
  assert.ok(jumpsUntil(at, collapsed, strength, strength * roundingError) < 0, 'it recovers');
}

/** The direction of the first jump on the way from one strength to another; 0 without one. */
function jumpsUntil(at: Situation, from: number, start: number, end: number): number {
  const steps = 60;
  let state = from;
  for (let i = 0; i <= steps; i++) {
    const next = moved(at, state, start + ((end - start) * i) / steps);
    if (next.jumped) return Math.sign(next.state - state);
    state = next.state;
  }
  return 0;
}

function near(a: number, b: number): void {
  assert.ok(Math.abs(a - b) < 1e-6 * (1 + Math.abs(b)), `${a} ${b}`);
}

describe('the headline of a model', () => {
  it('of a training is true, whatever its state', () => {
    const seen = new Map<string, number>();
    const check = (at: Situation, controls: ControlSettings, convention: Convention): void => {
      const { view: modelView, place } = at;
      const text = headlineOf({ modelView, controls, place, choices: { convention } });
      const matches = claims.filter(([, pattern]) => pattern.test(text));
      assert.equal(matches.length, 1, text);
      const [[name, pattern, verify]] = matches;
      seen.set(name, (seen.get(name) ?? 0) + 1);
      const numbers = (pattern.exec(text) ?? []).slice(1).map(numberIn);
      try {
        verify(at, numbers);
      } catch (error) {
        const { control1, control2, state } = place;
        throw new Error(`${text} (${control1}, ${control2}, ${state})`, { cause: error });
      }
      if (!text.startsWith('Entropy')) return;
      const entropy = modelView.entropy!(place.state);
      if (entropy < 1e-12) assert.equal(numbers[0], 0, text);
      else assert.ok(Math.abs(numbers[0] / entropy - 1) < 0.051, `${text} ${entropy}`);
    };
    for (const view of trainings)
      // The last anchor is near the cusp of eight answers with ten decisions.
      for (const anchor of [-3.9, -3, -2, -1.2, -0.5, 0.1, 0.4, 0.8, 1.5, 2.5, 1.05])
        for (const strength of [0.03, 0.1, 0.2, 0.3, 0.48, 0.9]) {
          const credit = strength === 0.3 ? 0.5 : 1;
          const total = strength * credit;
          const mixes = strength === 0.2 ? [0, 0.4, 1] : [1];
          const points = restPoints(view.model, anchor, strength).map(({ state }) => state);
          for (const mix of mixes)
            for (const state of points.length > 0 ? points : [60]) {
              const place = { control1: anchor, control2: strength, state };
              const at = { view, place, strength: (value: number) => value / credit };
              const controls: ControlSettings = {
                ...{ kl: mix * total, entropyBonus: (1 - mix) * total, credit },
                ...{ kind: 'grpo', referenceSuccess: 0.01 },
              };
              check(at, controls, 'delay');
              if (strength === 0.3) check(at, controls, 'maxwell');
            }
        }
    const never = claims.map(([name]) => name).filter((name) => !seen.has(name));
    assert.deepEqual(
      never.filter((name) => !rare.includes(name)),
      [],
      JSON.stringify([...seen]),
    );
  });

  /** Headlines that no state of the usual estimators has. */
  const rare = ['between two jumps'];

  it('names the weight that can be turned', () => {
    const text = (kl: number, entropyBonus: number): string => {
      const controls = {
        kind: 'grpo',
        kl,
        entropyBonus,
        referenceSuccess: 0.01,
        credit: 1,
      } as const;
      const modelView = trainings[1];
      const at = controlsOf(modelView.settings, controls)!;
      const [{ state }] = restPoints(modelView.model, at.control1, at.control2);
      return headlineOf({
        modelView,
        controls,
        place: { ...at, state },
        choices: { convention: 'delay' },
      });
    };
    assert.match(text(0.3, 0), /if β falls/);
    assert.match(text(0, 0.3), /even τ = 0\.0001 would/);
    assert.match(text(0.2, 0.1), /β \+ τ/);
  });

  it('says that nothing holds entropy up without regularisation', () => {
    const controls = {
      kind: 'grpo',
      kl: 0,
      entropyBonus: 0,
      referenceSuccess: 0.01,
      credit: 1,
    } as const;
    const state = { modelView: trainings[1], controls, place: undefined };
    assert.match(
      headlineOf({ ...state, choices: { convention: 'delay' } }),
      /Nothing holds entropy up/,
    );
  });

  it('of the normal form says where the state jumps', () => {
    const modelView = modelViewOf({ kind: 'normalForm' });
    for (const splitting of [-2.5, -1, 0.5])
      for (const forcing of [-3, -0.3, 0, 0.3, 3])
        for (const { state, stable } of restPoints(modelView.model, forcing, splitting)) {
          const place = { control1: forcing, control2: splitting, state };
          const controls = { kind: 'normalForm', forcing, splitting } as const;
          const text = headlineOf({ modelView, controls, place, choices: { convention: 'delay' } });
          const found = new RegExp(`(falls below|rises above) ${number}\\.$`).exec(text);
          const count = restPoints(modelView.model, forcing, splitting).length;
          assert.equal(found !== null, stable && count === 3, text);
          if (!found) {
            assert.match(text, stable ? /one stable state here/ : /tipping point/);
            continue;
          }
          const side = found[1] === 'falls below' ? -1 : 1;
          const to = numberIn(found[2]) + side * 1e-9;
          const jumped = settle(modelView.model, state, to, splitting);
          assert.ok(state > 0 !== jumped > 0, text);
          const early = numberIn(found[2]) - side * 0.11 * Math.abs(to);
          assert.ok(state > 0 === settle(modelView.model, state, early, splitting) > 0, text);
        }
  });

  it('of two formats says which leads, and whether the other could', () => {
    const modelView = modelViewOf({ kind: 'twoFormats' });
    for (const success of [0.24, 0.3, 0.36])
      for (const strength of [0.1, 0.2, 0.8])
        for (const referenceShare of [0.3, 0.6]) {
          const controls: ControlSettings = {
            ...{ kind: 'twoFormats', success: [0.3, success] },
            ...{ referenceShare, usageFeedback: 0.6, strength },
          };
          const at = controlsOf(modelView.settings, controls)!;
          const stable = restPoints(modelView.model, at.control1, at.control2).filter(
            (point) => point.stable,
          );
          for (const { state } of stable) {
            const place = { ...at, state };
            const text = headlineOf({
              modelView,
              controls,
              place,
              choices: { convention: 'delay' },
            });
            assert.ok(text.startsWith(state > 0 ? 'The first format' : 'The second format'), text);
            assert.equal(text.includes('history decides'), stable.length === 2, text);
            const isWorse = state > 0 ? success > 0.3 : success < 0.3;
            assert.equal(text.includes('although the other one is better'), isWorse, text);
          }
        }
  });

  it('of the main example tells its story', () => {
    assert.deepEqual(storyOf('k3'), [
      'Entropy is held at 1.3 nats. It collapses if β falls below 0.0054, and then recovers only above 0.095.',
      'Entropy has collapsed to 0.0027 nats. β = 0.002 is too weak: preventing this takes more than 0.0054, undoing it more than 0.095.',
      'Entropy has collapsed to 0.025 nats. β = 0.02 would have prevented this, but undoing it takes more than 0.095.',
      'Entropy is held at 1.3 nats: β = 0.15 would even undo a collapse. It collapses if β falls below 0.0054.',
    ]);
  });

  it('says that a policy is lost for good where the clamp lets go of it', () => {
    assert.deepEqual(storyOf('k3_clamped'), [
      'Entropy is held at 1.3 nats. It is lost if β falls below 0.0054, and then no β below 9.2 brings it back.',
      'β = 0.002 is too weak to hold any entropy: it declines to zero. Preventing this takes more than 0.0054, undoing it more than 9.2.',
      'Nothing holds entropy now: it declines to zero. β = 0.02 would have prevented this, but undoing it takes more than 9.2.',
      'Nothing holds entropy now: it declines to zero. β = 0.15 would have prevented this, but undoing it takes more than 9.2.',
    ]);
  });
});

/** The headlines of the main example with a KL gradient, as opened and after each of its steps. */
function storyOf(klGradient: string): readonly string[] {
  const path = join(root, 'examples/grpo-collapse.entropy.yaml');
  const text = readFileSync(path, 'utf8').replace(
    'kl_gradient: k3 ',
    `kl_gradient: ${klGradient} `,
  );
  const { spec } = parseEntropySpec(text, 'yaml');
  assert.ok(spec);
  const initial = initialState({} as never);
  let state = { ...initial, ...opened({ version: 1, title: '', spec }, undefined) };
  return [
    headlineOf(state),
    ...spec.interventions.map((step, i) => {
      state = { ...state, ...intervened(state, step, i) };
      return headlineOf(state);
    }),
  ];
}
