import { foldCrossings, foldCurves } from './bifurcation.ts';
import { controlsOf, type ControlSettings } from './controls.ts';
import { equilibriaAt, regimeOf, type Regime } from './equilibria.ts';
import { foldControls, restPoints } from './equilibriumModel.ts';
import {
  mostWeight,
  referenceFolds,
  weightFolds,
  type WeightControl,
} from './grpo/controlFolds.ts';
import { decisionLogit, successRate } from './grpo/gain.ts';
import { grpoModel, type GrpoModel } from './grpo/grpoModel.ts';
import { klSection } from './grpo/klThresholds.ts';
import type { Controls } from './hysteresis.ts';
import { modelViewOf, type GrpoSettings, type ModelSettings, type ModelView } from './modelView.ts';

/** What is known about the model of a spec at its controls, as plain data. */
export interface ModelReport {
  /** Symbol-free names of the two controls of the plane, and their values; undefined at β = τ = 0. */
  readonly plane: Readonly<Record<string, number>> | undefined;
  readonly regime: ReportedRegime;
  /** By ascending state. */
  readonly equilibria: readonly ReportedState[];
  /** The folds met by changing one control alone. */
  readonly folds: readonly ReportedFold[];
  /** The last cusp in the second control; undefined if there is none. */
  readonly cusp: (Readonly<Record<string, number>> & { readonly u: number }) | undefined;
  /** Values of β, 0 if every β above 0 does it; undefined if none does, or if the model has none. */
  readonly thresholds: {
    /** Above it, a policy that starts at the reference does not collapse. */
    readonly hold: number | undefined;
    /** Above it, a collapsed policy recovers. */
    readonly undo: number | undefined;
  };
}

/** The regime of a training, `unregularised` where nothing pulls back; other models have one state or several. */
export type ReportedRegime = Regime | 'unregularised' | 'oneState' | 'severalStates';

/** A state with what it means; undefined where the model does not say. */
export interface ReportedState {
  readonly u: number;
  readonly stable: boolean;
  /** In nats per token. */
  readonly entropy: number | undefined;
  /** Success rate of an answer. */
  readonly success: number | undefined;
}

export interface ReportedFold {
  readonly control: string;
  readonly value: number;
  readonly u: number;
}

/** Reports on a model at its controls, with the state on the lower or the upper of its stable sheets. */
export function reportModel(
  settings: ModelSettings,
  controls: ControlSettings,
  start: 'lower' | 'upper',
): ModelReport {
  const view = modelViewOf(settings, controls);
  const place = controlsOf(settings, controls);
  const names = planeNames(settings);
  const cusp = view.model.cusps.findLast(
    ({ control1, control2, state }) =>
      Math.abs(control1) < farthest && view.model.existsAt?.(state, control2) !== false,
  );
  const training =
    view.grpo && settings.kind === 'grpo' && controls.kind === 'grpo'
      ? trainingOf(view.grpo, settings, controls)
      : undefined;
  const thresholds = training?.thresholds ?? { hold: undefined, undo: undefined };
  return {
    plane: place && { [names[0]]: place.control1, [names[1]]: place.control2 },
    regime: place ? regimeAt(view, place, start, sideOf(thresholds, controls)) : 'unregularised',
    equilibria: place
      ? restPoints(view.model, place.control1, place.control2).map(({ state, stable }) => ({
          u: state,
          stable,
          entropy: view.entropy?.(state),
          success: settings.kind === 'grpo' ? successRate(state, settings.decisions) : undefined,
        }))
      : [],
    folds: training?.folds ?? (place ? planeFolds(view, place) : []),
    cusp: cusp && { u: cusp.state, [names[0]]: cusp.control1, [names[1]]: cusp.control2 },
    thresholds,
  };
}

/** Logits beyond it are those of no policy. */
const farthest = 60;

/** Names of the controls of the plane, as in the `range` of a spec. */
function planeNames(settings: ModelSettings): readonly [string, string] {
  switch (settings.kind) {
    case 'grpo':
      return settings.klGradient === 'reverse' ? ['anchor', 'strength'] : ['reference', 'kl'];
    case 'normalForm':
      return ['forcing', 'splitting'];
    case 'twoFormats':
      return ['advantage', 'feedback'];
  }
}

/** What the thresholds say where only one state is stable. */
function sideOf(
  { hold = Infinity, undo = Infinity }: ModelReport['thresholds'],
  controls: ControlSettings,
): 'balanced' | 'undone' | 'collapsed' {
  const beta = controls.kind === 'grpo' ? controls.kl : 0;
  if (beta < hold) return 'collapsed';
  return undo > 0 && beta > undo ? 'undone' : 'balanced';
}

function regimeAt(
  view: ModelView,
  place: Controls,
  start: 'lower' | 'upper',
  side: ReturnType<typeof sideOf>,
): ReportedRegime {
  const stable = restPoints(view.model, place.control1, place.control2).filter((x) => x.stable);
  if (!view.grpo) return stable.length === 1 ? 'oneState' : 'severalStates';
  const state = (start === 'lower' ? stable.at(0) : stable.at(-1))?.state;
  const regime = regimeOf(view, equilibriaAt(view, [], place, state));
  // The folds of the surface are those without the clamp.
  const isClamped = view.grpo.force.klGradient === 'k3Clamped';
  return isClamped && ['balanced', 'undone', 'collapsed'].includes(regime) ? side : regime;
}

/** How far beyond the default window folds are looked for, in heights of it. */
const reach = 4;

function planeFolds({ model, settings, window }: ModelView, place: Controls): ReportedFold[] {
  const [first, second] = planeNames(settings);
  const [from, to] = window.control2;
  // The feedback of two formats is not below 0.
  const least = settings.kind === 'twoFormats' ? 0 : from - reach * (to - from);
  const control2 = [least, to + reach * (to - from)] as const;
  const curves = foldCurves(model, { control2, rows: { folded: 400, single: 40 } });
  return [
    ...model.foldStates(place.control2).map((u, i) => ({
      control: first,
      value: foldControls(model, place.control2)[i],
      u,
    })),
    ...foldCrossings(curves, place.control1).map(({ control2, state }) => ({
      control: second,
      value: control2,
      u: state,
    })),
  ];
}

type GrpoControlSettings = Extract<ControlSettings, { kind: 'grpo' }>;

/** Rarer successes, or failures, are not those of a reference. */
const leastSuccess = 1e-12;

/** The folds along each control of a training, and its thresholds in β; `own` is its model. */
function trainingOf(
  own: GrpoModel,
  { estimator, decisions, klGradient, tokens }: GrpoSettings,
  controls: GrpoControlSettings,
): Pick<ModelReport, 'folds' | 'thresholds'> {
  const { entropyBonus, credit, referenceSuccess } = controls;
  const reference = decisionLogit(referenceSuccess, decisions);
  const free = Math.log(tokens.right / tokens.wrong);
  const forces = { weights: controls, reference, free };
  const section = klSection(own, { bonus: entropyBonus / credit, free }, reference);
  const unaided = grpoModel(
    estimator,
    decisions,
    klGradient === 'reverse' ? { klGradient } : { klGradient, bonus: 0, free },
  );
  const along = (control: WeightControl, name: string): ReportedFold[] =>
    weightFolds(unaided, forces, control)
      .filter(({ strength }) => strength > 0)
      .map(({ state, strength }) => ({ control: name, value: strength, u: state }));
  // Credit divides the weights.
  const known = (beta: number): number | undefined =>
    beta === Infinity ? undefined : credit * beta;
  return {
    folds: [
      ...section.folds
        .map(({ state, strength }) => ({ control: 'kl', value: credit * strength, u: state }))
        .filter(({ value }) => value > 0 && value <= mostWeight),
      ...along('entropyBonus', 'entropy_bonus'),
      ...referenceFolds(own, forces)
        .map(({ state, reference: logit }) => ({
          control: 'reference_success',
          value: successRate(logit, decisions),
          u: state,
        }))
        .filter(({ value }) => value > leastSuccess && value < 1 - leastSuccess),
      ...along('credit', 'credit'),
    ],
    thresholds: { hold: known(section.hold), undo: known(section.undo) },
  };
}
