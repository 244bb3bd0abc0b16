import { layerName } from '../../../core/network/layerName.ts';
import type { Colouring } from '../../../core/picture/colouring.ts';
import { numberText } from '../../../core/numberText.ts';
import type { RegionKind } from '../../../core/picture/regionKinds.ts';
import type { Height } from '../../../core/picture/surfacePieces.ts';
import type { Drawable } from '../../viewport/drawing.ts';
import { presets, type Preset } from '../../viewport/camera.ts';
import {
  colouringName,
  colourings,
  exaggerationRange,
  gainAt,
  gainRange,
  positionOf,
  regionKindName,
  regionKinds,
  type Choices,
} from '../choices.ts';
import { createLevelSettings } from './levelSettings.ts';
import { layersWithFolds } from './legend.ts';
import { element } from '../../kit/element.ts';
import { heightLabel } from '../names.ts';
import type { PaneOf, State } from '../state.ts';
import {
  checkbox,
  dropdown,
  slider,
  textButton,
  type Choice,
  type Field,
} from '../../kit/toolkit.ts';
import { l10n } from '../../kit/l10n.ts';

interface SettingsState extends Pick<State, 'choices' | 'flatBecause'> {
  readonly picture: Drawable | undefined;
}

export interface SettingsActions {
  readonly choose: (change: Partial<Choices>) => void;
  readonly look: (preset: Preset) => void;
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
      return l10n.t('Above');
  }
}

/** The panel of choices: what colours and heights mean, and what is drawn. */
export function createSettings(actions: SettingsActions): PaneOf<SettingsState> {
  const colouring = dropdown(l10n.t('Colour'), (value) =>
    actions.choose({ colouring: value as Colouring }),
  );
  let heights: readonly Height[] = [];
  const height = dropdown(l10n.t('Height'), (value) =>
    actions.choose({ height: heights[Number(value)] }),
  );
  const regions = dropdown(l10n.t('Regions'), (value) =>
    actions.choose({ regions: value as RegionKind }),
  );
  const exaggeration = slider(l10n.t('Height exaggeration'), exaggerationRange, (value) =>
    actions.choose({ exaggeration: value }),
  );
  const factor = element('output', { class: 'factor' });
  const faces = checkbox(l10n.t('Faces'), (checked) => actions.choose({ faces: checked }));
  const lines = checkbox(l10n.t('Fold lines'), (checked) => actions.choose({ lines: checked }));
  const boundaries = checkbox(l10n.t('Decision boundaries'), (checked) =>
    actions.choose({ boundaries: checked }),
  );
  const gain = slider(l10n.t('Gain of the policy’s logits'), gainRange, (position) =>
    actions.choose({ gain: gainAt(position) }),
  );
  const gainFactor = element('output', { class: 'factor' });
  const gainRow = row(
    l10n.t('Gain'),
    element('div', { class: 'slider-row' }, gain.node, gainFactor),
  );
  const levels = createLevelSettings(actions.choose, row);
  const layers = element('div', { class: 'layers' });
  let layerBoxes: { readonly layer: number; readonly box: Field<boolean> }[] = [];
  let layerKey = '';
  let hidden: readonly number[] = [];
  const views = element(
    'div',
    { class: 'presets', role: 'group', 'aria-label': l10n.t('Look from') },
    ...(Object.keys(presets) as Preset[]).map((preset) =>
      textButton(presetName(preset), 'secondary', () => actions.look(preset)),
    ),
  );
  const viewRow = row(l10n.t('Look from'), views);
  const node = element(
    'section',
    { class: 'settings', id: 'settings', 'aria-label': l10n.t('Settings') },
    row(l10n.t('Colour'), colouring.node),
    gainRow,
    row(l10n.t('Height'), height.node),
    ...levels.nodes,
    row(l10n.t('Regions'), regions.node),
    row(l10n.t('Stretch'), element('div', { class: 'slider-row' }, exaggeration.node, factor)),
    viewRow,
    element('div', { class: 'checks' }, faces.node, lines.node, boundaries.node, layers),
  );

  const showLayers = (picture: Drawable, present: readonly number[]): void => {
    const names = present.map((layer) => layerName(picture.network, layer));
    const key = JSON.stringify([present, names]);
    if (key === layerKey) return;
    layerKey = key;
    layerBoxes = present.map((layer, i) => ({
      layer,
      box: checkbox(names[i], (checked) =>
        actions.choose({
          hiddenLayers: checked ? hidden.filter((l) => l !== layer) : [...hidden, layer],
        }),
      ),
    }));
    layers.replaceChildren(...layerBoxes.map(({ box }) => box.node));
  };

  return {
    node,
    update: ({ choices, picture, flatBecause }, drawing) => {
      node.hidden = !choices.settingsOpen;
      if (!picture || !drawing || node.hidden) return;
      heights = heightsOf(picture);
      colouring.set(colouringChoices(picture), drawing.colouring);
      height.set(
        heights.map((h, i) => ({ value: String(i), label: heightLabel(picture, h) })),
        String(heights.findIndex((h) => sameHeight(h, drawing.height))),
      );
      regions.set(regionChoices(), choices.regions);
      exaggeration.set(choices.exaggeration);
      factor.value = `×${choices.exaggeration.toFixed(2)}`;
      faces.set(choices.faces);
      lines.set(choices.lines);
      gain.set(positionOf(choices.gain));
      gainFactor.value = `×${numberText(choices.gain, 3)}`;
      gainRow.hidden = drawing.colouring !== 'entropy';
      boundaries.set(choices.boundaries);
      boundaries.node.hidden = picture.complex.outputCount < 2;
      levels.update(choices, drawing);
      hidden = choices.hiddenLayers;
      const present = layersWithFolds(drawing);
      showLayers(picture, present.length > 1 ? present : []);
      for (const { layer, box } of layerBoxes) box.set(!hidden.includes(layer));
      viewRow.hidden = picture.graph || flatBecause !== undefined;
    },
  };
}

function row(label: string, control: HTMLElement): HTMLElement {
  return element('div', { class: 'row' }, element('span', { class: 'row-label' }, label), control);
}

function regionChoices(): Choice[] {
  return regionKinds.map((value) => ({ value, label: regionKindName(value) }));
}

function colouringChoices(picture: Drawable): Choice[] {
  const several = picture.complex.outputCount > 1;
  return colourings
    .filter((colouring) => colouring !== 'class' || several)
    .filter((colouring) => colouring !== 'entropy' || picture.policy)
    .map((value) => ({ value, label: colouringName(value) }));
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
