import type { FaceKey, LineKey, PictureLegend } from '../../core/picture/pictureLegend.ts';
import type { Choices } from './choices.ts';
import type { Drawable, Drawing } from './drawing.ts';

/** What an entry of a legend shows and hides. */
export type Toggled = LineKey['of'] | { readonly kind: 'class'; readonly index: number };

/** What a face key shows and hides: a class, not a layer. */
export function toggledBy(
  { index }: FaceKey,
  { colouring }: Drawing<Drawable>,
): Toggled | undefined {
  return colouring === 'class' ? { kind: 'class', index } : undefined;
}

/** Whether what an entry stands for is drawn. */
export function isDrawn(toggled: Toggled, choices: Choices, boundaries: boolean): boolean {
  switch (toggled.kind) {
    case 'layer':
      return choices.lines && !choices.hiddenLayers.includes(toggled.layer);
    case 'boundary':
      return boundaries;
    case 'class':
      return !choices.hiddenClasses.includes(toggled.index);
    case 'contours':
      return true;
  }
}

/** Hides what is drawn, or shows it again. */
export function toggle(
  toggled: Toggled,
  legend: PictureLegend,
  choices: Choices,
  boundaries: boolean,
): Partial<Choices> {
  const shown = isDrawn(toggled, choices, boundaries);
  switch (toggled.kind) {
    case 'layer': {
      const layers = drawnLayers(legend, choices).filter((layer) => layer !== toggled.layer);
      return withLayers(legend, shown ? layers : [...layers, toggled.layer]);
    }
    case 'boundary':
      return { boundaries: !shown };
    case 'class': {
      const others = choices.hiddenClasses.filter((index) => index !== toggled.index);
      return { hiddenClasses: shown ? [...others, toggled.index] : others };
    }
    case 'contours':
      return {};
  }
}

/** Hides every other line or class; or shows all, if they are hidden already. */
export function isolate(
  toggled: Toggled,
  legend: PictureLegend,
  choices: Choices,
  boundaries: boolean,
): Partial<Choices> {
  if (toggled.kind === 'contours') return {};
  if (toggled.kind === 'class') {
    const keys = legend.faces.kind === 'keys' ? legend.faces.keys : [];
    const others = keys.map(({ index }) => index).filter((index) => index !== toggled.index);
    const isAlone =
      isDrawn(toggled, choices, boundaries) &&
      others.every((index) => choices.hiddenClasses.includes(index));
    return { hiddenClasses: isAlone ? [] : others };
  }
  const layers = drawnLayers(legend, choices);
  const only = toggled.kind === 'layer' ? [toggled.layer] : [];
  const isAlone =
    boundaries === (toggled.kind === 'boundary') &&
    layers.length === only.length &&
    only.every((layer) => layers.includes(layer));
  const hasBoundaries = legend.lines.some(({ of }) => of.kind === 'boundary');
  return {
    ...withLayers(legend, isAlone ? layersOf(legend) : only),
    ...(hasBoundaries && { boundaries: isAlone || toggled.kind === 'boundary' }),
  };
}

function layersOf({ lines }: PictureLegend): number[] {
  return lines.flatMap(({ of }) => (of.kind === 'layer' ? [of.layer] : []));
}

function drawnLayers(legend: PictureLegend, choices: Choices): number[] {
  return layersOf(legend).filter((layer) => isDrawn({ kind: 'layer', layer }, choices, false));
}

/** Without any layer, fold lines are off, so that the command for fold lines shows them all again. */
function withLayers(legend: PictureLegend, shown: readonly number[]): Partial<Choices> {
  if (shown.length === 0) return { lines: false, hiddenLayers: [] };
  const hidden = layersOf(legend).filter((layer) => !shown.includes(layer));
  return { lines: true, hiddenLayers: hidden };
}
