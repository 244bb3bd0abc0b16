import { bisectRight } from 'd3-array';
import { html, nothing, render, svg, type SVGTemplateResult } from 'lit-html';
import { numberText } from '../../../core/numberText.ts';
import { trailingMedian } from '../../../core/numeric/series.ts';
import type { Role } from '../../../language/log/roles.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import {
  axes,
  clipped,
  createPlot,
  cursor,
  paddedExtent,
  seriesPath,
  stepUnder,
  type Axis,
  type Plot,
} from '../../kit/plot.ts';
import type { VerdictText } from '../../../core/entropy/words/verdictText.ts';
import { readingOf } from './reading.ts';
import type { ListedRun, RunPane, RunState } from './state.ts';

interface Chart {
  readonly key: string;
  readonly title: string;
  /** The first is a line; the others are points, measured more rarely. */
  readonly roles: readonly Role[];
}

function charts(): readonly Chart[] {
  return [
    { key: 'entropy', title: l10n.t('entropy (nats)'), roles: ['entropy'] },
    { key: 'reward', title: l10n.t('reward'), roles: ['reward', 'validation'] },
    { key: 'kl', title: l10n.t('KL to reference'), roles: ['kl'] },
    { key: 'clip', title: l10n.t('clip fraction'), roles: ['clip'] },
  ];
}

const noAlarms: VerdictText['alarms'] = [];

/** Number of runs with a distinct colour and dash pattern. */
export const runStyles = 6;

/** Heights in pixels of the first plot and of those below it, without the numbers of the last one. */
const heights = { first: 182, other: 124, numbers: 28 };

/** Entropy, reward, KL and clip fraction of all runs over the same steps. */
export function createTimeCharts(setStep: (step: number | undefined) => void): RunPane {
  const node = elementOf(html`<section class="run-time"></section>`);
  let plots: readonly DrawnChart[] = [];
  let steps: readonly [number, number] = [0, 1];
  let current: number | undefined;
  const drawn = memo(drawCharts);

  const hover = (event: PointerEvent): void => {
    if (plots.length > 0) setStep(stepUnder(event, plots[0].plot));
  };
  // Keys may repeat faster than frames, so each one starts from the result of the previous one.
  const go = (step: number | undefined): void => {
    current = step;
    setStep(step);
  };
  const move = (event: KeyboardEvent): void => {
    if (plots.length === 0) return;
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    if (event.key === 'Escape') go(undefined);
    else if (event.key === 'Home') go(steps[0]);
    else if (event.key === 'End') go(steps[1]);
    else if (by !== undefined)
      go(Math.max(steps[0], Math.min(steps[1], (current ?? steps[0] - by) + by)));
    else return;
    event.preventDefault();
  };

  return {
    node,
    update: (state, runs) => {
      node.hidden = runs.length === 0;
      steps = stepRange(runs);
      current = state.step;
      const alarms = readingOf(state, runs)?.text.alarms ?? noAlarms;
      plots = drawn(runs, state.chosen, alarms, Math.max(260, node.clientWidth));
      const values = readOutOf(state, runs, plots);
      const hint = l10n.t(
        'Bold lines: median over 15 rows. Hover over the curves or use the arrow keys to read values.',
      );
      render(
        html`<p class="run-readout number">${values || hint}</p>
          <div
            class="run-plots"
            tabindex="0"
            role="slider"
            aria-label=${l10n.t('Step of the run')}
            aria-valuemin=${steps[0]}
            aria-valuemax=${steps[1]}
            aria-valuenow=${state.step ?? steps[0]}
            aria-valuetext=${values || l10n.t('No step selected')}
            @pointermove=${hover}
            @pointerleave=${() => setStep(undefined)}
            @keydown=${move}
          >
            ${plots.map(({ plot, content, chart }) => {
              const { width, height } = plot;
              return html`<svg class="axes-plot" width=${width} height=${height} aria-hidden="true">
                ${axes(plot)}${clipped(plot, `clip-${chart.key}`, [content, cursor(plot, state.step)])}
              </svg>`;
            })}
          </div>`,
        node,
      );
    },
  };
}

interface DrawnChart {
  readonly chart: Chart;
  readonly plot: Plot;
  readonly content: SVGTemplateResult;
}

/** One plot per quantity that at least one run has, over the same steps. */
function drawCharts(
  runs: readonly ListedRun[],
  chosen: number,
  alarms: VerdictText['alarms'],
  width: number,
): readonly DrawnChart[] {
  const shown = timeDiagrams(runs, chosen, alarms);
  return shown.map(({ chart, xAxis, yAxis, marks }, i) => {
    const isLast = i === shown.length - 1;
    const height = (i === 0 ? heights.first : heights.other) + (isLast ? heights.numbers : 0);
    const plot = createPlot({ width, height }, { ...xAxis, bare: !isLast }, yAxis);
    return { chart, plot, content: marks(plot) };
  });
}

/** The axes and curves of each quantity that at least one run has. */
export function timeDiagrams(
  runs: readonly ListedRun[],
  chosen: number,
  alarms: VerdictText['alarms'],
): readonly {
  readonly chart: Chart;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly marks: (plot: Plot) => SVGTemplateResult;
}[] {
  const shown = charts().filter(({ roles }) =>
    runs.some(({ run }) => roles.some((role) => run.series[role]?.some(Number.isFinite))),
  );
  return shown.map((chart) => {
    const values = runs.flatMap(({ run }) => chart.roles.flatMap((role) => run.series[role] ?? []));
    return {
      chart,
      xAxis: { name: l10n.t('step'), domain: stepRange(runs) },
      yAxis: { name: chart.title, domain: paddedExtent(...values) },
      marks: (plot) => curvesOf(chart, plot, runs, chosen, alarms),
    };
  });
}

function curvesOf(
  { key, roles }: Chart,
  plot: Plot,
  runs: readonly ListedRun[],
  chosen: number,
  alarms: VerdictText['alarms'],
): SVGTemplateResult {
  const curves = runs.flatMap(({ run }, i) => {
    const style = `run-${i % runStyles}${i === chosen ? ' run-chosen' : ''}`;
    return roles.map((role, k) => {
      const values = run.series[role];
      if (!values) return nothing;
      if (k === 0)
        return svg`<path class="run-raw ${style}" d=${seriesPath(run.steps, values, plot)}></path>
          <path class="run-line ${style}" d=${seriesPath(run.steps, smoothed(values), plot)}></path>`;
      // Sparse measurements are drawn as points, so that lines are not mistaken for data.
      return Array.from(run.steps, (step, row) =>
        Number.isFinite(values[row])
          ? svg`<circle class="run-dot ${style}" cx=${plot.x(step)} cy=${plot.y(values[row])} r="3"></circle>`
          : nothing,
      );
    });
  });
  return svg`${curves}${(key === 'entropy' ? alarms : []).map(({ text, step }) => {
    const at = plot.x(step);
    return svg`<line class="run-alarm" x1=${at} y1=${plot.top} x2=${at} y2=${plot.bottom}>
      <title>${text}</title>
    </line>`;
  })}`;
}

const smoothedSeries = new WeakMap<Float64Array, Float64Array>();

/** The median of each value and up to 14 before it, as the diagnostics see a series. */
function smoothed(values: Float64Array): Float64Array {
  let found = smoothedSeries.get(values);
  if (!found) {
    const rows = Array.from(values, (_, i) => i).filter((i) => Number.isFinite(values[i]));
    const medians = trailingMedian(
      rows.map((i) => values[i]),
      15,
    );
    found = new Float64Array(values.length).fill(NaN);
    for (const [k, i] of rows.entries()) found[i] = medians[k];
    smoothedSeries.set(values, found);
  }
  return found;
}

/** The values of the selected run at the step under the pointer. */
function readOutOf(
  { step, chosen }: RunState,
  runs: readonly ListedRun[],
  plots: readonly DrawnChart[],
): string {
  const listed = runs[chosen] as ListedRun | undefined;
  if (step === undefined || !listed) return '';
  const { steps, series } = listed.run;
  const row = bisectRight(steps, step) - 1;
  if (row < 0) return l10n.t('Step {0}: before the first row', step);
  const values = plots.flatMap(({ chart: { title, roles } }) => {
    const value = series[roles[0]]?.[row];
    return value === undefined || !Number.isFinite(value) ? [] : [`${title} ${numberText(value)}`];
  });
  return [l10n.t('Step {0}', steps[row]), ...values].join(' · ');
}

function stepRange(runs: readonly ListedRun[]): readonly [number, number] {
  const filled = runs.filter(({ run }) => run.steps.length > 0);
  if (filled.length === 0) return [0, 1];
  const first = Math.min(...filled.map(({ run }) => run.steps[0]));
  const last = Math.max(...filled.map(({ run }) => run.steps[run.steps.length - 1]));
  return first < last ? [first, last] : [first - 1, last + 1];
}
