import { parseArgs } from 'node:util';
import {
  defaultSetup,
  setupEstimators,
  setupRanges,
  type SetupNumber,
  type TrainingSetup,
} from '../../core/entropy/diagnostics/training.ts';
import { klGradients } from '../../core/entropy/grpo/klGradient.ts';
import { klGradientWords } from '../../language/entropy/model.ts';
import { roles } from '../../language/log/roles.ts';
import type { ColumnMapping } from '../../language/log/runsInLog.ts';
import { oneOf, orMessage } from '../arguments.ts';
import { standardInput } from '../readText.ts';
import { alarmCodes, failCodes, runExitCodes, verdictCodes, type FailCode } from './runCodes.ts';

/** The parsed arguments of `run`. */
export type RunRequest =
  { readonly kind: 'help' } | { readonly kind: 'misuse'; readonly message: string } | RunCommand;

export interface RunCommand {
  readonly kind: 'run';
  /** Paths of logs; `-` is standard input. */
  readonly logs: readonly string[];
  readonly json: boolean;
  readonly markdown: boolean;
  readonly follow: boolean;
  readonly failOn: ReadonlySet<FailCode>;
  readonly columns: ColumnMapping;
  /** What was given about the training. */
  readonly given: Partial<TrainingSetup>;
  /** The file with the configuration of the training, if it was named. */
  readonly config: string | undefined;
}

const { min: fewest, max: most } = setupRanges.group;

export const runUsage = `Usage: fold-complex run LOG… [OPTION…]

Reads training logs as Analyse Training Run does, and prints what it shows: format, rows, columns, the
verdict on the entropy, alarms, the law R = −a·exp(H) + b and the numbers behind them. A LOG is CSV,
TSV, JSON, JSON Lines, trainer_state.json or console output, in UTF-8 or UTF-16, a TensorBoard
event file, a folder of them, or a W&B file; - is standard input.

  --json            one line of JSON per log
  --markdown        the verdict and the outlook as Markdown, as Copy Report as Markdown does
  --follow          keep reading; print a line of JSON whenever the result of a log changes.
                    A LOG may not exist yet, become shorter, or be replaced. Ends at the end of
                    standard input, when interrupted, or with a code of --fail-on
  --fail-on CODES   exit with 3 if a run has one of these codes, separated by commas
  --column ROLE=COLUMN
                    the column of a role, instead of a guess from the names; ROLE= for none.
                    Once for each role
  --help

Roles
${wrapped(roles, '  ')}

What a log does not contain about the training. Without these options, it is taken from the
configuration that the log prints or that is beside it, and then assumed
  --config FILE         the configuration of the training: YAML or JSON of verl, TRL, OpenRLHF,
                        slime or NeMo RL, what they print, or the script that starts them
  --estimator NAME      ${setupEstimators.join(', ')}; ${defaultSetup.estimator} unless given
  --kl-gradient NAME    ${Object.values(klGradientWords).join(', ')}; ${klGradientWords[defaultSetup.klGradient]} unless given
  --group G             answers per prompt, from ${fewest} to ${most}; ${defaultSetup.group} unless given
  --decisions T         decisions per answer; ${defaultSetup.decisions} unless given
  --kl β                weight of the KL divergence; ${defaultSetup.kl} unless given
  --entropy-bonus τ     weight of the entropy bonus; ${defaultSetup.entropyBonus} unless given
  --reward-range W,R    the rewards of a wrong and of a right answer; ${defaultSetup.rewardRange.join()} unless given

Codes of verdicts: the entropy …
${listed(verdictCodes)}

Codes of alarms: the entropy …
${listed(alarmCodes)}

Problems go to standard error as LOG:LINE:COLUMN. Exit codes
${listed(runExitCodes)}
`;

/** Names with what they mean, one a line. */
function listed(meanings: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(meanings).map((name) => name.length));
  return Object.entries(meanings)
    .map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`)
    .join('\n');
}

/** Names in lines of at most 96 characters. */
function wrapped(names: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const name of names) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + name.length < 94)
      lines[lines.length - 1] = `${line}, ${name}`;
    else lines.push(`${indent}${name}`);
  }
  return lines.join(',\n');
}

/** Parses the arguments after `run`. */
export function parseRun(args: readonly string[]): RunRequest {
  const text = { type: 'string' } as const;
  const parsed = orMessage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean', default: false },
        markdown: { type: 'boolean', default: false },
        follow: { type: 'boolean', short: 'f', default: false },
        'fail-on': { type: 'string', multiple: true, default: [] },
        column: { type: 'string', multiple: true, default: [] },
        config: text,
        estimator: text,
        'kl-gradient': text,
        group: text,
        decisions: text,
        kl: text,
        'entropy-bonus': text,
        'reward-range': text,
      },
    }),
  );
  if (typeof parsed === 'string') return misuse(parsed);
  const { values, positionals: logs } = parsed;
  if (values.help) return { kind: 'help' };
  if (logs.length === 0) return misuse('Expected at least one log');
  const twice = logs.find((log, i) => logs.indexOf(log) !== i);
  if (twice === standardInput.argument) return misuse('Standard input can be read only once');
  if (twice !== undefined) return misuse(`${twice} is named twice`);

  const failOn = new Set<FailCode>();
  for (const name of values['fail-on'].flatMap((list) => list.split(','))) {
    const code = failCodes.find((one) => one === name.trim());
    if (!code) return misuse(`--fail-on takes ${failCodes.join(', ')}, not "${name.trim()}"`);
    failOn.add(code);
  }

  const columns: Partial<Record<(typeof roles)[number], string>> = {};
  for (const assignment of values.column) {
    const [name, ...rest] = assignment.split('=');
    if (rest.length === 0) return misuse(`--column takes ROLE=COLUMN, not "${assignment}"`);
    const role = roles.find((one) => one === name);
    if (!role) return misuse(`--column takes one of the roles ${roles.join(', ')}, not "${name}"`);
    columns[role] = rest.join('=');
  }

  const estimator = setupEstimators.find((name) => name === values.estimator);
  if (values.estimator !== undefined && !estimator)
    return misuse(oneOf('--estimator', setupEstimators, values.estimator));
  const named = values['kl-gradient'];
  const klGradient = klGradients.find((kind) => klGradientWords[kind] === named);
  if (named !== undefined && !klGradient)
    return misuse(oneOf('--kl-gradient', Object.values(klGradientWords), named));
  const numbers: Partial<Record<SetupNumber, number>> = {};
  for (const [option, key] of numberOptions) {
    const given = values[option];
    if (given === undefined) continue;
    const number = Number(given);
    const { min, max, step } = setupRanges[key];
    const isInteger = step === 1;
    const fits = number >= min && number <= max && (!isInteger || Number.isInteger(number));
    if (given.trim() === '' || !fits)
      return misuse(
        `--${option} must be ${isInteger ? 'an integer' : 'a number'} from ${min} to ${max}, not "${given}"`,
      );
    numbers[key] = number;
  }
  const range = values['reward-range'];
  const rewardRange = range === undefined ? undefined : rangeFrom(range);
  if (range !== undefined && !rewardRange)
    return misuse(
      `--reward-range must be two numbers, the lower first, such as -1,1, not "${range}"`,
    );
  const { json, markdown, follow } = values;
  if (markdown && (json || follow))
    return misuse(`--markdown cannot be combined with ${json ? '--json' : '--follow'}`);
  return {
    kind: 'run',
    logs,
    json,
    markdown,
    follow,
    failOn,
    columns,
    config: values.config,
    given: {
      ...numbers,
      ...(estimator && { estimator }),
      ...(klGradient && { klGradient }),
      ...(rewardRange && { rewardRange }),
    },
  };
}

const numberOptions = [
  ['group', 'group'],
  ['decisions', 'decisions'],
  ['kl', 'kl'],
  ['entropy-bonus', 'entropyBonus'],
] as const satisfies readonly (readonly [string, SetupNumber])[];

/** Two numbers, the lower first; undefined for any other text. */
function rangeFrom(text: string): TrainingSetup['rewardRange'] | undefined {
  const parts = text.split(',');
  const [wrong, right] = parts.map(Number);
  const isRange =
    parts.length === 2 &&
    parts.every((part) => part.trim() !== '') &&
    Number.isFinite(wrong) &&
    Number.isFinite(right) &&
    wrong < right;
  return isRange ? [wrong, right] : undefined;
}

function misuse(message: string): RunRequest {
  return { kind: 'misuse', message };
}
