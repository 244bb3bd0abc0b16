import { logit } from '../numeric/logistic.ts';
import type { GrpoSettings, ModelSettings } from './modelView.ts';
import { decisionLogit, successRate } from './grpo/gain.ts';
import { uniformPull, type Regularisation } from './grpo/anchor.ts';
import type { KlGradient } from './grpo/klGradient.ts';
import type { RestoringForce } from './grpo/restoringForce.ts';
import type { Controls } from './hysteresis.ts';

/** Settings of a training, from which the controls of its model follow. */
export type ControlSettings = GrpoControls | NormalFormControls | FormatControls;

export interface GrpoControls {
  readonly kind: 'grpo';
  /** β and τ: weights of the KL divergence from the reference, and of the entropy bonus. */
  readonly kl: number;
  readonly entropyBonus: number;
  /** Success rate of the reference policy, above 0 and below 1. */
  readonly referenceSuccess: number;
  /** Share of an update that a critical token gets. */
  readonly credit: number;
}

export interface NormalFormControls {
  readonly kind: 'normalForm';
  /** b and a of x³ + a·x + b. */
  readonly forcing: number;
  readonly splitting: number;
}

export interface FormatControls {
  readonly kind: 'twoFormats';
  /** Success rates of the two formats. */
  readonly success: readonly [number, number];
  /** Share of the first format in the reference, above 0 and below 1. */
  readonly referenceShare: number;
  /** κ. */
  readonly usageFeedback: number;
  /** B, above 0. */
  readonly strength: number;
}

/**
 * Default controls of each model. They lie between two folds, of GRPO with eight answers and ten
 * decisions with the reverse KL divergence, and 30 with k3.
 */
export function usualControls(
  kind: ModelSettings['kind'],
  klGradient: KlGradient = 'reverse',
): ControlSettings {
  switch (kind) {
    case 'grpo': {
      const [kl, referenceSuccess] = klGradient === 'reverse' ? [0.3, 0.006] : [0.02, 8.29e-5];
      return { kind, kl, entropyBonus: 0, referenceSuccess, credit: 1 };
    }
    case 'normalForm':
      return { kind, forcing: 0, splitting: -2 };
    case 'twoFormats':
      return {
        kind,
        success: [0.3, 0.36],
        referenceShare: 0.6,
        usageFeedback: 0.6,
        strength: 0.2,
      };
  }
}

/**
 * The point in the control plane; undefined without regularisation, because there is no restoring
 * force.
 */
export function controlsOf(model: ModelSettings, settings: ControlSettings): Controls | undefined {
  switch (settings.kind) {
    case 'grpo': {
      if (model.kind !== 'grpo') return undefined;
      const reference = decisionLogit(settings.referenceSuccess, model.decisions);
      return trainingControls(model, settings, reference);
    }
    case 'normalForm':
      return { control1: settings.forcing, control2: settings.splitting };
    case 'twoFormats': {
      const { success, referenceShare, usageFeedback, strength } = settings;
      return {
        control1: (success[0] - success[1]) / strength + logit(referenceShare),
        control2: usageFeedback / strength,
      };
    }
  }
}

/**
 * The controls of a training whose reference has this logit. With the reverse KL divergence they are
 * anchor and strength of the combined pull; with k3, they are the logit of the reference and β / credit.
 */
export function trainingControls(
  { klGradient, tokens }: Pick<GrpoSettings, 'klGradient' | 'tokens'>,
  weights: Regularisation,
  referenceLogit: number,
): Controls | undefined {
  if (klGradient === 'reverse') {
    const pull = uniformPull(weights, referenceLogit, tokens);
    return pull && { control1: pull.anchor, control2: pull.strength };
  }
  const { kl, entropyBonus, credit = 1 } = weights;
  return kl + entropyBonus > 0 ? { control1: referenceLogit, control2: kl / credit } : undefined;
}

/** The force that holds the policies of a training. */
export function forceOf(
  { klGradient, tokens }: Pick<GrpoSettings, 'klGradient' | 'tokens'>,
  controls: ControlSettings,
): RestoringForce {
  if (klGradient === 'reverse' || controls.kind !== 'grpo') return { klGradient: 'reverse' };
  const { entropyBonus, credit } = controls;
  return {
    klGradient,
    bonus: entropyBonus / credit,
    free: Math.log(tokens.right / tokens.wrong),
  };
}

/** Success rates of references are limited to this range, because a rate must stay above zero. */
const leastSuccess = 1e-12;

/**
 * Settings for another point of the plane, with the fewest changes that the model allows. A
 * training keeps its ratio of KL weight to entropy bonus and gets another reference; formats keep
 * their strength and get another reference and feedback. With an entropy bonus alone, the anchor
 * cannot change.
 */
export function settingsAt(
  model: ModelSettings,
  settings: ControlSettings,
  { control1, control2 }: Controls,
): ControlSettings {
  switch (settings.kind) {
    case 'grpo':
      return model.kind === 'grpo' ? trainingAt(model, settings, control1, control2) : settings;
    case 'normalForm':
      return { ...settings, forcing: control1, splitting: control2 };
    case 'twoFormats': {
      const { success, strength } = settings;
      const odds = control1 - (success[0] - success[1]) / strength;
      return {
        ...settings,
        referenceShare: 1 / (1 + Math.exp(-odds)),
        usageFeedback: control2 * strength,
      };
    }
  }
}

function trainingAt(
  { decisions, tokens, klGradient }: GrpoSettings,
  settings: GrpoControls,
  anchor: number,
  strength: number,
): GrpoControls {
  const rateOf = (logit: number): number =>
    Math.min(1 - leastSuccess, Math.max(leastSuccess, successRate(logit, decisions)));
  if (klGradient !== 'reverse')
    return { ...settings, kl: strength * settings.credit, referenceSuccess: rateOf(anchor) };
  const total = settings.kl + settings.entropyBonus;
  const share = total > 0 ? settings.kl / total : 1;
  const next = strength * settings.credit;
  const weights = { kl: share * next, entropyBonus: (1 - share) * next };
  if (share === 0) return { ...settings, ...weights };
  const free = Math.log(tokens.right / tokens.wrong);
  const reference = (anchor - (1 - share) * free) / share;
  return { ...settings, ...weights, referenceSuccess: rateOf(reference) };
}
