import { regionAreas } from '../../../core/picture/regionKinds.ts';
import { element, setAttributes } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { middleOf } from '../../viewport/picking.ts';
import type { Pane } from '../state.ts';
import { iconButton, progressRing } from '../../kit/toolkit.ts';
import { areaChart } from './areaChart.ts';
import { decisionStatistics, policyStatistics } from './decisionStatistics.ts';
import { layersWithFolds } from './legend.ts';
import { neuronStatistics } from './neuronStatistics.ts';
import {
  count,
  link,
  percent,
  place,
  row,
  section,
  value,
  type About,
  type StatisticsActions,
} from './statisticRows.ts';
import { layerName } from '../../../core/network/network.ts';

/** More outputs are cut here; the analysis as Markdown has them whole. */
const mostOutputs = 6;

/** What is known of the whole network over its domain, with ways to where it is so. */
export function createStatistics(actions: StatisticsActions): Pane {
  const content = element('div', { class: 'statistics-content' });
  const node = element(
    'aside',
    { class: 'statistics', id: 'statistics', 'aria-label': l10n.t('Statistics'), tabindex: 0 },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, l10n.t('Statistics')),
      iconButton(icon('close'), l10n.t('Close (i)'), actions.close),
    ),
    content,
  );
  let shown: unknown[] = [];
  return {
    node,
    update: ({ choices, facts }, drawing) => {
      node.hidden = !choices.statisticsOpen || !drawing;
      if (!drawing || node.hidden) return;
      // What was known before stays in sight until the next is, but leads nowhere.
      content.inert = facts === undefined;
      setAttributes(content, { 'aria-busy': String(facts === undefined) });
      if (!facts) {
        if (shown.length === 0) content.replaceChildren(computing());
        return;
      }
      const { picture, palette, classes, entropy } = drawing;
      const now = [facts, picture, palette, classes, entropy, choices.regions];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      const about = { drawing, facts, shown: choices.regions, ...actions };
      content.replaceChildren(
        ...partialNote(about),
        regions(about),
        growth(about),
        sizes(about),
        ...outputs(about),
        ...decisionStatistics(about),
        ...policyStatistics(about),
        neuronStatistics(about),
        element('p', { class: 'hint' }, whatIsExact()),
      );
    },
  };
}

function whatIsExact(): string {
  return l10n.t(
    'Counts and what neurons do are exact. Values and sizes come from the exact regions: they carry the rounding of doubles, and nothing is sampled. “At most” and ± are bounds.',
  );
}

function computing(): HTMLElement {
  const text = element('span', {}, l10n.t('Computing the statistics'));
  return element('p', { class: 'waiting' }, progressRing(l10n.t('Computing')), text);
}

function partialNote({ facts }: About): Node[] {
  if (facts.complete) return [];
  const text = l10n.t('The count was stopped: all of this holds for the finished part only.');
  return [element('p', { class: 'partial' }, icon('warning'), text)];
}

function regions({ drawing: { picture }, facts }: About): HTMLElement {
  const { regions, linearRegions, planeRegions, upperBounds } = facts;
  const bound = (most: number): [string, string] =>
    Number.isFinite(most)
      ? [count(most), l10n.t('with any weights; here {0}', percent(regions, most))]
      : [l10n.t('more than 10³⁰⁸'), l10n.t('with any weights')];
  const { montufar, serra } = upperBounds;
  return section(
    l10n.t('Regions'),
    element(
      'dl',
      { class: 'numbers' },
      ...row(l10n.t('Activation'), count(regions), l10n.t('one pattern each')),
      ...row(l10n.t('Linear'), count(linearRegions), l10n.t('one affine map each')),
      ...(planeRegions === undefined
        ? []
        : row(
            picture.graph ? l10n.t('Whole line') : l10n.t('Whole plane'),
            count(planeRegions),
            l10n.t('domain and beyond'),
          )),
      ...row(l10n.t('At most'), ...bound(serra), l10n.t('Serra and others, 2018')),
      ...(montufar === serra
        ? []
        : row(l10n.t('At most'), ...bound(montufar), l10n.t('Montúfar, 2017'))),
    ),
  );
}

/** Every layer that folds, with the regions of the network cut off after it. */
function growth({ drawing, facts }: About): HTMLElement {
  const { network } = drawing.picture;
  const bars = layersWithFolds(drawing).map((layer) => {
    const reached = facts.regionsByLayer[layer];
    const fill = element('i', { class: 'meter-fill' });
    fill.style.width = `${(100 * reached) / facts.regions}%`;
    return element(
      'li',
      { class: 'meter' },
      element('span', { class: 'meter-name' }, layerName(network, layer)),
      element('span', { class: 'meter-track', 'aria-hidden': 'true' }, fill),
      element('span', { class: 'number' }, count(reached)),
    );
  });
  return section(l10n.t('Regions after each layer'), element('ul', { class: 'meters' }, ...bars));
}

function sizes({ drawing: { picture }, shown }: About): HTMLElement {
  const areas = regionAreas(picture.complex, shown);
  return picture.graph
    ? section(
        shown === 'linear' ? l10n.t('Lengths of linear regions') : l10n.t('Lengths'),
        areaChart(areas, 'length'),
      )
    : section(
        shown === 'linear' ? l10n.t('Areas of linear regions') : l10n.t('Areas'),
        areaChart(areas, 'area'),
      );
}

function outputs(about: About): HTMLElement[] {
  const { facts, drawing } = about;
  const { outputNames, graph } = drawing.picture;
  const sections = outputNames.slice(0, mostOutputs).map((name, o) => {
    const { min, max } = facts.extrema[o];
    const { integral, mean } = facts.integrals[o];
    return section(
      l10n.t('Output {0}', name),
      element(
        'dl',
        { class: 'numbers' },
        ...row(l10n.t('Maximum'), value(max.value), place(about, max)),
        ...row(l10n.t('Minimum'), value(min.value), place(about, min)),
        ...row(l10n.t('Mean'), value(mean)),
        ...row(l10n.t('Integral'), value(integral)),
        ...row(graph ? l10n.t('Steepest') : l10n.t('Lipschitz'), ...steepest(about, o)),
      ),
    );
  });
  const left = outputNames.length - sections.length;
  if (left > 0)
    sections.push(element('p', { class: 'muted' }, l10n.t('and {0} more outputs', left)));
  return sections;
}

function steepest(
  { drawing, facts, shown, select }: About,
  output: number,
): [string, HTMLElement?] {
  const { norm, cell } = facts.lipschitz[output];
  if (cell < 0) return [value(NaN)];
  const go = (): void => select(middleOf(drawing, cell));
  const { linearRegion } = drawing.picture.complex;
  const where =
    shown === 'linear'
      ? l10n.t('in linear region {0}', count(linearRegion[cell] + 1))
      : l10n.t('in region {0}', count(cell + 1));
  return [value(norm), link(where, go)];
}
