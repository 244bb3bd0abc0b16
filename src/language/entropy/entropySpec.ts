import type { ModelSettings } from '../../core/entropy/modelView.ts';
import type { ControlSettings } from '../../core/entropy/controls.ts';
import type { RunControls } from '../../core/entropy/diagnostics/placement.ts';
import type { RewardRange } from '../../core/entropy/diagnostics/runTrack.ts';
import type { ControlWindow } from '../../core/entropy/sheetRaster.ts';
import type { TextRange } from '../text/problem.ts';

/** A decoded entropy spec: every number finite and in its range. */
export interface EntropySpec {
  readonly name?: string;
  readonly model: ModelSettings;
  /** Whether the text has a KL weight but does not say which gradient it is of. */
  readonly assumesKlGradient?: boolean;
  /** Of the kind of the model. */
  readonly controls: ControlSettings;
  /** The initial sheet of the state, if there are several at these controls. */
  readonly start: Sheet;
  /** The part of the control plane to show; defaults to that of the model. */
  readonly range: Partial<ControlWindow>;
  readonly interventions: readonly Intervention[];
  readonly runs: readonly RunSource[];
  readonly source: EntropySource;
}

export type Sheet = 'lower' | 'upper';

/** An intervention in a training: other controls, a refresh, or both. */
export interface Intervention {
  /** Without a name, it is named after what it changes. */
  readonly name?: string;
  /** All controls as they are after it. */
  readonly controls: ControlSettings;
  readonly refresh?: Refresh;
}

/** A policy from supervised fine-tuning mixed into the current one. */
export interface Refresh {
  /** Its share in the mixture, from 0 to 1. */
  readonly share: number;
  /** Its probability of the right choice in one decision. */
  readonly success: number;
}

/** The log of a training run. */
export interface RunSource {
  /** As written: relative to the folder of the spec. */
  readonly path: string;
  readonly name: string;
  /**
   * Settings from its configuration that the log does not contain; undefined for a model that is
   * not a training.
   */
  readonly controls: RunControls | undefined;
  /** The rewards of a wrong and of a right answer. */
  readonly rewardRange: RewardRange;
}

/** The ranges of the parts in the text. */
export interface EntropySource {
  readonly model: TextRange;
  readonly controls?: TextRange;
  readonly interventions: readonly TextRange[];
  /** The path of the log of each run. */
  readonly runs: readonly TextRange[];
}
