import { max, mean, min } from 'd3-array';
import { html, render, svg, type TemplateResult } from 'lit-html';
import { numberText } from '../../../core/numberText.ts';
import type { InterventionId } from '../../../core/entropy/simulator/catalogue.ts';
import type { Quantity, SimulatedRun } from '../../../protocol/entropy/interventions.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import {
  axes,
  bandPath,
  clipped,
  createPlot,
  cursor,
  linePath,
  paddedExtent,
  stepUnder,
  type Plot,
} from '../../kit/plot.ts';
import type { BenchPane, BenchState } from './state.ts';
import { interventionWords } from './labels.ts';

/** Mean, minimum and maximum over the seeds, per step. */
interface Band {
  readonly id: InterventionId;
  readonly seeds: number;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

type Bands = ReadonlyMap<Quantity, readonly Band[]>;

function quantities(): readonly (readonly [Quantity, string])[] {
  return [
    ['entropy', l10n.t('entropy (nats)')],
    ['heldOutReward', l10n.t('held-out reward')],
    ['kl', l10n.t('KL to reference')],
    ['clipFraction', l10n.t('clip fraction')],
  ];
}

/**
 * The curves of all recipes: a line for the mean and a band from the lowest to the highest seed.
 */
export function createCurves(setStep: (step: number | undefined) => void): BenchPane {
  const node = elementOf(
    html`<section class="run-section" aria-label=${l10n.t('Curves')}></section>`,
  );
  const bandsOf = memo(
    (results: BenchState['results'], chosen: readonly InterventionId[]): Bands => {
      return new Map(quantities().map(([key]) => [key, bandsOfQuantity(key, results, chosen)]));
    },
  );
  return {
    node,
    update: ({ results, request, step }) => {
      node.hidden = results.length === 0 || !request;
      if (!request || node.hidden) return;
      const bands = bandsOf(results, request.interventions);
      const available = node.clientWidth;
      const width = Math.max(240, (available - 24) / (available > 720 ? 2 : 1));
      const plots = quantities().map(([key, title]) => {
        const all = bands.get(key) ?? [];
        const plot = createPlot(
          { width, height: 218 },
          { name: l10n.t('step'), domain: [1, request.steps] },
          { name: title, domain: paddedExtent(...all.flatMap(({ low, high }) => [low, high])) },
        );
        return html`<svg
          class="axes-plot"
          width=${width}
          height=${plot.height}
          role="img"
          aria-label=${title}
          @pointermove=${(event: PointerEvent) => setStep(stepUnder(event, plot))}
          @pointerleave=${() => setStep(undefined)}
        >
          ${axes(plot)}
          ${clipped(plot, `clip-bench-${key}`, [
            all.map((band, i) => curveOf(band, i, plot)),
            cursor(plot, step),
          ])}
        </svg>`;
      });
      render(
        html`<h2>${l10n.t('Curves')}</h2>
          <p class="muted">
            ${l10n.t('Simulated toy model. Lines are means over the seeds; bands range from the lowest to the highest seed.')}
          </p>
          <div class="bench-plots">${plots}</div>
          <div
            class="bench-scroller"
            tabindex="0"
            role="region"
            aria-label=${l10n.t('Curves as a table')}
          >
            ${tableOf(bands, step ?? request.steps)}
          </div>`,
        node,
      );
    },
  };
}

function bandsOfQuantity(
  key: Quantity,
  results: readonly SimulatedRun[],
  chosen: readonly InterventionId[],
): readonly Band[] {
  return chosen.flatMap((id) => {
    const curves = results
      .filter(({ intervention }) => intervention === id)
      .map((run) => run.curves[key]);
    if (curves.length === 0) return [];
    const over = (pick: (values: readonly number[]) => number | undefined): Float64Array =>
      Float64Array.from(curves[0], (_, i) => pick(curves.map((curve) => curve[i])) ?? NaN);
    return [{ id, seeds: curves.length, mean: over(mean), low: over(min), high: over(max) }];
  });
}

function curveOf(band: Band, style: number, { x, y }: Plot): unknown {
  const outline = bandPath(
    Array.from(band.low, (low, k) => ({ x: x(k + 1), low: y(low), high: y(band.high[k]) })),
  );
  const path = linePath(Array.from(band.mean, (value, k) => [x(k + 1), y(value)] as const));
  return svg`<path class="bench-band bench-${style}" d=${outline}></path>
    <path class="bench-line bench-${style}" d=${path}></path>`;
}

/** The values of the curves at a step, as a table for screen readers. */
function tableOf(bands: Bands, step: number): TemplateResult {
  const words = interventionWords();
  const rows = (bands.get('entropy') ?? []).map(({ id, seeds }, i) => {
    const cells = quantities().map(([key]) => {
      const { mean, low, high } = (bands.get(key) ?? [])[i];
      const [middle, from, to] = [mean, low, high].map((of) => numberText(of[step - 1], 3));
      return html`<td>${middle} (${from} … ${to})</td>`;
    });
    return html`<tr>
      <th scope="row">${swatch(i)}${words[id].name}</th>
      ${cells}
      <td>${seeds}</td>
    </tr>`;
  });
  return html`<table class="bench-table number">
    <thead>
      <tr>
        <th scope="col">${l10n.t('At step {0}', step)}</th>
        ${quantities().map(([, title]) => html`<th scope="col">${title}</th>`)}
        <th scope="col">${l10n.t('seeds')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** The line of a recipe, as in the curves. */
export function swatch(style: number): TemplateResult {
  return html`<svg class="run-swatch" width="26" height="10" aria-hidden="true">
    <path class="bench-line bench-${style}" d="M1 5H25"></path>
  </svg>`;
}
