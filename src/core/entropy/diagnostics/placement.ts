import type { Estimator } from '../grpo/estimator.ts';
import { decisionLogit, successRate } from '../grpo/gain.ts';
import type { GrpoModel } from '../grpo/grpoModel.ts';
import { klSection, type KlThresholds } from '../grpo/klThresholds.ts';
import { rememberedModel } from '../grpo/rememberedModel.ts';
import { foldControls, restPoints, type RestPoint } from '../equilibriumModel.ts';
import { forceOf, trainingControls, type GrpoControls } from '../controls.ts';
import type { Controls } from '../hysteresis.ts';
import type { GrpoSettings } from '../modelView.ts';
import type { ModelState } from '../quasiStaticPath.ts';
import type { RunStep, RunTrack } from './runTrack.ts';

/**
 * Settings of a training that are not in its log. Without a reference, the run is assumed to start
 * at it.
 */
export type RunControls = Omit<GrpoControls, 'kind' | 'referenceSuccess'> & {
  readonly referenceSuccess: number | undefined;
};

/** A step of a run at its place in the model. */
export interface PlacedStep extends ModelState {
  readonly logged: RunStep;
}

/** The place of a run on the model of its training, or why it has none. */
export type RunPlacement = PlacedRun | UnplacedRun;

export interface PlacedRun {
  readonly status: 'placed';
  /** The present logit of one decision, and the success rate that it is derived from. */
  readonly u: number;
  readonly success: number;
  /**
   * Set if no answer or every answer was right: the rate is then the highest or the lowest that so
   * many answers leave likely.
   */
  readonly limit: 'noneRight' | 'allRight' | undefined;
  /** Success rate of the reference: given, or that of the start. */
  readonly reference: number;
  /**
   * Anchor u₀ and strength B, or with k3 the logit of the reference and β. Without regularisation
   * nothing is an anchor: the run is on the edge of the control plane, at the logit of its reference.
   */
  readonly controls: Controls;
  /** The latest weights, from the log or else as given. */
  readonly weights: { readonly kl: number; readonly entropyBonus: number };
  /** The folds over β at this entropy bonus; undefined if entropy changes gradually with β. */
  readonly thresholds: KlThresholds | undefined;
  /** Whether β and τ are those of the log. */
  readonly weightsLogged: boolean;
  /** Whether the log measures a KL divergence, so that β is probably not 0. */
  readonly klMeasured: boolean;
  /** From the start to the present. */
  readonly steps: readonly PlacedStep[];
  /** The equilibria at these controls; none without regularisation. */
  readonly rest: readonly RestPoint[];
  readonly phase: Phase;
  /** Distances to the folds: by anchor at this strength, and by strength at this anchor. */
  readonly toFolds: { readonly anchor: readonly number[]; readonly strength: readonly number[] };
}

export interface UnplacedRun {
  readonly status: 'notPlaceable';
  readonly reason: 'noReward' | 'notARate';
  /** The least and the highest reward that is not a success rate. */
  readonly range?: readonly [number, number];
  /** B, which does not depend on the reward. */
  readonly strength: number;
}

/** The phase of the model at the controls of a run: which states are stable there. */
export type Phase =
  /** β = τ = 0: nothing pulls back. */
  | { readonly code: 'unregularised' }
  /** No state is stable: the gain exceeds every pull. */
  | { readonly code: 'divergent' }
  /** One stable state: below the folds, above them, or at a strength without folds. */
  | {
      readonly code: 'monostable';
      readonly state: 'held' | 'collapsed' | 'only';
      readonly success: number;
    }
  /** Two stable states, and the one in whose basin the run is. */
  | {
      readonly code: 'bistable';
      readonly near: 'held' | 'collapsed';
      /** Success rates of both, the lower first. */
      readonly success: readonly [number, number];
    }
  /** One stable state, below an unstable one beyond which nothing holds a policy. */
  | {
      readonly code: 'escapable';
      readonly near: 'held' | 'divergent';
      readonly success: number;
    }
  | { readonly code: 'multistable'; readonly count: number };

/**
 * Places a run on the model of its training. All views use this function, so that a run has one
 * place. Both ends of its path are averages over a twentieth of the run, as is its reference if none
 * is given: a single step is noise. The number of decisions is weakly identifiable: compare several.
 */
export function placeRun(
  track: RunTrack,
  settings: GrpoSettings,
  given: RunControls,
): RunPlacement {
  if (track.status === 'untracked') {
    const strength = (given.kl + given.entropyBonus) / given.credit;
    const { reason } = track;
    const range = reason === 'notARate' ? { range: track.range } : {};
    return { status: 'notPlaceable', reason, strength, ...range };
  }
  const { decisions } = settings;
  const { ends } = track;
  const group = groupOf(settings.estimator);
  const likely = (rate: number, rows: number): number => {
    const least = 1 / (2 * Math.max(1, rows) * group);
    return rate <= 0 ? least : rate >= 1 ? 1 - least : rate;
  };
  const reference = given.referenceSuccess ?? likely(ends.firstReward, ends.rows);
  const anchorless = decisionLogit(reference, decisions);
  const weightsAt = (logged: RunStep) => ({
    kl: logged.kl ?? given.kl,
    entropyBonus: logged.entropyBonus ?? given.entropyBonus,
    credit: given.credit,
  });
  const steps = withEnds(track).map((logged): PlacedStep => {
    const controls = trainingControls(settings, weightsAt(logged), anchorless);
    return {
      control1: controls?.control1 ?? anchorless,
      control2: controls?.control2 ?? 0,
      state: decisionLogit(likely(logged.success, logged.rows), decisions),
      logged,
    };
  });
  const { state: u, control1, control2, logged } = steps[steps.length - 1];
  const weights = weightsAt(logged);
  const isHeld = weights.kl + weights.entropyBonus > 0;
  const force = forceOf(settings, { ...weights, kind: 'grpo', referenceSuccess: reference });
  const model = rememberedModel(settings.estimator, decisions, force);
  const thresholds = thresholdsOf(model, settings, weights, anchorless);
  const rest = isHeld ? restPoints(model, control1, control2) : [];
  return {
    status: 'placed',
    u,
    success: likely(ends.reward, ends.rows),
    limit: ends.reward <= 0 ? 'noneRight' : ends.reward >= 1 ? 'allRight' : undefined,
    reference,
    controls: { control1, control2 },
    weights: { kl: weights.kl, entropyBonus: weights.entropyBonus },
    thresholds,
    weightsLogged: track.steps.some(
      ({ kl, entropyBonus }) => kl !== undefined || entropyBonus !== undefined,
    ),
    klMeasured: track.klMeasured,
    steps,
    rest,
    phase: isHeld
      ? phaseOf(model, rest, u, { strength: control2, kl: weights.kl, thresholds })
      : { code: 'unregularised' },
    toFolds: {
      anchor: control2 > 0 ? foldControls(model, control2).map((fold) => fold - control1) : [],
      strength: model
        .turningPoints(control1)
        .filter(({ strength }) => strength > 0)
        .map((fold) => fold.strength - control2),
    },
  };
}

/** The thresholds in β: credit divides the weights. */
function thresholdsOf(
  model: GrpoModel,
  { tokens }: GrpoSettings,
  { entropyBonus, credit }: Omit<GrpoControls, 'kind' | 'referenceSuccess' | 'kl'>,
  reference: number,
): KlThresholds | undefined {
  const bonus = { bonus: entropyBonus / credit, free: Math.log(tokens.right / tokens.wrong) };
  const found = klSection(model, bonus, reference).thresholds;
  return found && { hold: credit * found.hold, undo: found.undo && credit * found.undo };
}

/** The steps of a run with its averaged ends in place of the first and the last. */
function withEnds({ steps, ends }: Extract<RunTrack, { status: 'tracked' }>): readonly RunStep[] {
  const { rows } = ends;
  return steps.map((step, i) => {
    if (i === steps.length - 1)
      return { ...step, rows, success: ends.reward, entropy: ends.entropy };
    if (i === 0) return { ...step, rows, success: ends.firstReward, entropy: ends.firstEntropy };
    return step;
  });
}

/** Answers behind a reward; an estimator without groups has one. */
function groupOf(estimator: Estimator): number {
  return 'group' in estimator ? estimator.group : 1;
}

function phaseOf(
  model: GrpoModel,
  rest: readonly RestPoint[],
  u: number,
  at: {
    readonly strength: number;
    readonly kl: number;
    readonly thresholds: KlThresholds | undefined;
  },
): Phase {
  const stable = rest.filter((point) => point.stable);
  const rate = (point: RestPoint): number => successRate(point.state, model.decisions);
  if (stable.length === 0) return { code: 'divergent' };
  if (stable.length > 2) return { code: 'multistable', count: stable.length };
  if (stable.length === 2) {
    const between = rest.find((point) => !point.stable)?.state ?? Infinity;
    return {
      code: 'bistable',
      near: u > between ? 'collapsed' : 'held',
      success: [rate(stable[0]), rate(stable[1])],
    };
  }
  const [only] = stable;
  const last = rest[rest.length - 1];
  if (!last.stable && last.state > only.state)
    return {
      code: 'escapable',
      near: u > last.state ? 'divergent' : 'held',
      success: rate(only),
    };
  return { code: 'monostable', state: entropyOf(model, only.state, at), success: rate(only) };
}

/** Whether the only stable state has high or low entropy; neither where no fold tells them apart. */
function entropyOf(
  model: GrpoModel,
  state: number,
  { strength, kl, thresholds }: Parameters<typeof phaseOf>[3],
): Extract<Phase, { code: 'monostable' }>['state'] {
  if (thresholds) return kl < thresholds.hold ? 'collapsed' : 'held';
  if (model.force.klGradient !== 'reverse') return 'only';
  const folds = model.foldStates(strength);
  return folds.length < 2 ? 'only' : state <= folds[0] ? 'held' : 'collapsed';
}
