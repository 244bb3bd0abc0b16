import { numberText } from '../../../core/numberText.ts';
import { trailingMedian } from '../../../core/numeric/series.ts';
import type { Role } from '../../../language/log/roles.ts';
import { element, svgElement } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import {
  axesOf,
  line,
  rangeOf,
  scaleOf,
  seriesPath,
  type PlotFrame,
  type Scale,
} from '../../kit/plot.ts';
import type { ListedRun, RunPane, RunState } from './state.ts';

interface ModelView {
  readonly key: string;
  readonly title: string;
  /** The first is a line; the others are points, measured more rarely. */
  readonly roles: readonly Role[];
}

function charts(): readonly ModelView[] {
  return [
    { key: 'entropy', title: l10n.t('entropy (nats)'), roles: ['entropy'] },
    { key: 'reward', title: l10n.t('reward'), roles: ['reward', 'validation'] },
    { key: 'kl', title: l10n.t('KL to reference'), roles: ['kl'] },
    { key: 'clip', title: l10n.t('clip fraction'), roles: ['clip'] },
  ];
}

/** How many runs have a colour and a dash of their own. */
export const runStyles = 6;

const tallPlot = 168;
const lowPlot = 110;

/** Entropy, reward, KL and clip fraction of all runs over the same steps. */
export function createTimeCharts(point: (step: number | undefined) => void): RunPane {
  const readOut = element('p', { class: 'run-readout number' });
  const plots = element('div', {
    class: 'run-plots',
    tabindex: 0,
    role: 'slider',
    'aria-label': l10n.t('Step of the run'),
  });
  const node = element('section', { class: 'run-time' }, readOut, plots);
  let scale: Scale | undefined;
  let steps: readonly [number, number] = [0, 1];
  let current: number | undefined;

  plots.addEventListener('pointermove', (event) => {
    if (!scale) return;
    const at = scale.atPx(event.clientX - plots.getBoundingClientRect().left);
    point(at >= steps[0] && at <= steps[1] ? Math.round(at) : undefined);
  });
  plots.addEventListener('pointerleave', () => point(undefined));
  // Keys may come faster than frames: each goes on from where the one before it has led.
  const go = (step: number | undefined): void => {
    current = step;
    point(step);
  };
  plots.addEventListener('keydown', (event) => {
    if (!scale) return;
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    if (event.key === 'Escape') go(undefined);
    else if (event.key === 'Home') go(steps[0]);
    else if (event.key === 'End') go(steps[1]);
    else if (by !== undefined)
      go(Math.max(steps[0], Math.min(steps[1], (current ?? steps[0] - by) + by)));
    else return;
    event.preventDefault();
  });

  return {
    node,
    update: (state, runs) => {
      const width = Math.max(260, plots.clientWidth);
      steps = stepRange(runs);
      current = state.step;
      const shown = charts().filter(({ roles }) =>
        runs.some(({ run }) => roles.some((role) => run.series[role]?.some(Number.isFinite))),
      );
      plots.replaceChildren(
        ...shown.map((modelView, i) => {
          const frame: PlotFrame = {
            width,
            height: (i === 0 ? tallPlot : lowPlot) + (i === shown.length - 1 ? 24 : 0),
            x: steps,
            y: rangeOf(
              runs.flatMap(({ run }) => modelView.roles.flatMap((role) => run.series[role] ?? [])),
            ),
            xTitle: l10n.t('step'),
            yTitle: modelView.title,
            xNumbers: i === shown.length - 1,
          };
          scale = scaleOf(frame);
          return plotOf(modelView, frame, scale, state, runs);
        }),
      );
      const values = readOutOf(state, runs, shown);
      readOut.textContent =
        values ||
        l10n.t(
          'Bold: median over 15 rows. Point at the curves, or move along them with the arrow keys.',
        );
      plots.setAttribute('aria-valuemin', String(steps[0]));
      plots.setAttribute('aria-valuemax', String(steps[1]));
      plots.setAttribute('aria-valuenow', String(state.step ?? steps[0]));
      plots.setAttribute('aria-valuetext', values || l10n.t('No step chosen'));
    },
  };
}

function plotOf(
  modelView: ModelView,
  frame: PlotFrame,
  scale: Scale,
  { step, chosen }: RunState,
  runs: readonly ListedRun[],
): SVGElement {
  const { inner, px, py } = scale;
  const clip = `clip-${modelView.key}`;
  const drawn = svgElement('g', { 'clip-path': `url(#${clip})` });
  runs.forEach(({ run }, i) => {
    const style = `run-${i % runStyles}${i === chosen ? ' run-chosen' : ''}`;
    modelView.roles.forEach((role, k) => {
      const values = run.series[role];
      if (!values) return;
      if (k === 0) {
        const path = (kind: string, of: ArrayLike<number>): void =>
          drawn.append(
            svgElement('path', { class: `${kind} ${style}`, d: seriesPath(run.steps, of, scale) }),
          );
        path('run-raw', values);
        path('run-line', smoothed(values));
        return;
      }
      // Rare measurements: a point each, so that nobody takes what is between them for data.
      run.steps.forEach((at, row) => {
        if (!Number.isFinite(values[row])) return;
        drawn.append(
          svgElement('circle', {
            class: `run-dot ${style}`,
            cx: px(at),
            cy: py(values[row]),
            r: 3,
          }),
        );
      });
    });
  });
  if (modelView.key === 'entropy')
    for (const alarm of runs[chosen]?.run.report.alarms ?? []) {
      const mark = line('run-alarm', px(alarm.step), inner.top, px(alarm.step), inner.bottom);
      mark.append(svgElement('title', {}, alarmText(alarm.kind, alarm.step)));
      drawn.append(mark);
    }
  if (step !== undefined)
    drawn.append(line('run-cursor', px(step), inner.top, px(step), inner.bottom));
  return svgElement(
    'svg',
    { class: 'axes-plot', width: frame.width, height: frame.height, 'aria-hidden': 'true' },
    ...axesOf(frame, scale, clip),
    drawn,
  );
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

/** What an alarm says: a change of level that has happened, no forecast. */
export function alarmText(kind: 'explosion' | 'collapse', step: number): string {
  return kind === 'explosion'
    ? l10n.t('Step {0}: entropy has stayed above twice its least value for ten rows', step)
    : l10n.t('Step {0}: entropy has fallen below a quarter of where it began', step);
}

/** The values of the chosen run at the step under the pointer. */
function readOutOf(
  { step, chosen }: RunState,
  runs: readonly ListedRun[],
  shown: readonly ModelView[],
): string {
  const listed = runs[chosen] as ListedRun | undefined;
  if (step === undefined || !listed) return '';
  const { steps, series } = listed.run;
  const row = lastRowUntil(steps, step);
  if (row < 0) return l10n.t('Step {0}: not yet begun', step);
  const values = shown.flatMap(({ title, roles }) => {
    const value = series[roles[0]]?.[row];
    return value === undefined || !Number.isFinite(value) ? [] : [`${title} ${numberText(value)}`];
  });
  return [l10n.t('Step {0}', steps[row]), ...values].join(' · ');
}

/** The last row whose step is not after the given one, or −1. */
function lastRowUntil(steps: Float64Array, step: number): number {
  let [from, to] = [0, steps.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (steps[middle] <= step) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

function stepRange(runs: readonly ListedRun[]): readonly [number, number] {
  const filled = runs.filter(({ run }) => run.steps.length > 0);
  if (filled.length === 0) return [0, 1];
  const first = Math.min(...filled.map(({ run }) => run.steps[0]));
  const last = Math.max(...filled.map(({ run }) => run.steps[run.steps.length - 1]));
  return first < last ? [first, last] : [first - 1, last + 1];
}
