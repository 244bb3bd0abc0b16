import type { Facts } from '../../../core/analysis/facts.ts';
import { numberText } from '../../../core/numberText.ts';
import type { RegionKind } from '../../../core/picture/regionKinds.ts';
import type { Picture } from '../../../protocol/preview.ts';
import { element, setAttributes } from '../../kit/element.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { sketchText } from '../sketchText.ts';
import { moveText } from '../foldDrag.ts';
import type { Pane } from '../state.ts';
import { l10n } from '../../kit/l10n.ts';
import { heightLabel } from '../names.ts';
import { counted } from '../../kit/counts.ts';

/** The counts of the complex in one line, and what of it the caret in the text is in. */
export function createStatusLine(): Pane {
  const list = element('div', { class: 'counts' });
  const highlight = element('span', { class: 'highlight', role: 'status' });
  const node = element('footer', { class: 'status', id: 'status' }, list, highlight);
  let shown: readonly unknown[] = [];
  return {
    node,
    update: ({ facts, moving, choices: { regions } }, drawing) => {
      node.hidden = !drawing;
      if (!drawing) return;
      // Said once: what is only written again would be read out again.
      const text = moving ? `${moving.drag.name}: ${moveText(moving)}` : highlightText(drawing);
      if (highlight.textContent !== text) highlight.textContent = text;
      const { picture, folds } = drawing;
      if (picture === shown[0] && facts === shown[1] && regions === shown[2]) return;
      shown = [picture, facts, regions];
      setAttributes(list, { 'aria-busy': String(facts === undefined) });
      const items = picture.sketch
        ? [{ text: sketchText(picture.network, folds, picture.sketch), title: howSketched() }]
        : counts(picture, facts, regions);
      list.replaceChildren(...items.map(({ text, title }) => element('span', { title }, text)));
    },
  };
}

/** A summary of the picture that is only read out. */
export function createSummary(): Pane {
  const node = element('p', { class: 'sr-only', id: 'summary' });
  return {
    node,
    update: (_state, drawing) => {
      const text = drawing ? summary(drawing) : l10n.t('There is no picture yet.');
      if (node.textContent !== text) node.textContent = text;
    },
  };
}

interface Item {
  readonly text: string;
  readonly title?: string;
}

function howSketched(): string {
  return l10n.t(
    'The whole complex is not computed yet. A facet here stands for many regions, and lies as the one in its middle does.',
  );
}

function highlightText({ highlight }: Drawing): string {
  if (!highlight) return '';
  return highlight.sides.length > 0
    ? l10n.t('Lit: {0}', highlight.name)
    : l10n.t('{0} has no fold here', highlight.name);
}

function counts(picture: Picture, facts: Facts | undefined, regions: RegionKind): Item[] {
  const { complex, timings, graph } = picture;
  const planeRegions = facts?.planeRegions;
  const { vertexCount, edgeCount, cellCount, linearRegionCount } = complex;
  const list: Item[] = [];
  if (regions === 'linear') {
    list.push({ text: counted.linearRegions(linearRegionCount) });
    if (linearRegionCount !== cellCount)
      list.push({ text: l10n.t('{0} patterns', cellCount.toLocaleString('en')) });
  } else if (planeRegions !== undefined && planeRegions !== cellCount) {
    list.push({
      text: graph
        ? l10n.t('{0} in the line', counted.regions(planeRegions))
        : l10n.t('{0} in the plane', counted.regions(planeRegions)),
    });
    list.push({ text: l10n.t('{0} in the domain', cellCount.toLocaleString('en')) });
  } else {
    list.push({ text: counted.regions(cellCount) });
  }
  if (regions === 'activation' && linearRegionCount !== cellCount)
    list.push({
      text: l10n.t('{0} linear', linearRegionCount.toLocaleString('en')),
      title: l10n.t('Neighbouring regions with the same affine map, taken together'),
    });
  if (!complex.complete) list.push({ text: l10n.t('partial') });
  else
    list.push({
      text: `V − E + F = ${vertexCount - edgeCount + cellCount}`,
      title: [
        counted.vertices(vertexCount),
        counted.edges(edgeCount),
        counted.faces(cellCount),
      ].join(', '),
    });
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
  const { complex, inputNames, sketch } = picture;
  const [x, y] = inputNames;
  const range = (name: string, lo: number, hi: number): string =>
    l10n.t('{0} from {1} to {2}', name, numberText(lo), numberText(hi));
  const over = picture.graph
    ? range(x, extent.x0, extent.x1)
    : l10n.t('{0} and {1}', range(x, extent.x0, extent.x1), range(y, extent.y0, extent.y1));
  return [
    l10n.t('{0}: {1} over {2}.', picture.title, heightLabel(picture, height), over),
    sketch
      ? `${sketchText(picture.network, folds, sketch)}. ${howSketched()}`
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
