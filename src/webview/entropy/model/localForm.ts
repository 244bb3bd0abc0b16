import { modelViewOf } from '../../../core/entropy/modelView.ts';
import { controlsOf, settingsAt } from '../../../core/entropy/controls.ts';
import { foldError, localMap, type LocalMap } from '../../../core/entropy/grpo/localMap.ts';
import { settle } from '../../../core/entropy/hysteresis.ts';
import { numberText } from '../../../core/numberText.ts';
import { l10n } from '../../kit/l10n.ts';
import { labelsOf } from './labels.ts';
import { placeAt, trailFrom } from './reducers.ts';
import type { EntropyState, LocalForm } from './state.ts';

/** The map to the normal form at the last cusp of the current training, if it has one. */
export function localMapOf({ modelView }: EntropyState): LocalMap | undefined {
  const cusp = modelView.grpo?.cusps.at(-1);
  return modelView.grpo && cusp && localMap(modelView.grpo, cusp);
}

/**
 * Switches from a training to the normal form at its cusp, or back; the point and its state are
 * mapped.
 */
export function withLocalForm(state: EntropyState): Partial<EntropyState> {
  return state.localTo ? backFrom(state, state.localTo) : toLocalForm(state);
}

function toLocalForm(state: EntropyState): Partial<EntropyState> {
  const map = localMapOf(state);
  if (!map) return {};
  const modelView = modelViewOf({ kind: 'normalForm' });
  const { place } = state;
  const forcing = place ? map.forcing(place.control1, place.control2) : 0;
  const splitting = place ? map.splitting(place.control2) : 0;
  const controls = { kind: 'normalForm', forcing, splitting } as const;
  const from = place && map.state(place.state, place.control2);
  const at = { control1: forcing, control2: splitting };
  const there =
    from === undefined
      ? placeAt(modelView, controls, 'lower')
      : { ...at, state: settle(modelView.model, from, forcing, splitting) };
  const { modelView: own, controls: before, window } = state;
  const localTo = { modelView: own, controls: before, map, window, before: place, there };
  return {
    ...{ modelView, controls, localTo, window: modelView.window },
    ...{ place: there, trail: trailFrom(there), event: '', hovered: undefined },
  };
}

/**
 * Maps the point back to the training; for a ≥ 1 there is no such strength. A point that was not
 * moved returns exactly, with its state, because the approximation may not have that sheet.
 */
function backFrom(state: EntropyState, localTo: LocalForm): Partial<EntropyState> {
  const { modelView, controls, map, window } = localTo;
  const { place } = state;
  if (place === localTo.there) {
    const { before } = localTo;
    return {
      ...{ modelView, controls, localTo: undefined, window },
      ...{ place: before, trail: trailFrom(before), event: '', hovered: undefined },
    };
  }
  const at = place && place.control2 < 1 && map.controls(place.control2, place.control1);
  const settings = at ? settingsAt(modelView.settings, controls, at) : controls;
  const to = controlsOf(modelView.settings, settings);
  const sheet = place && place.state > 0 ? 'upper' : 'lower';
  const there = to && placeAt(modelView, settings, sheet);
  return {
    ...{ modelView, controls: settings, localTo: undefined, window },
    ...{ place: there, trail: trailFrom(there), event: '', hovered: undefined },
  };
}

/** The controls that the normal form corresponds to here, and its error. */
export function localFormText({ place }: EntropyState, { modelView, map }: LocalForm): string {
  const { symbol1, symbol2 } = labelsOf(modelView);
  if (!place || !modelView.grpo || !(place.control2 < 1))
    return l10n.t(
      'This approximation is exact only at the cusp. No {0} corresponds to a ≥ 1.',
      symbol2,
    );
  const { control1, control2 } = map.controls(place.control2, place.control1);
  const at = `${symbol1} = ${numberText(control1, 3)}, ${symbol2} = ${numberText(control2, 3)}`;
  const error = foldError(modelView.grpo, map, control2);
  return error === undefined
    ? l10n.t('This approximation is exact only at the cusp. Here it corresponds to {0}.', at)
    : l10n.t(
        'This approximation is exact only at the cusp. Here it corresponds to {0}, and its folds deviate by {1} % of the distance between them.',
        at,
        numberText(100 * error, 2),
      );
}
