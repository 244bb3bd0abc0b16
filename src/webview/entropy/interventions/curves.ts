import { numberText } from '../../../core/numberText.ts';
import type { InterventionId } from '../../../core/entropy/simulator/catalogue.ts';
import type { Quantity, SimulatedRun } from '../../../protocol/entropy/interventions.ts';
import { element, svgElement } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import {
  axesOf,
  line,
  pathThrough,
  rangeOf,
  scaleOf,
  type PlotFrame,
  type Scale,
} from '../../kit/plot.ts';
import type { BenchPane, BenchState } from './state.ts';
import { interventionWords } from './labels.ts';

/** Mean over the seeds, with the least and greatest, per step. */
interface Band {
  readonly id: InterventionId;
  readonly seeds: number;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function plots(): readonly (readonly [Quantity, string])[] {
  return [
    ['entropy', l10n.t('entropy (nats)')],
    ['heldOutReward', l10n.t('held-out reward')],
    ['kl', l10n.t('KL to reference')],
    ['clipFraction', l10n.t('clip fraction')],
  ];
}

/** The curves of all recipes, a line for the mean and a band from the least to the greatest seed. */
export function createCurves(point: (step: number | undefined) => void): BenchPane {
  const grid = element('div', { class: 'bench-plots' });
  const table = element('table', { class: 'bench-table number' });
  const node = element(
    'section',
    { class: 'run-section', 'aria-label': l10n.t('Curves') },
    element('h2', {}, l10n.t('Curves')),
    element(
      'p',
      { class: 'muted' },
      l10n.t(
        'A simulated toy: lines are means over the seeds, bands reach from the lowest seed to the highest.',
      ),
    ),
    grid,
    element(
      'div',
      {
        class: 'bench-scroller',
        tabindex: 0,
        role: 'region',
        'aria-label': l10n.t('The curves in numbers'),
      },
      table,
    ),
  );
  let shown: readonly unknown[] = [];
  let bands = new Map<Quantity, readonly Band[]>();
  return {
    node,
    update: (state) => {
      const { results, request, step } = state;
      node.hidden = results.length === 0 || !request;
      if (!request || node.hidden) return;
      const width = Math.max(240, (grid.clientWidth - 24) / (grid.clientWidth > 720 ? 2 : 1));
      const now = [results, request, width, step];
      if (now.every((part, i) => part === shown[i])) return;
      if (results !== shown[0]) bands = new Map(plots().map(([key]) => [key, bandsOf(key, state)]));
      shown = now;
      grid.replaceChildren(
        ...plots().map(([key, title]) =>
          plotOf(key, title, bands.get(key) ?? [], request.steps, width, step, point),
        ),
      );
      table.replaceChildren(...tableOf(bands, step ?? request.steps));
    },
  };
}

function bandsOf(key: Quantity, { results, request }: BenchState): readonly Band[] {
  return (request?.interventions ?? []).flatMap((id) => {
    const curves = results
      .filter(({ intervention }) => intervention === id)
      .map((run: SimulatedRun) => run.curves[key]);
    if (curves.length === 0) return [];
    const over = (pick: (values: readonly number[]) => number): Float64Array =>
      Float64Array.from(curves[0], (_, i) => pick(curves.map((curve) => curve[i])));
    return [
      {
        id,
        seeds: curves.length,
        mean: over((values) => values.reduce((sum, x) => sum + x, 0) / values.length),
        low: over((values) => Math.min(...values)),
        high: over((values) => Math.max(...values)),
      },
    ];
  });
}

function plotOf(
  key: Quantity,
  title: string,
  bands: readonly Band[],
  steps: number,
  width: number,
  step: number | undefined,
  point: (step: number | undefined) => void,
): SVGElement {
  const frame: PlotFrame = {
    width,
    height: 200,
    x: [1, steps],
    y: rangeOf(bands.flatMap(({ low, high }) => [low, high])),
    xTitle: l10n.t('step'),
    yTitle: title,
  };
  const scale = scaleOf(frame);
  const clip = `clip-bench-${key}`;
  const inside = svgElement('g', { 'clip-path': `url(#${clip})` });
  for (const [i, band] of bands.entries()) {
    inside.append(svgElement('path', { class: `bench-band bench-${i}`, d: bandPath(band, scale) }));
    inside.append(
      svgElement('path', {
        class: `bench-line bench-${i}`,
        d: pathThrough(Array.from(band.mean, (y, k) => [scale.px(k + 1), scale.py(y)] as const)),
      }),
    );
  }
  if (step !== undefined)
    inside.append(
      line('run-cursor', scale.px(step), scale.inner.top, scale.px(step), scale.inner.bottom),
    );
  const svg = svgElement(
    'svg',
    { class: 'axes-plot', width, height: frame.height, role: 'img', 'aria-label': title },
    ...axesOf(frame, scale, clip),
    inside,
  );
  svg.addEventListener('pointermove', (event) => {
    const at = Math.round(scale.atPx(event.clientX - svg.getBoundingClientRect().left));
    point(at >= 1 && at <= steps ? at : undefined);
  });
  svg.addEventListener('pointerleave', () => point(undefined));
  return svg;
}

function bandPath({ low, high }: Band, { px, py }: Scale): string {
  const upper = Array.from(high, (y, k) => [px(k + 1), py(y)] as const);
  const lower = Array.from(low, (y, k) => [px(k + 1), py(y)] as const).reverse();
  return `${pathThrough([...upper, ...lower])}Z`;
}

/** The numbers of the curves at a step: the same picture for who does not see it. */
function tableOf(bands: ReadonlyMap<Quantity, readonly Band[]>, step: number): HTMLElement[] {
  const words = interventionWords();
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, l10n.t('At step {0}', step)),
    ...plots().map(([, title]) => element('th', { scope: 'col' }, title)),
    element('th', { scope: 'col' }, l10n.t('seeds')),
  );
  const entropy = bands.get('entropy') ?? [];
  const rows = entropy.map(({ id, seeds }, i) =>
    element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row' },
        svgElement(
          'svg',
          { class: 'run-swatch', width: 26, height: 10, 'aria-hidden': 'true' },
          svgElement('path', { class: `bench-line bench-${i}`, d: 'M1 5H25' }),
        ),
        words[id].name,
      ),
      ...plots().map(([key]) => {
        const band = (bands.get(key) ?? [])[i];
        const at = step - 1;
        return element(
          'td',
          {},
          `${numberText(band.mean[at], 3)} (${numberText(band.low[at], 3)} … ${numberText(band.high[at], 3)})`,
        );
      }),
      element('td', {}, String(seeds)),
    ),
  );
  return [element('thead', {}, head), element('tbody', {}, ...rows)];
}
