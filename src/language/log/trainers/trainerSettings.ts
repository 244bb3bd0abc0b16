import type { TrainerConfig } from '../../../core/entropy/diagnostics/trainerConfig.ts';

/** What a trainer's configuration says; undefined where it says nothing. */
export type TrainerSettings = {
  readonly [K in keyof Omit<TrainerConfig, 'trainer'>]: TrainerConfig[K] | undefined;
};

export type GradientSetting = NonNullable<TrainerConfig['klGradient']>;
/** A KL gradient, none, or one that the models do not know. */
export type GradientValue = GradientSetting['value'];

export type EstimatorSetting = NonNullable<TrainerConfig['estimator']>;
