import {
  modelViewOf,
  viewUnder,
  type ModelView,
  type ModelSettings,
} from '../../../core/entropy/modelView.ts';
import { logarithmicWindow } from '../../../core/entropy/controlAxis.ts';
import {
  controlsOf,
  settingsAt,
  usualControls,
  type ControlSettings,
} from '../../../core/entropy/controls.ts';
import type { KlGradient } from '../../../core/entropy/grpo/klGradient.ts';
import { restPoints } from '../../../core/entropy/equilibriumModel.ts';
import { settle, type Controls } from '../../../core/entropy/hysteresis.ts';
import {
  pathTo,
  type QuasiStaticPath,
  type ModelState,
} from '../../../core/entropy/quasiStaticPath.ts';
import type { ControlWindow } from '../../../core/entropy/sheetRaster.ts';
import { logit, sigmoid } from '../../../core/numeric/logistic.ts';
import { numberText } from '../../../core/numberText.ts';
import type { EntropyDocument } from '../../../protocol/entropy/model.ts';
import type { Intervention, Refresh, Sheet } from '../../../language/entropy/entropySpec.ts';
import { l10n } from '../../kit/l10n.ts';
import { apart } from './line.ts';
import { outcomeText } from './outcome.ts';
import type { EntropyState, Trail } from './state.ts';
import { labelsOf } from './labels.ts';

type Change = Partial<EntropyState>;

/** Maximum number of points in a trail; older ones are dropped. */
const longestTrail = 900;

/** The state of the page for a newly opened document. */
export function opened(document: EntropyDocument, logarithmic: boolean | undefined): Change {
  const { model, controls, range, start } = document.spec;
  const modelView = modelViewOf(model, controls);
  const place = placeAt(modelView, controls, start);
  return {
    document,
    modelView,
    localTo: undefined,
    controls,
    window: windowOf(modelView, range, logarithmic),
    place,
    trail: trailFrom(place),
    event: '',
    step: { index: -1, place, outcome: '' },
    hovered: undefined,
  };
}

/** Applies another version of the same document; the state follows the new controls. */
export function edited(state: EntropyState, document: EntropyDocument): Change {
  const { model, controls, range } = document.spec;
  const before = state.document.spec;
  if (model.kind !== state.modelView.settings.kind || before.start !== document.spec.start)
    return opened(document, state.choices.logarithmic);
  const modelView = same(model, before.model) ? state.modelView : modelViewOf(model, controls);
  const usual = windowOf(modelView, range, state.choices.logarithmic);
  const window = same(range, before.range) ? windowFor(modelView, state.window, usual) : usual;
  const next = { ...state, document, modelView, window };
  const change = same(controls, before.controls) ? {} : withControls(next, controls);
  return { document, modelView, window: next.window, ...resettled(next), ...change };
}

/** Changes the model or its parameters. */
export function withModel(state: EntropyState, model: ModelSettings): Change {
  const { spec } = state.document;
  if (model.kind === state.modelView.settings.kind) {
    const modelView = modelViewOf(model, state.controls);
    const usual = windowOf(modelView, {}, state.choices.logarithmic);
    const window = windowFor(modelView, state.window, usual);
    return { modelView, window, ...resettled({ ...state, modelView, window }) };
  }
  const isOfSpec = model.kind === spec.model.kind;
  const controls = isOfSpec ? spec.controls : usualControls(model.kind, klGradientOf(model));
  const modelView = modelViewOf(model, controls);
  const place = placeAt(modelView, controls, isOfSpec ? spec.start : 'lower');
  const window = windowOf(modelView, isOfSpec ? spec.range : {}, state.choices.logarithmic);
  const trail = trailFrom(place);
  return { modelView, localTo: undefined, controls, window, place, trail, event: '' };
}

/** Changes the controls; the state follows them. */
export function withControls(state: EntropyState, controls: ControlSettings): Change {
  const modelView = viewUnder(state.modelView, controls);
  // With k3, another entropy bonus is another surface.
  if (modelView !== state.modelView)
    return { modelView, controls, ...resettled({ ...state, modelView, controls }) };
  const to = controlsOf(modelView.settings, controls);
  if (!to) return { controls, place: undefined };
  if (!state.place) {
    // While a number is being typed, it may be zero temporarily; the trail keeps the state.
    const last = state.trail.places.at(-1);
    const place = last
      ? { ...to, state: settledFrom(modelView, last.state, to) }
      : placeAt(modelView, controls, 'lower');
    return { controls, place, trail: trailFrom(place) };
  }
  return { controls, ...travelled(state, state.place, to) };
}

/** Moves the point in the plane, as far as the settings of the model allow. */
export function movedTo(state: EntropyState, to: Controls): Change {
  return withControls(state, settingsAt(state.modelView.settings, state.controls, to));
}

/** Sets the state at the same controls; it then relaxes to an equilibrium. */
export function put(state: EntropyState, at: number): Change {
  const { place, modelView, trail } = state;
  if (!place) return {};
  const rest = settle(modelView.model, at, place.control1, place.control2);
  const next = { ...place, state: Number.isFinite(rest) ? rest : Math.sign(rest) * 60 };
  return { place: next, trail: longer(trail, { places: [next], jumps: [0] }), event: '' };
}

/** Applies an intervention of the document: first its controls, then its refresh. */
export function intervened(
  state: EntropyState,
  { controls, refresh }: Intervention,
  index: number | undefined,
): Change {
  const change = withControls(state, controls);
  const mixed = refresh ? refreshed({ ...state, ...change }, refresh) : {};
  const next = { ...state, ...change, ...mixed };
  const outcome = outcomeText(state, next, refresh);
  const step = { index, place: next.place, outcome };
  return { ...change, ...mixed, event: '', step };
}

/** Mixes in a fine-tuned policy, q ← (1 − r)·q + r·q_sft, and lets training relax. */
function refreshed(state: EntropyState, { share, success }: Refresh): Change {
  const { place } = state;
  if (!place) return {};
  const q = (1 - share) * sigmoid(place.state) + share * success;
  return put(state, logit(q));
}

/** The stable state on the lower or the upper sheet at these controls. */
export function placeAt(
  modelView: ModelView,
  controls: ControlSettings,
  sheet: Sheet,
): ModelState | undefined {
  const at = controlsOf(modelView.settings, controls);
  if (!at) return undefined;
  const stable = restPoints(modelView.model, at.control1, at.control2).filter((one) => one.stable);
  const point = sheet === 'lower' ? stable[0] : stable[stable.length - 1];
  const rest = point as typeof point | undefined;
  return { ...at, state: rest?.state ?? 60 };
}

function travelled(state: EntropyState, from: ModelState, to: Controls): Change {
  const { modelView, choices, window, trail } = state;
  const distance = Math.hypot(...apart(from, to, window));
  const steps = Math.min(90, Math.max(3, Math.ceil(180 * distance)));
  const path = pathTo(modelView.model, from, to, choices.convention, steps);
  const place = path.places[path.places.length - 1];
  return { place, trail: longer(trail, path), event: eventOf(state, path, from) };
}

/** Keeps the controls in another model; the state relaxes again and the trail restarts. */
function resettled(state: EntropyState): Change {
  const at = controlsOf(state.modelView.settings, state.controls);
  if (!at) return { place: undefined };
  const place = state.place
    ? { ...at, state: settledFrom(state.modelView, state.place.state, at) }
    : placeAt(state.modelView, state.controls, 'lower');
  return { place, trail: trailFrom(place) };
}

function settledFrom({ model }: ModelView, from: number, at: Controls): number {
  const rest = settle(model, from, at.control1, at.control2);
  return Number.isFinite(rest) ? rest : Math.sign(rest) * 60;
}

function eventOf(
  state: EntropyState,
  { places, jumps }: QuasiStaticPath,
  from: ModelState,
): string {
  const last = jumps.at(-1);
  if (last === undefined) return state.event;
  const at = places[last];
  const before = (places[last - 1] as ModelState | undefined) ?? from;
  const labels = labelsOf(state.modelView);
  const [start, end] =
    at.state > before.state ? [labels.lower, labels.upper] : [labels.upper, labels.lower];
  const [c1, c2] = [numberText(at.control1, 3), numberText(at.control2, 3)];
  return l10n.t(
    'Jumped from {0} to {1} at {2} = {3}, {4} = {5}',
    start,
    end,
    labels.symbol1,
    c1,
    labels.symbol2,
    c2,
  );
}

/** Makes the axis of B logarithmic or linear, over the range given in the document. */
export function withLogarithmic(state: EntropyState, logarithmic: boolean): Change {
  const { modelView, choices, document } = state;
  const isOfSpec = modelView.settings.kind === document.spec.model.kind;
  const window = windowOf(modelView, isOfSpec ? document.spec.range : {}, logarithmic);
  return { choices: { ...choices, logarithmic }, window };
}

/** Ratio of the ends of a range from which it is drawn by decades unless chosen otherwise. */
const logarithmicFrom = 50;

/** The window of a model, with the ranges that the document sets. */
function windowOf(
  modelView: ModelView,
  range: EntropyDocument['spec']['range'],
  chosen: boolean | undefined,
): ControlWindow {
  const window = { ...modelView.window, ...range };
  const [from, to] = range.control2 ?? [0, 0];
  const logarithmic = chosen ?? (from > 0 && to / from > logarithmicFrom);
  if (!logarithmic || modelView.settings.kind !== 'grpo') return window;
  return from > 0 ? { ...window, logarithmic } : logarithmicWindow(window);
}

/** The current window if it contains a cusp; otherwise the default window. */
function windowFor(
  { model }: ModelView,
  window: ControlWindow,
  usual: ControlWindow,
): ControlWindow {
  const isInside = ([from, to]: readonly [number, number], x: number): boolean =>
    x > from + 0.12 * (to - from) && x < to - 0.05 * (to - from);
  const fits =
    model.cusps.length === 0 ||
    model.cusps.some(
      ({ control1, control2 }) =>
        isInside(window.control1, control1) && isInside(window.control2, control2),
    );
  return fits ? window : usual;
}

function klGradientOf(model: ModelSettings): KlGradient {
  return model.kind === 'grpo' ? model.klGradient : 'reverse';
}

export function trailFrom(place: ModelState | undefined): Trail {
  return { places: place ? [place] : [], jumps: [] };
}

function longer(trail: Trail, { places, jumps }: QuasiStaticPath): Trail {
  const all = [...trail.places, ...places];
  const shift = Math.max(0, all.length - longestTrail);
  const moved = [...trail.jumps, ...jumps.map((i) => i + trail.places.length)];
  return {
    places: all.slice(shift),
    jumps: moved.map((i) => i - shift).filter((i) => i > 0),
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
