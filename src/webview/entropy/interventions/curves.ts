import { html, nothing, render, type TemplateResult } from 'lit-html';
import { numberText } from '../../../core/numberText.ts';
import { interventionOf, type InterventionId } from '../../../core/entropy/simulator/catalogue.ts';
import type { SimulateRequest } from '../../../protocol/entropy/interventions.ts';
import { textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import { axes, clipped, createPlot, cursor, paddedExtent, stepUnder } from '../../kit/plot.ts';
import { bandsOfResults, curveOf, quantities, type Band, type Bands } from './bands.ts';
import type { BenchPane, BenchState } from './state.ts';
import { effectText, interventionWords, sourceText } from './labels.ts';

export interface CurvesActions {
  /** Simulates what is chosen, with all seeds and steps. */
  readonly start: () => void;
  readonly cancel: () => void;
  readonly setStep: (step: number | undefined) => void;
}

/**
 * The result: a sentence, and the curves of all interventions, each with a line for the mean and a
 * band from the lowest to the highest seed.
 */
export function createCurves({ start, cancel, setStep }: CurvesActions): BenchPane {
  const node = elementOf(
    html`<section class="run-section bench-result" aria-label=${l10n.t('Result')}></section>`,
  );
  const bandsOf = memo(bandsOfResults);
  return {
    node,
    update: (state) => {
      const { results, request, step } = state;
      const bands = request && bandsOf(results, request.interventions);
      render(
        html`<div class="bench-headline" role="status">
            ${bands ? headlineOf(bands, request) : nothing}
          </div>
          ${runRow(state, start, cancel)}
          ${
            bands
              ? html`${legendOf(request.interventions)}
                  <div class="bench-plots" aria-busy=${state.share !== undefined}>
                    ${plotsOf(bands, request, node.clientWidth, step, setStep)}
                  </div>
                  <div
                    class="bench-scroller"
                    tabindex="0"
                    role="region"
                    aria-label=${l10n.t('Curves as a table')}
                  >
                    ${tableOf(bands, request, step ?? request.steps)}
                  </div>`
              : nothing
          }`,
        node,
      );
    },
  };
}

/** What is shown, and the buttons that start and cancel a simulation. */
function runRow(
  { choices, request, results, share, notice, isQuick }: BenchState,
  start: () => void,
  cancel: () => void,
): TemplateResult {
  const isRunning = share !== undefined;
  const shown = request ? shownText(request, results.length) : '';
  const next = l10n.t(
    'Simulates {0} training runs of {1} steps',
    choices.chosen.length * choices.seeds,
    choices.steps,
  );
  return html`<div class="bench-run">
      ${textButton(
        isRunning
          ? { label: l10n.t('Stop'), appearance: 'secondary', onClick: cancel }
          : {
              label: isQuick ? l10n.t('Simulate more') : l10n.t('Simulate'),
              title: next,
              appearance: 'primary',
              onClick: start,
            },
      )}
      ${
        isRunning
          ? html`<progress max="1" .value=${share} aria-label=${l10n.t('Simulated')}></progress>`
          : nothing
      }
      <span class="muted" aria-live="polite"
        >${isRunning ? l10n.t('{0} % simulated', Math.floor(100 * share)) : notice || next}</span
      >
    </div>
    <p class="muted">${isQuick ? l10n.t('Quick look: {0}', shown) : shown}</p>`;
}

/** How much of a request is shown, and how. */
function shownText({ interventions, seeds, steps }: SimulateRequest, finished: number): string {
  const all = interventions.length * seeds;
  return seeds === 1
    ? l10n.t(
        '{0} of {1} simulated training runs of {2} steps, one seed each.',
        finished,
        all,
        steps,
      )
    : l10n.t(
        '{0} of {1} simulated training runs of {2} steps. Lines: mean of the seeds. Bands: lowest to highest seed.',
        finished,
        all,
        steps,
      );
}

/** The interventions that keep the most and the least entropy at the end, by their means. */
function headlineOf(bands: Bands, { steps, interventions }: SimulateRequest): TemplateResult {
  const count = interventions.length;
  const words = interventionWords();
  const ends = (bands.get('entropy') ?? []).map(({ id, mean, low, high, seeds }) => ({
    name: words[id].name,
    seeds,
    ...{ mean: mean[steps - 1], low: low[steps - 1], high: high[steps - 1] },
  }));
  // Before each has a curve, the comparison would change from run to run.
  if (ends.length < count) {
    const comparing = l10n.t(
      'Compares {0} interventions over {1} steps of a toy model.',
      count,
      steps,
    );
    return html`<p>${l10n.t('Simulating…')}</p>
      <p class="muted">${comparing}</p>`;
  }
  const range = ({ mean, low, high, seeds }: (typeof ends)[number]): string => {
    const [middle, from, to] = [mean, low, high].map((value) => numberText(value, 2));
    return seeds === 1
      ? l10n.t('{0} nats, one seed', middle)
      : l10n.t('{0} nats, {1} to {2} over {3} seeds', middle, from, to, seeds);
  };
  const most = ends.reduce((a, b) => (b.mean > a.mean ? b : a));
  const least = ends.reduce((a, b) => (b.mean < a.mean ? b : a));
  const verdict = l10n.t('“{0}” keeps the most entropy, “{1}” the least.', most.name, least.name);
  const values = l10n.t(
    'After {0} steps of a toy model: {1}; and {2}.',
    steps,
    range(most),
    range(least),
  );
  return html`<p>${verdict}</p>
    <p class="muted">${values}</p>`;
}

/** The names beside their lines. */
function legendOf(interventions: readonly InterventionId[]): TemplateResult {
  const words = interventionWords();
  return html`<ul class="bench-legend">
    ${interventions.map((id, i) => html`<li>${swatch(i)}${words[id].name}</li>`)}
  </ul>`;
}

function plotsOf(
  bands: Bands,
  request: SimulateRequest,
  available: number,
  step: number | undefined,
  setStep: (step: number | undefined) => void,
): readonly TemplateResult[] {
  const columns = available >= 1100 ? 4 : available >= 520 ? 2 : 1;
  const gap = 24;
  const width = Math.max(240, (available - gap * (columns - 1)) / columns);
  return quantities().map(([key, title]) => {
    const all = bands.get(key) ?? [];
    const plot = createPlot(
      { width, height: 190 },
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
        all.map((band) => curveOf(band, request.interventions.indexOf(band.id), plot)),
        cursor(plot, step),
      ])}
    </svg>`;
  });
}

/** The values of the curves at a step; interventions without a result yet have their rows already. */
function tableOf(bands: Bands, { interventions }: SimulateRequest, step: number): TemplateResult {
  const words = interventionWords();
  const rows = interventions.map((id, i) => {
    const one = interventionOf(id);
    const own = quantities().map(([key]) => bands.get(key)?.find((band) => band.id === id));
    return html`<tr>
      <th scope="row">
        ${swatch(i)}${words[id].name}<br /><span class="bench-range" title=${effectText(one.effect)}
          >${sourceText(one)}</span
        >
      </th>
      ${own.map((band) => html`<td>${valueAt(band, step)}</td>`)}
      <td>${own[0]?.seeds ?? 0}</td>
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

/** The mean of the seeds, above their range if there are several. */
function valueAt(band: Band | undefined, step: number): unknown {
  if (!band) return html`<span class="muted">–</span><br /><span class="bench-range">&nbsp;</span>`;
  const { mean, low, high, seeds } = band;
  const [middle, from, to] = [mean, low, high].map((of) => numberText(of[step - 1], 3));
  const range = seeds > 1 && from !== to ? l10n.t('{0} to {1}', from, to) : nothing;
  return html`${middle}<br /><span class="bench-range">${range}&nbsp;</span>`;
}

/** The line of a recipe, as in the curves. */
export function swatch(style: number): TemplateResult {
  return html`<svg class="run-swatch" width="26" height="10" aria-hidden="true">
    <path class="bench-line bench-${style}" d="M1 5H25"></path>
  </svg>`;
}
