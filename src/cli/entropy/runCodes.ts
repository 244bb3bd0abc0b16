import type { RunRegime } from '../../core/entropy/diagnostics/regime.ts';
import type { RunAlarm } from '../../core/entropy/diagnostics/runVerdict.ts';
import type { LogFormat } from '../../language/log/table.ts';
import type { ExitCode } from '../output.ts';

/** The formats of logs. */
export const formatNames: Readonly<Record<LogFormat, string>> = {
  csv: 'CSV, also with semicolons, bars or spaces',
  tsv: 'TSV',
  json: 'JSON',
  jsonLines: 'JSON Lines',
  trainerState: "Hugging Face's trainer_state.json",
  verlConsole: 'console output of verl',
  trlConsole: 'console output of TRL, or other Python dictionaries',
  sb3Console: 'boxes in the console output of Stable-Baselines3',
  console: 'lines of named numbers in console output',
  tensorboard: 'TensorBoard event files',
  wandb: 'W&B file (.wandb)',
  binary: 'another binary file, which is not read',
};

/** The codes of verdicts, with what the entropy of a run did. */
export const verdictCodes: Readonly<Record<RunRegime['code'], string>> = {
  held: 'stayed between half and one and a half of its start',
  falling: 'is between half and one and a half of its start, and falls',
  risen: 'ended above that, but has not exploded',
  reduced: 'ended below half of its start; that it still falls is not certain',
  collapsing: 'ended below half of its start and still falls',
  collapsed: 'fell below a quarter of its start and stayed low',
  recovering: 'collapsed, and is above a quarter of its start again',
  recovered: 'collapsed, and is above half of its start again',
  exploded: 'rose above twice its start',
  returned: 'exploded, and is back at its start',
  unstable: 'changed its level several times, most recently near its end',
  tooShort: 'has too few rows to tell a level from noise',
  notAnEntropy: 'is not an entropy: it starts at zero or becomes negative',
  noEntropy: 'is not in the log',
};

/** The codes of alarms, which stay when the entropy returns to its start. */
export const alarmCodes: Readonly<Record<RunAlarm['code'], string>> = {
  collapse: 'fell below a quarter of its start at some step',
  explosion: 'was above twice its start for ten rows at some step',
};

/** A code that `--fail-on` takes. */
export type FailCode = keyof typeof verdictCodes | keyof typeof alarmCodes;

/** All codes that `--fail-on` takes. */
export const failCodes = [
  ...Object.keys(verdictCodes),
  ...Object.keys(alarmCodes),
] as readonly FailCode[];

/** The exit codes of `run`. */
export const runExitCodes: Readonly<Record<ExitCode, string>> = {
  0: 'every log was read, and no run has a code of --fail-on',
  1: 'a log cannot be read, or lacks a column named with --column',
  2: 'the command line is not valid',
  3: 'a run has a verdict or an alarm of --fail-on',
};
