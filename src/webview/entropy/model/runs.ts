import type { ModelView } from '../../../core/entropy/modelView.ts';
import { bandBars, type BandBar } from '../../../core/entropy/diagnostics/bandBars.ts';
import {
  placeRun,
  type PlacedStep,
  type RunPlacement,
} from '../../../core/entropy/diagnostics/placement.ts';
import { placeRunBand, type RunBand } from '../../../core/entropy/diagnostics/placementBand.ts';
import type { RunTrack } from '../../../core/entropy/diagnostics/runTrack.ts';
import { verdictOf } from '../../../core/entropy/diagnostics/runVerdict.ts';
import { bandRangeText } from '../../../core/entropy/words/bandText.ts';
import { klGradients } from '../../../core/entropy/grpo/klGradient.ts';
import { verdictText } from '../../../core/entropy/words/verdictText.ts';
import { numberText } from '../../../core/numberText.ts';
import type { TrackedRun } from '../../../protocol/entropy/model.ts';
import type { EntropySpec } from '../../../language/entropy/entropySpec.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import type { EntropyState, RunPosition } from './state.ts';
import { assumesReverse, labelsOf } from './labels.ts';

/** A run in the control plane of the current model. */
export interface ShownRun {
  readonly run: TrackedRun;
  /** Undefined if its log could not be read, or if the model is not that of a training. */
  readonly placement: RunPlacement | undefined;
  /** The places on the models that the log and the spec leave open. */
  readonly band: RunBand | undefined;
  /** The ranges of its thresholds in the control plane. */
  readonly bars: readonly BandBar[];
  readonly steps: readonly PlacedStep[];
  /** Those with a restoring force; the others are on the edge of the plane. */
  readonly places: readonly PlacedStep[];
}

/**
 * The bands by track, as last computed. While a slider moves, a run keeps its band, because that of
 * another group size takes dozens of models; the band follows when the slider rests.
 */
const lastBands = new WeakMap<RunTrack, RunBand | undefined>();

const placed = memo(
  (
    runs: readonly TrackedRun[],
    modelView: ModelView,
    { runs: sources }: EntropySpec,
    isKindOpen: boolean,
    hurried: boolean,
  ): ShownRun[] =>
    runs.map((run) => {
      const { log, source } = run;
      const given = (sources[source] as (typeof sources)[number] | undefined)?.controls;
      const { settings } = modelView;
      const isModelled = 'track' in log && settings.kind === 'grpo' && given;
      const placement = isModelled ? placeRun(log.track, settings, given) : undefined;
      const bandOf = (): RunBand | undefined =>
        isModelled
          ? placeRunBand(
              log.track,
              (decisions, klGradient) => ({ ...settings, decisions, klGradient }),
              given,
              {
                usual: settings.decisions,
                kinds: isKindOpen ? klGradients : [settings.klGradient],
              },
            )
          : undefined;
      const isKept = hurried && isModelled && lastBands.has(log.track);
      const band = isKept ? lastBands.get(log.track) : bandOf();
      if (isModelled) lastBands.set(log.track, band);
      const steps = placement?.status === 'placed' ? placement.steps : [];
      const bars =
        isModelled && placement?.status === 'placed' && band
          ? bandBars(placement, settings, band, given.credit)
          : [];
      return {
        run,
        placement,
        band,
        bars,
        steps,
        places: steps.filter(({ control2 }) => control2 > 0),
      };
    }),
);

/** The runs of the document in the current control plane. */
export function shownRuns(state: EntropyState): readonly ShownRun[] {
  const { runs, modelView, document } = state;
  return placed(runs, modelView, document.spec, assumesReverse(state), state.hurried);
}

/** The hovered or selected step with its run and place; undefined if there is none. */
export function lookedAt(
  state: EntropyState,
): { readonly at: RunPosition; readonly shown: ShownRun; readonly place: PlacedStep } | undefined {
  const at = state.runHovered ?? state.runAt;
  const shown = at && (shownRuns(state)[at.run] as ShownRun | undefined);
  const place = shown?.places[at?.index ?? 0];
  return at && shown && place && { at, shown, place };
}

export function samePosition(a: RunPosition | undefined, b: RunPosition | undefined): boolean {
  return a?.run === b?.run && a?.index === b?.index;
}

/** The last step of a run; undefined if the run cannot be placed. */
export function lastOf(state: EntropyState, run: number): RunPosition | undefined {
  const shown = shownRuns(state)[run] as ShownRun | undefined;
  return shown && shown.places.length > 0 ? { run, index: shown.places.length - 1 } : undefined;
}

/** The last step of the next run that can be placed; none after the last run. */
export function nextRun(state: EntropyState): RunPosition | undefined {
  const shown = shownRuns(state);
  const from = state.runAt ? state.runAt.run + 1 : 0;
  const run = shown.findIndex(({ places }, i) => i >= from && places.length > 0);
  return lastOf(state, run);
}

/** Moves by a number of steps along the run; without a selection, the last step of the first run. */
export function alongRun(state: EntropyState, by: number): RunPosition | undefined {
  const { runAt } = state;
  if (!runAt) return nextRun(state);
  const shown = shownRuns(state)[runAt.run] as ShownRun | undefined;
  const last = (shown?.places.length ?? 0) - 1;
  return last < 0 ? undefined : { ...runAt, index: Math.min(last, Math.max(0, runAt.index + by)) };
}

/** Distance in pixels within which the pointer hits the path of a run. */
const reach = 9;

/** The step drawn nearest to a pixel, within reach. */
export function stepNear(
  state: EntropyState,
  pixelOf: (place: PlacedStep) => readonly [number, number] | undefined,
  [x, y]: readonly [number, number],
): RunPosition | undefined {
  let found: RunPosition | undefined;
  let nearest = reach;
  shownRuns(state).forEach(({ places }, run) =>
    places.forEach((place, index) => {
      const pixel = pixelOf(place);
      const distance = pixel ? Math.hypot(pixel[0] - x, pixel[1] - y) : Infinity;
      // The last of several steps in the same pixel.
      if (distance > nearest) return;
      nearest = distance;
      found = { run, index };
    }),
  );
  return found;
}

/** The verdict on a run and its place in the model, or why it has none. */
export function runText(
  state: EntropyState,
  { run, placement, band, bars }: ShownRun,
): readonly string[] {
  const { log } = run;
  if ('failure' in log) return [log.failure];
  if (!placement) return [l10n.t('Not placed: this model does not describe training.')];
  const { headline, model } = verdictText(verdictOf(log.report, placement, band), l10n);
  if (placement.status === 'notPlaceable') return [headline, model];
  const { controls, steps, weightsLogged } = placement;
  const { symbol1, symbol2 } = labelsOf(state.modelView);
  const at = `${symbol1} = ${numberText(controls.control1, 3)}, ${symbol2} = ${numberText(controls.control2, 3)}`;
  const { step } = steps[steps.length - 1].logged;
  const place = weightsLogged
    ? l10n.t('Step {0}: {1}, weights from the log.', step, at)
    : l10n.t('Step {0}: {1}, weights from the spec.', step, at);
  const ranges = band ? bars.map((bar) => bandRangeText(bar, band, l10n)) : [];
  return [headline, model, place, ...ranges];
}
