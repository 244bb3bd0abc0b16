import { layerName } from '../../core/network/layerName.ts';
import { heightName } from '../../core/picture/heightName.ts';
import { css, type ColourTable } from '../../core/picture/colour.ts';
import { lineWidth } from '../../core/picture/palette.ts';
import { numberText } from '../../core/picture/formula.ts';
import type { Picture } from '../../protocol/view.ts';
import { colouringNames, type Choices } from '../choices.ts';
import type { Drawing } from '../drawing.ts';
import { element, svgElement } from '../element.ts';

import type { Pane } from '../state.ts';

/** How to read the colours: what the faces mean, and which line belongs to which layer. */
export function createLegend(): Pane {
  const faces = element('div', { class: 'legend-faces' });
  const lines = element('ul', { class: 'legend-lines', 'aria-label': 'Fold lines' });
  const node = element(
    'div',
    { class: 'legend', role: 'group', 'aria-label': 'Legend' },
    lines,
    faces,
  );
  let shown: unknown[] = [];

  return {
    node,
    update: ({ choices }, drawing) => {
      node.hidden = !drawing;
      if (!drawing) return;
      const now = [drawing.colours, drawing.folds, drawing.palette, drawing.lines, choices];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      lines.replaceChildren(...lineEntries(drawing, choices));
      faces.replaceChildren(...faceEntries(drawing, choices));
    },
  };
}

/** The layers that have folds, in order. */
export function layersWithFolds({ folds }: Drawing): number[] {
  const { firstOfLayer } = folds;
  return Array.from({ length: firstOfLayer.length - 1 }, (_, layer) => layer).filter(
    (layer) => firstOfLayer[layer + 1] > firstOfLayer[layer],
  );
}

function lineEntries(drawing: Drawing, choices: Choices): HTMLElement[] {
  if (!choices.lines) return [];
  const { palette, picture } = drawing;
  const entries = layersWithFolds(drawing)
    .filter((layer) => !choices.hiddenLayers.includes(layer))
    .map((layer) =>
      entry(
        stroke(palette.layers[layer % palette.layers.length], lineWidth(palette, layer)),
        layerName(picture.network, layer),
      ),
    );
  if (drawing.lines.ties.length > 0)
    entries.push(entry(stroke(palette.tie, 3 * palette.weight), 'Largest output changes'));
  return entries;
}

function entry(sample: SVGElement, label: string): HTMLElement {
  return element('li', { class: 'key' }, sample, label);
}

/** A piece of line on a dark or light chip, as it looks on the faces. */
function stroke(colour: readonly number[], width: number): SVGElement {
  return svgElement(
    'svg',
    { class: 'sample', width: 26, height: 12, 'aria-hidden': 'true' },
    svgElement('rect', { class: 'sample-ground', x: 0, y: 0, width: 26, height: 12, rx: 3 }),
    svgElement('path', { d: 'M3 6H23', stroke: css(colour), 'stroke-width': width }),
  );
}

function faceEntries(drawing: Drawing, { colouring, faces }: Choices): (Node | string)[] {
  if (!faces) return [];
  const { colours, picture, height } = drawing;
  const { scale } = colours;
  const name =
    colouring === 'height' ? heightName(picture.outputNames, height) : colouringNames[colouring];
  switch (scale.kind) {
    case 'ramp':
      return [
        element('span', { class: 'legend-name' }, name),
        element('span', { class: 'number' }, numberText(scale.lo, 3)),
        bar(scale.table),
        element('span', { class: 'number' }, numberText(scale.hi, 3)),
      ];
    case 'keys':
      return [
        element('span', { class: 'legend-name' }, name),
        ...scale.keys.map(({ index, colour }) =>
          element(
            'span',
            { class: 'key' },
            svgElement(
              'svg',
              { width: 12, height: 12, 'aria-hidden': 'true' },
              svgElement('rect', { width: 12, height: 12, rx: 3, fill: css(colour) }),
            ),
            keyName(picture, colouring, index),
          ),
        ),
      ];
    case 'distinct':
      return colouring === 'region'
        ? ['lower', bar(drawing.palette.regions), 'higher regions']
        : [element('span', { class: 'legend-name' }, 'One colour per affine map')];
  }
}

function keyName(picture: Picture, colouring: Choices['colouring'], index: number): string {
  return colouring === 'class' ? picture.outputNames[index] : layerName(picture.network, index);
}

function bar(table: ColourTable): SVGElement {
  const steps = 32;
  const rects = Array.from({ length: steps }, (_, i) => {
    const at = 3 * Math.round((255 * i) / (steps - 1));
    const fill = css(table.subarray(at, at + 3));
    return svgElement('rect', { x: i * 3, y: 0, width: 3.2, height: 10, fill });
  });
  return svgElement(
    'svg',
    { class: 'bar', width: 96, height: 10, 'aria-hidden': 'true' },
    ...rects,
  );
}
