import type { ModelView } from '../../../core/entropy/modelView.ts';
import { placesOf, type PlacedStep } from '../../../core/entropy/diagnostics/runTrack.ts';
import { numberText } from '../../../core/numberText.ts';
import type { TrackedRun } from '../../../protocol/entropy/model.ts';
import type { EntropySpec } from '../../../language/entropy/entropySpec.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import type { EntropyState, RunPosition } from './state.ts';
import { labelsOf } from './labels.ts';

/** A run in the control plane of the current model. */
export interface ShownRun {
  readonly run: TrackedRun;
  /** Empty if the run cannot be placed in this model. */
  readonly places: readonly PlacedStep[];
  /** Whether β or τ were logged, so that the controls of each step are known. */
  readonly isLogged: boolean;
}

const placed = memo(
  (runs: readonly TrackedRun[], modelView: ModelView, { runs: sources }: EntropySpec): ShownRun[] =>
    runs.map((run) => {
      const { track, source } = run;
      const given = (sources[source] as (typeof sources)[number] | undefined)?.controls;
      const { settings } = modelView;
      const steps = Array.isArray(track) ? track : [];
      const isLogged = steps.some(
        ({ kl, entropyBonus }) => kl !== undefined || entropyBonus !== undefined,
      );
      const places = settings.kind === 'grpo' && given ? placesOf(steps, settings, given) : [];
      return { run, places, isLogged };
    }),
);

/** The runs of the document in the current control plane. */
export function shownRuns({ runs, modelView, document }: EntropyState): readonly ShownRun[] {
  return placed(runs, modelView, document.spec);
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

/** Describes the last step of a run, or why the run cannot be placed. */
export function runText(state: EntropyState, { run, places, isLogged }: ShownRun): string {
  const { track } = run;
  if (track === 'noReward') return l10n.t('not placed: the log has no reward');
  if (track === 'noRate')
    return l10n.t('not placed: the reward is not a success rate between 0 and 1');
  if ('failure' in track) return track.failure;
  if (state.modelView.settings.kind !== 'grpo')
    return l10n.t('not placed: this model does not describe training');
  const last = places.at(-1);
  if (!last) return l10n.t('not placed: no restoring force (β = τ = 0), or all answers are alike');
  const labels = labelsOf(state.modelView);
  const at = `${labels.symbol1} = ${numberText(last.control1, 3)}, ${labels.symbol2} = ${numberText(last.control2, 3)}`;
  return isLogged
    ? l10n.t('step {0}: {1}, from the log', last.logged.step, at)
    : l10n.t('step {0}: {1}, from the spec', last.logged.step, at);
}
