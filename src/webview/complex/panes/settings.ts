import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { Height } from '../../../core/height.ts';
import { layerName } from '../../../core/network/network.ts';
import { colouringOf, colourings } from '../../../core/picture/colouring.ts';
import { checkbox, dropdown, slider, textButton, type Choice } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { scrub } from '../../kit/scrub.ts';
import { presets, type Preset } from '../../viewport/camera.ts';
import type { Drawable, Drawing } from '../../viewport/drawing.ts';
import {
  colouringName,
  exaggerationRange,
  gainAt,
  gainRange,
  positionOf,
  type Choices,
} from '../../viewport/choices.ts';
import { heightLabel } from '../../viewport/names.ts';
import type { PaneOf, State } from '../state.ts';
import { layersWithFolds } from '../../viewport/legendOf.ts';
import type { Trial } from '../trial.ts';
import { sliceRows } from './sliceSettings.ts';
import { levelRows, row } from './levelSettings.ts';

interface SettingsState extends Pick<State, 'choices' | 'flatBecause'> {
  readonly trial?: State['trial'];
  readonly picture: Drawable | undefined;
}

export interface SettingsActions {
  readonly choose: (change: Partial<Choices>) => void;
  readonly look: (preset: Preset) => void;
  /** Changes numbers of the text, where the view can. */
  readonly trial?: Trial;
}

/** The panel of choices: what colours and heights mean, and what is drawn. */
export function createSettings(actions: SettingsActions): PaneOf<SettingsState> {
  const node = elementOf(
    html`<section class="settings" id="settings" aria-label=${l10n.t('Settings')}></section>`,
  );
  return {
    node,
    update: (state, drawing) => {
      const { picture } = state;
      node.hidden = !state.choices.settingsOpen;
      if (picture && drawing && !node.hidden)
        render(settings({ ...state, picture }, drawing, actions), node);
    },
  };
}

function settings(
  { choices, picture, flatBecause, trial: tried }: SettingsState & { readonly picture: Drawable },
  drawing: Drawing<Drawable>,
  { choose, look, trial }: SettingsActions,
): unknown[] {
  const heights = heightsOf(picture);
  const colour = dropdown({
    label: l10n.t('Colour'),
    choices: colouringChoices(picture, choices, drawing),
    value: isOffered(picture, choices.colouring) ? choices.colouring : 'auto',
    onChange: (value) => choose({ colouring: value as Choices['colouring'] }),
  });
  const height = dropdown({
    label: l10n.t('Height'),
    choices: heights.map((h, i) => ({ value: String(i), label: heightLabel(picture, h) })),
    value: String(heights.findIndex((h) => sameHeight(h, drawing.height))),
    onChange: (value) => choose({ height: heights[Number(value)] }),
  });
  return [
    row(l10n.t('Colour'), colour),
    drawing.colouring === 'entropy' ? gainRow(choices, choose) : nothing,
    row(l10n.t('Height'), height),
    levelRows(choices, drawing, choose),
    trial ? sliceRows(picture, tried, trial) : nothing,
    heightScaleRow(choices, choose),
    picture.graph || flatBecause !== undefined ? nothing : cameraRow(look),
    checks(choices, picture, drawing, choose),
  ];
}

type Choose = SettingsActions['choose'];

function gainRow({ gain }: Choices, choose: Choose): TemplateResult {
  const control = slider({
    label: l10n.t('Gain applied to the logits of the policy'),
    range: gainRange,
    value: positionOf(gain),
    onInput: (position) => choose({ gain: gainAt(position) }),
  });
  const number = scrub({
    label: l10n.t('Gain'),
    value: Number(gain.toPrecision(3)),
    min: 0,
    max: 10 ** gainRange.max,
    onTry: (value) => choose({ gain: value }),
    onKeep: (value) => choose({ gain: value }),
    onDrop: (value) => choose({ gain: value }),
  });
  return row(l10n.t('Gain'), html`<div class="slider-row">${control}<span>×${number}</span></div>`);
}

function heightScaleRow({ exaggeration }: Choices, choose: Choose): TemplateResult {
  const control = slider({
    label: l10n.t('Height scale'),
    range: exaggerationRange,
    value: exaggeration,
    onInput: (value) => choose({ exaggeration: value }),
  });
  return row(l10n.t('Height scale'), sliderWithFactor(control, exaggeration.toFixed(2)));
}

function sliderWithFactor(control: TemplateResult, factor: string): TemplateResult {
  return html`<div class="slider-row">${control}<output class="factor">×${factor}</output></div>`;
}

function cameraRow(look: SettingsActions['look']): TemplateResult {
  const buttons = (Object.keys(presets) as Preset[]).map((preset) =>
    textButton({
      label: presetName(preset),
      appearance: 'secondary',
      onClick: () => look(preset),
    }),
  );
  const label = l10n.t('Camera');
  return row(label, html`<div class="presets" role="group" aria-label=${label}>${buttons}</div>`);
}

function presetName(preset: Preset): string {
  switch (preset) {
    case 'corner':
      return l10n.t('Corner');
    case 'front':
      return l10n.t('Front');
    case 'side':
      return l10n.t('Side');
    case 'above':
      return l10n.t('Top');
  }
}

function checks(
  choices: Choices,
  picture: Drawable,
  drawing: Drawing<Drawable>,
  choose: Choose,
): TemplateResult {
  const { faces, lines, regions } = choices;
  const layers = layersWithFolds(drawing);
  const boxes = [
    checkbox({
      label: l10n.t('Faces'),
      checked: faces,
      onChange: (checked) => choose({ faces: checked }),
    }),
    checkbox({
      label: l10n.t('Fold lines'),
      checked: lines,
      onChange: (checked) => choose({ lines: checked }),
    }),
    checkbox({
      label: l10n.t('Decision boundaries'),
      checked: drawing.boundaries,
      onChange: (checked) => choose({ boundaries: checked }),
      hidden: picture.complex.outputCount < 2,
    }),
    checkbox({
      label: l10n.t('Merge regions with the same formula'),
      checked: regions === 'linear',
      onChange: (checked) => choose({ regions: checked ? 'linear' : 'activation' }),
    }),
    layers.length > 1 ? layerChecks(layers, choices, picture, choose) : nothing,
  ];
  return html`<div class="checks">${boxes}</div>`;
}

function layerChecks(
  layers: readonly number[],
  { hiddenLayers }: Choices,
  { network }: Drawable,
  choose: Choose,
): TemplateResult {
  const boxes = layers.map((layer) => {
    const others = hiddenLayers.filter((l) => l !== layer);
    return checkbox({
      label: layerName(network, layer),
      checked: !hiddenLayers.includes(layer),
      onChange: (checked) => choose({ hiddenLayers: checked ? others : [...others, layer] }),
    });
  });
  const label = l10n.t('Fold lines of the layers');
  return html`<div class="layers" role="group" aria-label=${label}>
    <span class="muted">${label}</span>${boxes}
  </div>`;
}

function colouringChoices(
  picture: Drawable,
  { height }: Choices,
  drawing: Drawing<Drawable>,
): Choice[] {
  const asked = drawing.height === height ? height : undefined;
  const automatic = colouringName(colouringOf(picture, 'auto', asked));
  return [
    { value: 'auto', label: l10n.t('Automatic ({0})', automatic) },
    ...colourings
      .filter((colouring) => isOffered(picture, colouring))
      .map((value) => ({ value, label: colouringName(value) })),
  ];
}

/** Whether a picture has the colours of a choice. */
function isOffered(picture: Drawable, colouring: Choices['colouring']): boolean {
  return colouring === 'auto' || colouringOf(picture, colouring) === colouring;
}

/** Heights worth offering: every output, the largest of several, the difference of two. */
function heightsOf(picture: Drawable): Height[] {
  const count = picture.complex.outputCount;
  const heights: Height[] = picture.outputNames.map((_, index) => ({ kind: 'output', index }));
  if (count > 1) heights.push({ kind: 'argmax' });
  if (count === 2) heights.push({ kind: 'difference', index: 0, minus: 1 });
  if (!heights.some((h) => sameHeight(h, picture.show))) heights.push(picture.show);
  return heights;
}

function sameHeight(a: Height, b: Height): boolean {
  switch (a.kind) {
    case 'output':
      return b.kind === 'output' && a.index === b.index;
    case 'difference':
      return b.kind === 'difference' && a.index === b.index && a.minus === b.minus;
    case 'argmax':
      return b.kind === 'argmax';
  }
}
