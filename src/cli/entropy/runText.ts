import type { TrainingSetup } from '../../core/entropy/diagnostics/training.ts';
import { judgedRun, type JudgedRun } from '../../core/entropy/words/judgedRun.ts';
import { lawText, measuredNumbers, modelledNumbers } from '../../core/entropy/words/runNumbers.ts';
import type { Localizer } from '../../core/localizer.ts';
import { numberText } from '../../core/numberText.ts';
import { printable } from '../../core/printable.ts';
import type { ReadRun, RunsResult } from '../../language/log/runsInLog.ts';
import type { LogProblem } from '../../language/log/table.ts';
import { formatNames } from './runCodes.ts';

/** A log for people: of each run what it is, the verdict on it, and the numbers behind that. */
export function runText(
  file: string,
  { format, runs, problems }: RunsResult,
  setup: TrainingSetup,
  l10n: Localizer,
): string {
  if (format === undefined) return '';
  return runs
    .map((run) => {
      const title = run.name === '' ? file : `${run.name} (${file})`;
      const judged = judgedRun(run, setup, l10n);
      const facts = [['format', formatNames[format]] as const, ...factsOf(run, judged, l10n)];
      const notes = [...problems, ...run.problems]
        .filter(({ severity }) => severity === 'hint')
        .map((problem) => ['notes', noteOf(problem)] as const);
      const numbers = [
        ...measuredNumbers(run.report, l10n),
        ...modelledNumbers(run, judged.modelled.placement, setup, l10n),
      ];
      return `${printable(title)}\n${table([...facts, ...notes])}\n${table(numbers)}`;
    })
    .join('\n');
}

type Row = readonly [name: string, text: string];

function factsOf(run: ReadRun, { verdict, text }: JudgedRun, l10n: Localizer): readonly Row[] {
  const { steps, mapping, evaluations, report } = run;
  const [first, last] = [steps.at(0) ?? NaN, steps.at(-1) ?? NaN];
  const span = steps.length > 1 ? `, steps ${numberText(first)} to ${numberText(last)}` : '';
  return [
    ['rows', `${steps.length}${span}`],
    ...Object.entries(mapping).map(([role, column]): Row => ['columns', `${role}: ${column}`]),
    ...evaluations.map(({ name, steps }): Row => ['evaluations', `${name}: ${steps.length}`]),
    ['verdict', `${verdict.regime.code}: ${text.headline}`],
    ['model', `${verdict.agreement}: ${text.model}`],
    ...verdict.alarms.map(({ code }, i): Row => ['alarms', `${code}: ${text.alarms[i].text}`]),
    ...(report.law ? [['law', lawText(report.law, l10n)] as const] : []),
    ...verdict.findings.map((code, i): Row => ['findings', `${code}: ${text.findings[i]}`]),
    ...text.notes.map((note): Row => ['notes', note]),
  ];
}

function noteOf({ message, line }: LogProblem): string {
  return line === undefined ? `${message}.` : `${message} (line ${line}).`;
}

/** Rows in two columns; a name is printed once. */
function table(rows: readonly Row[]): string {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows
    .map(([name, text], i) => {
      const shown = rows[i - 1]?.[0] === name ? '' : name;
      return `  ${shown.padEnd(width)}  ${printable(text)}\n`;
    })
    .join('');
}
