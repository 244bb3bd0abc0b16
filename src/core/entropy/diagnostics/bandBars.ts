import { trainingControls } from '../controls.ts';
import { decisionLogit } from '../grpo/gain.ts';
import type { Controls } from '../hysteresis.ts';
import type { GrpoSettings } from '../modelView.ts';
import type { PlacedRun } from './placement.ts';
import { thresholdBand, type Range, type RunBand } from './placementBand.ts';

/** The range of a threshold in β over the models that the log of a run does not tell apart. */
export interface BandRange {
  /** What the threshold does: keep entropy high, or bring it back once it is low. */
  readonly threshold: 'hold' | 'undo';
  readonly range: Range;
}

/** Such a range in the control plane. */
export interface BandBar extends BandRange {
  /** From the greatest β to the least, through the reference of the run. */
  readonly path: readonly Controls[];
}

/** The ranges of both thresholds; none for one that no model has. */
export function bandRanges({ members }: RunBand): readonly BandRange[] {
  const { hold, undo } = thresholdBand(members.map(({ placement }) => placement.thresholds));
  return [
    ...(hold ? [{ threshold: 'hold', range: hold } as const] : []),
    ...(undo ? [{ threshold: 'undo', range: undo } as const] : []),
  ];
}

const samples = 24;

/** These ranges in the control plane of some settings. With an entropy bonus, they bend with its pull. */
export function bandBars(
  { reference, weights: { entropyBonus } }: Pick<PlacedRun, 'reference' | 'weights'>,
  settings: Pick<GrpoSettings, 'klGradient' | 'tokens' | 'decisions'>,
  band: RunBand,
  credit: number,
): readonly BandBar[] {
  const logit = decisionLogit(reference, settings.decisions);
  return bandRanges(band).map(({ threshold, range }) => {
    const [least, most] = range;
    const path = Array.from({ length: samples + 1 }, (_, i) => {
      const kl = most - ((most - least) * i) / samples;
      return trainingControls(settings, { kl, entropyBonus, credit }, logit);
    }).filter((controls) => controls !== undefined);
    return { threshold, range, path };
  });
}
