import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import { layerName } from '../../../core/network/network.ts';
import { enclosureText, numberText } from '../../../core/numberText.ts';
import { css, type ColourTable } from '../../../core/plot/colour.ts';
import { levelWidth, lineWidth } from '../../../core/plot/palette.ts';
import { grouped } from '../../kit/counts.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawable, Drawing } from '../../viewport/drawing.ts';
import { colouringName, type Choices } from '../../viewport/choices.ts';
import { heightLabel } from '../../viewport/names.ts';
import type { PaneOf, State } from '../state.ts';

type Content = TemplateResult | typeof nothing;

/** What the colours of faces and lines mean. */
export function createLegend(): PaneOf<Pick<State, 'choices'>> {
  const node = elementOf(
    html`<div class="legend" role="group" aria-label=${l10n.t('Legend')}></div>`,
  );
  return {
    node,
    update: ({ choices }, drawing) => {
      node.hidden = !drawing;
      if (drawing) render(legend(drawing, choices), node);
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

function legend(drawing: Drawing<Drawable>, choices: Choices): TemplateResult {
  const lines = [...(choices.lines ? foldLines(drawing, choices) : []), contourLines(drawing)];
  return html`<ul class="legend-lines" aria-label=${l10n.t('Fold lines')}>
      ${lines}
    </ul>
    <div class="legend-faces">${choices.faces ? faceColours(drawing) : nothing}</div>`;
}

function foldLines(drawing: Drawing<Drawable>, { hiddenLayers }: Choices): Content[] {
  const { palette, picture } = drawing;
  const layers = layersWithFolds(drawing)
    .filter((layer) => !hiddenLayers.includes(layer))
    .map((layer) =>
      lineKey(
        palette.layers[layer % palette.layers.length],
        lineWidth(palette, layer),
        layerName(picture.network, layer),
      ),
    );
  if (drawing.lines.ties.length === 0) return layers;
  return [...layers, lineKey(palette.tie, 3 * palette.weight, l10n.t('Decision boundary'))];
}

/** As many values as a legend has room for. */
const mostLevels = 6;

function contourLines({ palette, picture, levels, height }: Drawing<Drawable>): Content {
  if (!levels || levels.curves.count === 0) return nothing;
  const listed = levels.levels.slice(0, mostLevels).map((level) => numberText(level, 3));
  const more = levels.levels.length > mostLevels ? ', …' : '';
  const name = `${heightLabel(picture, height)} = ${listed.join(', ')}${more}`;
  return lineKey(palette.level, levelWidth * palette.weight, name);
}

function lineKey(colour: readonly number[], width: number, name: string): TemplateResult {
  return html`<li class="key">${lineSample(css(colour), width)}${name}</li>`;
}

/** A piece of line on a dark or light chip, as it looks on the faces. */
function lineSample(colour: string, width: number): TemplateResult {
  return html`<svg class="sample" width="26" height="12" aria-hidden="true">
    <rect class="sample-ground" width="26" height="12" rx="3"></rect>
    <path d="M3 6H23" stroke=${colour} stroke-width=${width}></path>
  </svg>`;
}

function faceColours(drawing: Drawing<Drawable>): TemplateResult {
  const { colours, picture, height, colouring, palette } = drawing;
  const { scale } = colours;
  const title = colouring === 'height' ? heightLabel(picture, height) : colouringName(colouring);
  const name = html`<span class="legend-name">${title}</span>`;
  switch (scale.kind) {
    case 'ramp':
      return html`${name}
        <span class="number">${numberText(scale.lo, 3)}</span>
        ${colourBar(scale.table)}
        <span class="number">${numberText(scale.hi, 3)}</span>
        ${entropySummary(drawing)}`;
    case 'keys':
      return html`${name}
      ${scale.keys.map(({ index, colour }) =>
        faceKey(css(colour), keyName(picture, colouring, index)),
      )}
      ${undividedNote(drawing)}`;
    case 'distinct':
      return colouring === 'region'
        ? html`${l10n.t('lower')} ${colourBar(palette.regions)} ${l10n.t('higher regions')}`
        : html`<span class="legend-name">${l10n.t('One colour per affine map')}</span>`;
  }
}

function faceKey(colour: string, name: string): TemplateResult {
  return html`<span class="key">${faceSample(colour)}${name}</span>`;
}

function faceSample(colour: string): TemplateResult {
  return html`<svg width="12" height="12" aria-hidden="true">
    <rect width="12" height="12" rx="3" fill=${colour}></rect>
  </svg>`;
}

/** Cells of a partial complex that are not divided by class take the colour of one. */
function undividedNote({ colouring, classes }: Drawing<Drawable>): Content {
  if (colouring !== 'class' || !classes || classes.unknown === 0) return nothing;
  const text =
    classes.unknown === 1
      ? l10n.t('1 region is not divided by class; it has the colour at its centre')
      : l10n.t(
          '{0} regions are not divided by class; each has the colour at its centre',
          grouped(classes.unknown),
        );
  return html`<span class="muted">${text}</span>`;
}

/** The entropy of the policy over the whole domain. */
function entropySummary({ colouring, entropy }: Drawing<Drawable>): Content {
  if (colouring !== 'entropy') return nothing;
  const text = entropy
    ? l10n.t(
        'nats · mean {0} · minimum {1}',
        enclosureText(entropy.mean),
        enclosureText(entropy.least),
      )
    : l10n.t('nats · computing the mean…');
  return html`<span class="number" role="status">${text}</span>`;
}

function keyName(picture: Drawable, colouring: Choices['colouring'], index: number): string {
  return colouring === 'class' ? picture.outputNames[index] : layerName(picture.network, index);
}

function colourBar(table: ColourTable): TemplateResult {
  const steps = 32;
  const rects = Array.from({ length: steps }, (_, i) => {
    const at = 3 * Math.round((255 * i) / (steps - 1));
    const fill = css(table.subarray(at, at + 3));
    return svg`<rect x=${i * 3} width="3.2" height="10" fill=${fill}></rect>`;
  });
  return html`<svg class="bar" width="96" height="10" aria-hidden="true">${rects}</svg>`;
}
