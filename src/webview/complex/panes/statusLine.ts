import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { Facts } from '../../../core/analysis/facts.ts';
import { numberText } from '../../../core/numberText.ts';
import type { RegionKind } from '../../../core/picture/regionKinds.ts';
import type { Picture } from '../../../protocol/preview.ts';
import { counted } from '../../kit/counts.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { moveText } from '../../viewport/foldDrag.ts';
import { heightLabel } from '../../viewport/names.ts';
import { coarsenessText } from '../coarsenessText.ts';
import type { Pane, State } from '../state.ts';

/** The counts of the complex in one line, and what is highlighted in it. */
export function createStatusLine(): Pane {
  const node = elementOf(html`<div class="status" id="status"></div>`);
  return {
    node,
    update: (state, drawing) => {
      node.hidden = !drawing;
      if (drawing) render(statusLine(state, drawing), node);
    },
  };
}

/** A description of the picture for screen readers only. */
export function createSummary(): Pane {
  const node = elementOf(html`<p class="sr-only" id="summary"></p>`);
  return {
    node,
    update: (_state, drawing) =>
      void render(drawing ? summary(drawing) : l10n.t('There is no picture yet.'), node),
  };
}

function statusLine(
  { facts, moving, choices: { regions } }: State,
  drawing: Drawing,
): TemplateResult {
  const { picture, folds } = drawing;
  const items = picture.coarseness
    ? [{ text: coarsenessText(picture.network, folds, picture.coarseness), title: coarseNote() }]
    : counts(picture, facts, regions);
  const highlighted = moving ? `${moving.drag.name}: ${moveText(moving)}` : highlightText(drawing);
  return html`<div class="counts" aria-busy=${facts === undefined}>
      ${items.map(({ text, title }) => html`<span title=${title ?? nothing}>${text}</span>`)}
    </div>
    <span class="highlight" role="status">${highlighted}</span>`;
}

interface Item {
  readonly text: string;
  readonly title?: string;
}

function coarseNote(): string {
  return l10n.t(
    'The full complex is still being computed. Each facet stands for many regions and has the slope of the one at its centre.',
  );
}

function highlightText({ highlight }: Drawing): string {
  if (!highlight) return '';
  return highlight.sides.length > 0
    ? l10n.t('Highlighted: {0}', highlight.name)
    : l10n.t('{0} has no fold here', highlight.name);
}

function counts(picture: Picture, facts: Facts | undefined, regions: RegionKind): Item[] {
  const { complex, timings, graph } = picture;
  const planeRegions = facts?.planeRegions;
  const { cellCount, linearRegionCount } = complex;
  const list: Item[] = [];
  if (regions === 'linear') {
    list.push({ text: counted.linearRegions(linearRegionCount) });
    if (linearRegionCount !== cellCount)
      list.push({ text: l10n.t('{0} patterns', cellCount.toLocaleString('en')) });
  } else if (planeRegions !== undefined && planeRegions !== cellCount) {
    list.push({
      text: graph
        ? l10n.t('{0} on the line', counted.regions(planeRegions))
        : l10n.t('{0} in the plane', counted.regions(planeRegions)),
    });
    list.push({ text: l10n.t('{0} in the domain', cellCount.toLocaleString('en')) });
  } else {
    list.push({ text: counted.regions(cellCount) });
  }
  if (regions === 'activation' && linearRegionCount !== cellCount)
    list.push({
      text: l10n.t('{0} linear', linearRegionCount.toLocaleString('en')),
      title: l10n.t('Adjacent regions with the same affine map, counted as one'),
    });
  if (!complex.complete) list.push({ text: l10n.t('partial') });
  list.push({
    text: milliseconds(timings.compute),
    title: l10n.t(
      'Parsed in {0}, computed in {1}',
      milliseconds(timings.parse),
      milliseconds(timings.compute),
    ),
  });
  return list;
}

function summary({ picture, folds, extent, height }: Drawing): string {
  const { complex, inputNames, coarseness } = picture;
  const [x, y] = inputNames;
  const range = (name: string, lo: number, hi: number): string =>
    l10n.t('{0} from {1} to {2}', name, numberText(lo), numberText(hi));
  const over = picture.graph
    ? range(x, extent.x0, extent.x1)
    : l10n.t('{0} and {1}', range(x, extent.x0, extent.x1), range(y, extent.y0, extent.y1));
  return [
    l10n.t('{0}: {1} over {2}.', picture.title, heightLabel(picture, height), over),
    coarseness
      ? `${coarsenessText(picture.network, folds, coarseness)}. ${coarseNote()}`
      : `${[
          counted.regions(complex.cellCount),
          counted.linearRegions(complex.linearRegionCount),
          counted.edges(complex.edgeCount),
          counted.vertices(complex.vertexCount),
        ].join(', ')}.`,
    l10n.t('Heights from {0} to {1}.', numberText(extent.lo), numberText(extent.hi)),
  ].join(' ');
}

function milliseconds(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toPrecision(3)} s` : `${Number(ms.toPrecision(2))} ms`;
}
