import { layerName } from '../../core/network/layerName.ts';
import { heightName } from '../../core/picture/heightName.ts';
import type { Colouring } from '../../core/picture/colouring.ts';
import type { RegionKind } from '../../core/picture/joined.ts';
import type { Height } from '../../core/picture/sheet.ts';
import type { Picture } from '../../protocol/view.ts';
import { presets, type Preset } from '../camera.ts';
import { colouringNames, exaggerationRange, regionKindNames, type Choices } from '../choices.ts';
import { layersWithFolds } from './legend.ts';
import { element } from '../element.ts';
import type { Pane } from '../state.ts';
import { checkbox, dropdown, slider, textButton, type Choice, type Field } from '../toolkit.ts';

export interface SettingsActions {
  readonly choose: (change: Partial<Choices>) => void;
  readonly look: (preset: Preset) => void;
}

const presetNames: Readonly<Record<Preset, string>> = {
  corner: 'Corner',
  front: 'Front',
  side: 'Side',
  above: 'Above',
};

/** The panel of choices: what colours and heights mean, and what is drawn. */
export function createSettings(actions: SettingsActions): Pane {
  const colouring = dropdown('Colour', (value) =>
    actions.choose({ colouring: value as Colouring }),
  );
  let heights: readonly Height[] = [];
  const height = dropdown('Height', (value) => actions.choose({ height: heights[Number(value)] }));
  const regions = dropdown('Regions', (value) => actions.choose({ regions: value as RegionKind }));
  const exaggeration = slider('Height exaggeration', exaggerationRange, (value) =>
    actions.choose({ exaggeration: value }),
  );
  const factor = element('output', { class: 'factor' });
  const faces = checkbox('Faces', (checked) => actions.choose({ faces: checked }));
  const lines = checkbox('Fold lines', (checked) => actions.choose({ lines: checked }));
  const layers = element('div', { class: 'layers' });
  let layerBoxes: { readonly layer: number; readonly box: Field<boolean> }[] = [];
  let layerKey = '';
  let hidden: readonly number[] = [];
  const views = element(
    'div',
    { class: 'presets', role: 'group', 'aria-label': 'Look from' },
    ...(Object.keys(presets) as Preset[]).map((preset) =>
      textButton(presetNames[preset], 'secondary', () => actions.look(preset)),
    ),
  );
  const viewRow = row('Look from', views);
  const node = element(
    'section',
    { class: 'settings', id: 'settings', 'aria-label': 'Settings' },
    row('Colour', colouring.node),
    row('Height', height.node),
    row('Regions', regions.node),
    row('Stretch', element('div', { class: 'slider-row' }, exaggeration.node, factor)),
    viewRow,
    element('div', { class: 'checks' }, faces.node, lines.node, layers),
  );

  const showLayers = (picture: Picture, present: readonly number[]): void => {
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
      colouring.set(colouringChoices(picture), choices.colouring);
      height.set(
        heights.map((h, i) => ({ value: String(i), label: heightName(picture.outputNames, h) })),
        String(heights.findIndex((h) => sameHeight(h, drawing.height))),
      );
      regions.set(regionChoices, choices.regions);
      exaggeration.set(choices.exaggeration);
      factor.value = `×${choices.exaggeration.toFixed(2)}`;
      faces.set(choices.faces);
      lines.set(choices.lines);
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

const regionChoices: readonly Choice[] = Object.entries(regionKindNames).map(([value, label]) => ({
  value,
  label,
}));

function colouringChoices(picture: Picture): Choice[] {
  const several = picture.complex.outputCount > 1;
  return (Object.keys(colouringNames) as Colouring[])
    .filter((colouring) => colouring !== 'class' || several)
    .map((value) => ({ value, label: colouringNames[value] }));
}

/** Heights worth offering: every output, the largest of several, the difference of two. */
function heightsOf(picture: Picture): Height[] {
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
