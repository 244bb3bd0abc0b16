import { binaryEntropy, sigmoid } from '../numeric/logistic.ts';
import { forceOf, usualControls, type ControlSettings } from './controls.ts';
import type { EquilibriumModel } from './equilibriumModel.ts';
import { twoFormats } from './formats/twoFormats.ts';
import type { Estimator } from './grpo/estimator.ts';
import { successRate } from './grpo/gain.ts';
import { grpoModel, type GrpoModel } from './grpo/grpoModel.ts';
import type { KlGradient } from './grpo/klGradient.ts';
import { tokenEntropy, uniformParts } from './grpo/observables.ts';
import { normalForm } from './normalForm.ts';
import type { ControlWindow } from './sheetRaster.ts';

/** The kind of a model and its parameters. */
export type ModelSettings =
  { readonly kind: 'normalForm' } | { readonly kind: 'twoFormats' } | GrpoSettings;

export interface GrpoSettings {
  readonly kind: 'grpo';
  readonly estimator: Estimator;
  /** Decisions T of an answer, all of which must be right. */
  readonly decisions: number;
  readonly tokens: TokenCounts;
  /** Which KL divergence the training differentiates. */
  readonly klGradient: KlGradient;
}

/** The tokens that a decision chooses from, equally likely within each class. */
export interface TokenCounts {
  readonly right: number;
  readonly wrong: number;
  /** Share φ of critical tokens in an answer. */
  readonly criticalShare: number;
}

/** Quantities that can be drawn as the height of a surface. */
export type HeightKey = 'state' | 'entropy' | 'success' | 'share';

/** A quantity that a state determines; monotone, so that surfaces fold as they do in the state. */
export interface HeightScale {
  readonly key: HeightKey;
  readonly of: (state: number) => number;
}

/** A model with its default window and the heights that it can be drawn with. */
export interface ModelView {
  readonly settings: ModelSettings;
  readonly model: EquilibriumModel;
  /** The same model, if it describes GRPO training. */
  readonly grpo: GrpoModel | undefined;
  /** The possible heights, the default first. */
  readonly heights: readonly HeightScale[];
  /** Entropy of a state in nats; undefined where the state is an abstraction. */
  readonly entropy: ((state: number) => number) | undefined;
  readonly window: ControlWindow;
}

/**
 * The view of a model under these controls: with the KL gradient of k3, the entropy bonus shapes the
 * surface. Throws a RangeError for parameters that `grpoModel` does not accept.
 */
export function modelViewOf(
  settings: ModelSettings,
  controls: ControlSettings = usualControls(settings.kind),
): ModelView {
  const stateHeight: HeightScale = { key: 'state', of: (x) => x };
  switch (settings.kind) {
    case 'normalForm':
      return {
        settings,
        model: normalForm,
        grpo: undefined,
        heights: [stateHeight],
        entropy: undefined,
        window: { control1: [-4, 4], control2: [-3, 1.5] },
      };
    case 'twoFormats':
      return {
        settings,
        model: twoFormats,
        grpo: undefined,
        heights: [{ key: 'share', of: sigmoid }, stateHeight],
        entropy: binaryEntropy,
        window: { control1: [-3, 3], control2: [0.5, 5] },
      };
    case 'grpo': {
      const { estimator, decisions, tokens } = settings;
      const model = grpoModel(estimator, decisions, forceOf(settings, controls));
      const parts = uniformParts(tokens.criticalShare, tokens.right, tokens.wrong);
      const entropy = (u: number): number => tokenEntropy(u, parts);
      return {
        settings,
        model,
        grpo: model,
        heights: [
          { key: 'entropy', of: entropy },
          { key: 'success', of: (u) => successRate(u, decisions) },
          stateHeight,
        ],
        entropy,
        window: windowAround(model),
      };
    }
  }
}

/** The same view under other controls; the identical object where they do not shape its surface. */
export function viewUnder(view: ModelView, controls: ControlSettings): ModelView {
  const { settings, grpo } = view;
  if (settings.kind !== 'grpo' || !grpo) return view;
  const force = forceOf(settings, controls);
  const isSame =
    force.klGradient === 'reverse' ||
    (grpo.force.klGradient !== 'reverse' && grpo.force.bonus === force.bonus);
  return isSame ? view : modelViewOf(settings, controls);
}

/** A window with the last cusp in its upper half, or a default window if there is no cusp. */
function windowAround({ cusps }: GrpoModel): ControlWindow {
  const cusp = cusps.findLast(({ control1 }) => Math.abs(control1) < 60);
  if (!cusp) return { control1: [-4, 2], control2: [0.05, 1] };
  const { control1, control2 } = cusp;
  return {
    control1: [control1 - 4, control1 + 1.5],
    control2: [0.08 * control2, 1.4 * control2],
  };
}
