import type { KlGradient } from '../grpo/klGradient.ts';
import type { TrainingSetup } from './training.ts';

/** The trainers whose configurations are known. */
export type Trainer = 'verl' | 'trl' | 'openrlhf' | 'slime' | 'nemoRl';

/** A setting of a training, and where it is from. */
export interface ConfigSetting<T> {
  readonly value: T;
  /** The key that decides, as the trainer writes it. */
  readonly key: string;
  /** Its line, from 1; undefined if the key is missing and the default of the trainer holds. */
  readonly line: number | undefined;
}

/** The gradient of a KL term in expectation, if it has one. */
export type ConfiguredKl = KlGradient | 'none';

/** A value that the models do not know, as the trainer writes it. */
export interface UnknownValue {
  readonly unknown: string;
}

/** What the configuration of a training says about its dynamics. What it does not say is missing. */
export interface TrainerConfig {
  readonly trainer: Trainer;
  /** β, of the loss or of the reward. */
  readonly klCoefficient?: ConfigSetting<number>;
  readonly klGradient?: ConfigSetting<ConfiguredKl | UnknownValue>;
  /** Whether the KL divergence is subtracted from the reward. */
  readonly klInReward?: ConfigSetting<boolean>;
  /** τ. */
  readonly entropyCoefficient?: ConfigSetting<number>;
  /** Answers G per prompt. */
  readonly group?: ConfigSetting<number>;
  readonly estimator?: ConfigSetting<TrainingSetup['estimator'] | UnknownValue>;
  /** The probability ratio is clipped to 1 − low … 1 + high. */
  readonly clipLow?: ConfigSetting<number>;
  readonly clipHigh?: ConfigSetting<number>;
  /** Whether batches of as many tokens as fit are used for the entropy. */
  readonly dynamicBatches?: ConfigSetting<boolean>;
}

/** A configuration that was found for a log. */
export interface FoundConfig {
  readonly config: TrainerConfig;
  /** The file that holds it; undefined for the log itself. */
  readonly file: string | undefined;
}
