import { layerName } from '../../../core/network/layerName.ts';
import { css, type ColourTable } from '../../../core/picture/colour.ts';
import { levelWidth, lineWidth } from '../../../core/picture/palette.ts';
import { enclosureText, numberText } from '../../../core/numberText.ts';
import { colouringName, type Choices } from '../choices.ts';
import type { Drawable, Drawing } from '../../viewport/drawing.ts';
import { element, svgElement } from '../../kit/element.ts';
import type { PaneOf, State } from '../state.ts';
import { grouped } from '../../kit/counts.ts';
import { l10n } from '../../kit/l10n.ts';
import { heightLabel } from '../names.ts';

/** How to read the colours: what the faces mean, and which line belongs to which layer. */
export function createLegend(): PaneOf<Pick<State, 'choices'>> {
  const faces = element('div', { class: 'legend-faces' });
  const lines = element('ul', { class: 'legend-lines', 'aria-label': l10n.t('Fold lines') });
  const node = element(
    'div',
    { class: 'legend', role: 'group', 'aria-label': l10n.t('Legend') },
    lines,
    faces,
  );
  let shown: unknown[] = [];

  return {
    node,
    update: ({ choices }, drawing) => {
      node.hidden = !drawing;
      if (!drawing) return;
      const { colours, folds, palette, lines: drawn, levels, entropy, classes } = drawing;
      const now = [colours, folds, palette, drawn, levels, entropy, classes, choices];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      lines.replaceChildren(...lineEntries(drawing, choices));
      faces.replaceChildren(...faceEntries(drawing, choices));
    },
  };
}

/** The layers that have folds, in order. */
export function layersWithFolds({ folds }: Drawing<Drawable>): number[] {
  const { firstOfLayer } = folds;
  return Array.from({ length: firstOfLayer.length - 1 }, (_, layer) => layer).filter(
    (layer) => firstOfLayer[layer + 1] > firstOfLayer[layer],
  );
}

function lineEntries(drawing: Drawing<Drawable>, choices: Choices): HTMLElement[] {
  const { palette, picture, levels, height } = drawing;
  const folds = choices.lines ? foldEntries(drawing, choices) : [];
  if (!levels || levels.curves.count === 0) return folds;
  const listed = levels.levels.slice(0, mostLevels).map((level) => numberText(level, 3));
  const more = levels.levels.length > mostLevels ? ', …' : '';
  const name = `${heightLabel(picture, height)} = ${listed.join(', ')}${more}`;
  return [...folds, entry(stroke(palette.level, levelWidth * palette.weight), name)];
}

/** Levels that a legend has room for. */
const mostLevels = 6;

function foldEntries(drawing: Drawing<Drawable>, choices: Choices): HTMLElement[] {
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
    entries.push(entry(stroke(palette.tie, 3 * palette.weight), l10n.t('Largest output changes')));
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

function faceEntries(drawing: Drawing<Drawable>, { faces }: Choices): (Node | string)[] {
  if (!faces) return [];
  const { colours, picture, height, colouring } = drawing;
  const { scale } = colours;
  const name = colouring === 'height' ? heightLabel(picture, height) : colouringName(colouring);
  switch (scale.kind) {
    case 'ramp':
      return [
        element('span', { class: 'legend-name' }, name),
        element('span', { class: 'number' }, numberText(scale.lo, 3)),
        bar(scale.table),
        element('span', { class: 'number' }, numberText(scale.hi, 3)),
        ...entropySummary(drawing),
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
        ...unsplitNote(drawing),
      ];
    case 'distinct':
      return colouring === 'region'
        ? [l10n.t('lower'), bar(drawing.palette.regions), l10n.t('higher regions')]
        : [element('span', { class: 'legend-name' }, l10n.t('One colour per affine map'))];
  }
}

/** Cells of a partial complex that have no pieces by class take the colour of one. */
function unsplitNote({ colouring, classes }: Drawing<Drawable>): HTMLElement[] {
  if (colouring !== 'class' || !classes || classes.unknown === 0) return [];
  const text =
    classes.unknown === 1
      ? l10n.t('1 region is not divided: it has the colour at its centre')
      : l10n.t(
          '{0} regions are not divided: each has the colour at its centre',
          grouped(classes.unknown),
        );
  return [element('span', { class: 'muted' }, text)];
}

/** What the policy is like over the whole domain. */
function entropySummary({ colouring, entropy }: Drawing<Drawable>): HTMLElement[] {
  if (colouring !== 'entropy') return [];
  const text = entropy
    ? l10n.t(
        'nats · mean {0} · least {1}',
        enclosureText(entropy.mean),
        enclosureText(entropy.least),
      )
    : l10n.t('nats · computing the mean');
  return [element('span', { class: 'number', role: 'status' }, text)];
}

function keyName(picture: Drawable, colouring: Choices['colouring'], index: number): string {
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
