import type {
  FittedSweep,
  SweepReading,
  SweepRow,
} from '../../../core/entropy/diagnostics/runSweep.ts';
import type { SweepModel } from '../../../core/entropy/diagnostics/cuspFit.ts';
import { record } from '../../../core/csvRecord.ts';
import type { ListedRun } from './state.ts';
import type { SweepControl, SweepOutcome } from './sweepRuns.ts';

/** The content of both tables of a sweep. */
export interface SweepExport {
  readonly runs: readonly ListedRun[];
  readonly rows: readonly SweepRow[];
  readonly controls: readonly SweepControl[];
  readonly outcome: SweepOutcome;
}

/** A line per run: outcome, controls as they are fitted (learning rates by log10), and its place. */
export function sweepRunsCsv(
  { runs, rows, controls, outcome }: SweepExport,
  reading: SweepReading,
): string {
  const head = ['run', `last_${outcome}`, ...controls.map(columnName)];
  const fitted = reading.kind === 'fitted' ? reading : undefined;
  const lines = rows.map((row, i) => {
    const at = fitted?.used.indexOf(i) ?? -1;
    const place = fitted?.places[at];
    return record([
      runs[i].label,
      ...[row.outcome, ...row.controls].map(numberField),
      ...(place
        ? [
            place.alpha,
            place.beta,
            place.bistable ? 2 : 1,
            place.upper === undefined ? '' : Number(place.upper),
          ]
        : ['', '', '', '']),
    ]);
  });
  return [record([...head, 'alpha', 'beta', 'possible_outcomes', 'ended_high']), ...lines].join('');
}

/** A line per parameter with its standard error, then one per model with its scores. */
export function sweepEstimatesCsv(
  { controls }: SweepExport,
  { fit, units, bound }: FittedSweep,
): string {
  const names = ['intercept', ...controls.map(columnName)];
  const { errors } = fit;
  const lines = [
    ...fit.asymmetry.map((x, i) => ['alpha', names[i], x, errors?.asymmetry[i] ?? '']),
    ...fit.bifurcation.map((x, i) => ['beta', names[i], x, errors?.bifurcation[i] ?? '']),
    ...fit.scale.map((x, i) => ['y', ['intercept', 'outcome'][i], x, errors?.scale[i] ?? '']),
    ...(bound === undefined ? [] : [['logit_of_share_of', 'entropy', bound, '']]),
    ...controls.flatMap((control, k) => [
      ['subtracted', columnName(control), units[k].mean, ''],
      ['divided_by', columnName(control), units[k].deviation, ''],
    ]),
    ...(Object.keys(fit.scores) as SweepModel[]).flatMap((model) => {
      const { parameters, logLikelihood, aic, bic } = fit.scores[model];
      return [
        ['parameters', model, parameters, ''],
        ['log_likelihood', model, logLikelihood, ''],
        ['aic', model, aic, ''],
        ['bic', model, bic, ''],
      ];
    }),
  ];
  const head = ['quantity', 'of', 'value', 'standard_error'];
  return [head, ...lines].map(record).join('');
}

function columnName(control: SweepControl): string {
  return control === 'learningRate' ? 'log10_learning_rate' : control;
}

function numberField(x: number): number | string {
  return Number.isFinite(x) ? x : '';
}
