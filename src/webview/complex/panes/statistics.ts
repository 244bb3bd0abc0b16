import { html, noChange, nothing, render, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { Complex } from '../../../core/complex/complex.ts';
import { layerName } from '../../../core/network/network.ts';
import { regionAreas } from '../../../core/picture/regionKinds.ts';
import { iconButton, progressRing } from '../../kit/controls.ts';
import { counted } from '../../kit/counts.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { middleOf } from '../../viewport/picking.ts';
import type { Pane } from '../state.ts';
import { areaChart } from './areaChart.ts';
import { decisionStatistics, policyStatistics } from './decisionStatistics.ts';
import { layersWithFolds } from '../../viewport/legendOf.ts';
import { neuronStatistics } from './neuronStatistics.ts';
import {
  count,
  numbers,
  percent,
  place,
  regionLink,
  row,
  section,
  value,
  type About,
  type StatisticsActions,
} from './statisticRows.ts';

/** More outputs are cut here; the exported analysis has them in full. */
const mostOutputs = 6;

/** Facts about the network over its domain, with links to where they hold. */
export function createStatistics(actions: StatisticsActions): Pane {
  const node = elementOf(
    html`<aside
      class="statistics"
      id="statistics"
      aria-label=${l10n.t('Statistics')}
      tabindex="0"
    ></aside>`,
  );
  let isEmpty = true;
  return {
    node,
    update: ({ choices, facts }, drawing) => {
      node.hidden = !choices.statisticsOpen || !drawing;
      if (!drawing || node.hidden) return;
      const { picture, palette, classes, entropy } = drawing;
      const content = facts
        ? guard([facts, picture, palette, classes, entropy, choices.regions], () =>
            statistics({ drawing, facts, shown: choices.regions, ...actions }),
          )
        : isEmpty
          ? computing()
          : noChange;
      isEmpty &&= !facts;
      // Until new facts arrive the old ones stay in view, but their links do nothing.
      render(
        html`<div class="panel-head">
            <h2>${l10n.t('Statistics')}</h2>
            ${iconButton({ icon: 'close', label: l10n.t('Close'), command: 'statistics', onClick: actions.close })}
          </div>
          <div class="statistics-content" .inert=${!facts} aria-busy=${!facts}>${content}</div>`,
        node,
      );
    },
  };
}

function statistics(about: About): unknown[] {
  const exactness = l10n.t(
    'Counts and the roles of neurons are exact. Values and sizes are computed on the exact regions in double precision; nothing is sampled. “At most” and ± are bounds.',
  );
  return [
    about.facts.complete ? nothing : partialNote(),
    regions(about),
    growth(about),
    sizes(about),
    outputs(about),
    decisionStatistics(about),
    policyStatistics(about),
    neuronStatistics(about),
    html`<p class="hint">${exactness}</p>`,
  ];
}

function computing(): TemplateResult {
  return html`<p class="waiting">
    ${progressRing(l10n.t('Computing'))}<span>${l10n.t('Computing the statistics…')}</span>
  </p>`;
}

function partialNote(): TemplateResult {
  const text = l10n.t(
    'The computation stopped early, so these statistics cover only the finished part.',
  );
  return html`<p class="partial">${icon('warning')}${text}</p>`;
}

function regions({ drawing: { picture }, facts }: About): TemplateResult {
  const { regions, linearRegions, planeRegions, upperBounds } = facts;
  const bound = (most: number, source: string): TemplateResult =>
    Number.isFinite(most)
      ? row(
          l10n.t('At most'),
          count(most),
          l10n.t('for any weights; {0} reached', percent(regions, most)),
          source,
        )
      : row(l10n.t('At most'), l10n.t('more than 10³⁰⁸'), l10n.t('for any weights'), source);
  const { montufar, serra } = upperBounds;
  return section(
    l10n.t('Regions'),
    numbers([
      row(l10n.t('Activation'), count(regions), l10n.t('one per pattern')),
      row(l10n.t('Linear'), count(linearRegions), l10n.t('one per affine map')),
      planeRegions === undefined
        ? nothing
        : row(
            picture.graph ? l10n.t('Whole line') : l10n.t('Whole plane'),
            count(planeRegions),
            l10n.t('domain and beyond'),
          ),
      bound(serra, l10n.t('Serra et al., 2018')),
      montufar === serra ? nothing : bound(montufar, l10n.t('Montúfar, 2017')),
      euler(picture.complex),
    ]),
  );
}

/** Vertices, edges and faces, and their alternating sum: 1 where a complex fills a convex domain. */
function euler({ vertexCount, edgeCount, cellCount }: Complex): TemplateResult {
  return row(
    l10n.t('Complex'),
    `V − E + F = ${vertexCount - edgeCount + cellCount}`,
    [counted.vertices(vertexCount), counted.edges(edgeCount), counted.faces(cellCount)].join(', '),
  );
}

/** The number of regions after each layer with folds. */
function growth({ drawing, facts }: About): TemplateResult {
  const { network } = drawing.picture;
  const bars = layersWithFolds(drawing).map((layer) => {
    const reached = facts.regionsByLayer[layer];
    const width = `width: ${(100 * reached) / facts.regions}%`;
    return html`<li class="meter">
      <span class="meter-name">${layerName(network, layer)}</span>
      <span class="meter-track" aria-hidden="true"><i class="meter-fill" .style=${width}></i></span>
      <span class="number">${count(reached)}</span>
    </li>`;
  });
  return section(
    l10n.t('Regions after each layer'),
    html`<ul class="meters">
      ${bars}
    </ul>`,
  );
}

function sizes({ drawing: { picture }, shown }: About): TemplateResult {
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

function outputs(about: About): TemplateResult[] {
  const { facts, drawing } = about;
  const { outputNames, graph } = drawing.picture;
  const sections = outputNames.slice(0, mostOutputs).map((name, o) => {
    const { min, max } = facts.extrema[o];
    const { integral, mean } = facts.integrals[o];
    return section(
      l10n.t('Output {0}', name),
      numbers([
        row(l10n.t('Maximum'), value(max.value), place(about, max)),
        row(l10n.t('Minimum'), value(min.value), place(about, min)),
        row(l10n.t('Mean'), value(mean)),
        row(l10n.t('Integral'), value(integral)),
        row(graph ? l10n.t('Steepest') : l10n.t('Lipschitz'), ...steepest(about, o)),
      ]),
    );
  });
  const left = outputNames.length - sections.length;
  if (left > 0) sections.push(html`<p class="muted">${l10n.t('and {0} more outputs', left)}</p>`);
  return sections;
}

function steepest(
  { drawing, facts, shown, select }: About,
  output: number,
): [value: string, ...where: TemplateResult[]] {
  const { norm, cell } = facts.lipschitz[output];
  if (cell < 0) return [value(NaN)];
  const { linearRegion } = drawing.picture.complex;
  const where =
    shown === 'linear'
      ? l10n.t('in linear region {0}', count(linearRegion[cell] + 1))
      : l10n.t('in region {0}', count(cell + 1));
  return [value(norm), regionLink(where, () => select(middleOf(drawing, cell)))];
}
