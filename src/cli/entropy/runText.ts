import {
  assumedSetup,
  unknownSettings,
  type AssumedSetup,
} from '../../core/entropy/diagnostics/assumedSetup.ts';
import type { FoundConfig } from '../../core/entropy/diagnostics/trainerConfig.ts';
import type { TrainingSetup } from '../../core/entropy/diagnostics/training.ts';
import { originText } from '../../core/entropy/words/originText.ts';
import { judgedRun, type JudgedRun } from '../../core/entropy/words/judgedRun.ts';
import { lawText, measuredNumbers, modelledNumbers } from '../../core/entropy/words/runNumbers.ts';
import type { Localizer } from '../../core/localizer.ts';
import { numberText } from '../../core/numberText.ts';
import { printable } from '../../core/printable.ts';
import type { ReadRun, RunsResult } from '../../language/log/runsInLog.ts';
import type { LogProblem } from '../../language/log/table.ts';
import { table, type Row } from './rows.ts';
import { formatNames } from './runCodes.ts';

/** A log for people: of each run what it is, the verdict on it, and the numbers behind that. */
export function runText(
  file: string,
  { format, runs, config, problems }: RunsResult,
  given: Partial<TrainingSetup>,
  l10n: Localizer,
): string {
  if (format === undefined) return '';
  return runs
    .map((run) => {
      const title = run.name === '' ? file : `${run.name} (${file})`;
      const judged = judgedRun(run, assumedSetup(run, given, config), l10n);
      const { assumed, setup } = judged;
      const facts = [['format', formatNames[format]] as const, ...factsOf(run, judged, l10n)];
      const notes = [...problems, ...run.problems]
        .filter(({ severity }) => severity === 'hint')
        .map((problem) => ['notes', noteOf(problem)] as const);
      const numbers = [
        ...measuredNumbers(run.report, l10n),
        ...modelledNumbers(run, judged.modelled.placement, setup, l10n),
      ];
      return `${printable(title)}\n${table([...facts, ...assumedRows(assumed, config, l10n), ...notes])}\n${table(numbers)}`;
    })
    .join('\n');
}

function factsOf(
  run: ReadRun,
  { verdict, text, outlookText }: JudgedRun,
  l10n: Localizer,
): readonly Row[] {
  const { steps, mapping, evaluations, report } = run;
  const [first, last] = [steps.at(0) ?? NaN, steps.at(-1) ?? NaN];
  const span = steps.length > 1 ? `, steps ${numberText(first)} to ${numberText(last)}` : '';
  return [
    ['rows', `${steps.length}${span}`],
    ...Object.entries(mapping).map(([role, column]): Row => ['columns', `${role}: ${column}`]),
    ...evaluations.map(({ name, steps }): Row => ['evaluations', `${name}: ${steps.length}`]),
    ['verdict', `${verdict.regime.code}: ${text.headline}`],
    ['model', `${verdict.agreement}: ${text.model}`],
    ...outlookText.rows.map(({ name, text }): Row => ['outlook', `${name}: ${text}`]),
    ...outlookText.cannotTell.map((text): Row => ['cannot tell', text]),
    ...verdict.alarms.map(({ code }, i): Row => ['alarms', `${code}: ${text.alarms[i].text}`]),
    ...(report.law ? [['law', lawText(report.law, l10n)] as const] : []),
    ...verdict.findings.map((code, i): Row => ['findings', `${code}: ${text.findings[i]}`]),
    ...text.notes.map((note): Row => ['notes', note]),
  ];
}

/** The settings of the training that the model uses, and where each is from. */
function assumedRows(
  assumed: AssumedSetup,
  config: FoundConfig | undefined,
  l10n: Localizer,
): readonly Row[] {
  const settings = Object.entries(assumed).map(([name, { value, origin }]): Row => {
    const text = typeof value === 'object' ? value.join() : String(value);
    return ['training', `${name}: ${text} (${originText(origin, l10n)})`];
  });
  const unknown = unknownSettings(config).map(({ setting, value, origin }): Row => [
    'training',
    `${setting} is ${value} (${originText(origin, l10n)}), which the model does not know`,
  ]);
  return [...settings, ...unknown];
}

function noteOf({ message, line }: LogProblem): string {
  return line === undefined ? `${message}.` : `${message} (line ${line}).`;
}
