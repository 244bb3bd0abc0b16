import { nothing } from 'lit-html';
import type { LegendEntry } from '../../../core/figure/legend.ts';
import type { ExportChoice } from '../../../protocol/exports.ts';
import type { FigureTools, PlotFigure } from '../../kit/figure.ts';
import { l10n } from '../../kit/l10n.ts';
import { clipped } from '../../kit/plot.ts';
import { choicesOfFigure } from '../../kit/saveFigure.ts';
import { controlPlane, equilibria, type Diagram } from './placementCharts.ts';
import type { RunReading } from './reading.ts';
import type { ListedRun } from './state.ts';
import { runStyles, timeDiagrams } from './timeCharts.ts';

/** The figures of a run. */
export type RunFigure = 'curves' | 'plane' | 'section';

/** What the view can save. */
export function exportChoices(reading: RunReading | undefined): readonly ExportChoice[] {
  const modelled = reading?.modelled;
  return [
    ...choicesOfFigure('curves', l10n.t('SVG of the curves'), l10n.t('PNG of the curves')),
    ...(modelled
      ? choicesOfFigure(
          'plane',
          l10n.t('SVG of the phase diagram'),
          l10n.t('PNG of the phase diagram'),
        )
      : []),
    ...(modelled?.placement.status === 'placed'
      ? choicesOfFigure('section', l10n.t('SVG of the equilibria'), l10n.t('PNG of the equilibria'))
      : []),
    {
      id: 'csv',
      label: l10n.t('CSV of the run'),
      detail: l10n.t('Values read from the log'),
      group: l10n.t('Data'),
    },
  ];
}

/** Heights of plots below each other, divided by their width. */
const aspects = { first: 0.4, other: 0.32 };

/** A figure of the chosen run; its curves are compared with those of the other runs. */
export function runFigure(
  kind: RunFigure,
  { listed, modelled, text }: RunReading,
  runs: readonly ListedRun[],
  tools: FigureTools,
): PlotFigure {
  const title = listed.label;
  if (kind === 'curves') {
    const chosen = runs.indexOf(listed);
    const diagrams = timeDiagrams(runs, chosen, text.alarms);
    return {
      title,
      description: l10n.t('{0} over steps', diagrams.map(({ yAxis }) => yAxis.name).join(', ')),
      plots: diagrams.map(({ chart, xAxis, yAxis, marks }, i) => ({
        ...{ xAxis, yAxis, aspect: i === 0 ? aspects.first : aspects.other },
        draw: (plot) => clipped(plot, `clip-${chart.key}`, marks(plot)),
      })),
      legend: curveKeys(runs, chosen, text.alarms.length > 0, tools).map((entry) => ({
        entries: [entry],
      })),
    };
  }
  const diagram: Diagram | undefined =
    kind === 'plane' ? controlPlane(modelled) : equilibria(modelled);
  const { keyOf } = tools;
  const isPlaced = modelled.placement.status === 'placed';
  const lines =
    kind === 'plane'
      ? [keyOf(l10n.t('fold'), 'fold-curve')]
      : [keyOf(l10n.t('stable'), 'branch-stable'), keyOf(l10n.t('unstable'), 'branch-unstable')];
  const entries = [...lines, keyOf(title, isPlaced ? 'run-trace' : 'run-level')];
  return {
    title,
    description: diagram?.description ?? '',
    plots: diagram
      ? [
          {
            ...{ xAxis: diagram.xAxis, yAxis: diagram.yAxis, aspect: 0.7 },
            draw: (plot) => diagram.marks(plot),
          },
        ]
      : [{ ...emptyAxes, aspect: 0.7, draw: () => nothing }],
    legend: entries.map((entry) => ({ entries: [entry] })),
  };
}

const emptyAxes = {
  xAxis: { name: '', domain: [0, 1] },
  yAxis: { name: '', domain: [0, 1] },
} as const;

function curveKeys(
  runs: readonly ListedRun[],
  chosen: number,
  hasAlarms: boolean,
  { keyOf }: FigureTools,
): readonly LegendEntry[] {
  const validated = runs.some(({ run }) => run.series.validation?.some(Number.isFinite));
  const style = (i: number): string => `run-${i % runStyles}${i === chosen ? ' run-chosen' : ''}`;
  const names =
    runs.length > 1
      ? runs.map(({ label }, i) => keyOf(label, `run-line ${style(i)}`))
      : [
          keyOf(l10n.t('median over 15 rows'), `run-line ${style(0)}`),
          keyOf(l10n.t('each row'), `run-raw ${style(0)}`),
        ];
  return [
    ...names,
    ...(validated ? [keyOf(l10n.t('validation'), 'run-dot run-0', 'dot')] : []),
    ...(hasAlarms ? [keyOf(l10n.t('warning'), 'run-alarm')] : []),
  ];
}
