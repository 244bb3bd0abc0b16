import { parseArgs } from 'node:util';
import { selfCheck } from '../core/selfCheck/selfCheck.ts';
import { selfCheckText } from '../core/selfCheck/selfCheckText.ts';
import { orMessage } from './arguments.ts';
import type { ExitCode, Output } from './output.ts';

export const selfCheckUsage = `Usage: fold-complex self-check [--json]

Compares results of this build with known answers from closed forms, theorems and independent
programs, and prints a table.

Options
  --json    the checks as one JSON array
  --help

The exit code is 0 when every check passed, 1 when one failed, and 2 if the command line is not
valid.
`;

/** Runs `self-check` with the arguments after its name. */
export function runSelfCheck(args: readonly string[], output: Output): ExitCode {
  const parsed = orMessage(() =>
    parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean', default: false },
      },
    }),
  );
  if (typeof parsed === 'string') {
    output.err(`fold-complex self-check: ${parsed}\n\n${selfCheckUsage}`);
    return 2;
  }
  const { values } = parsed;
  if (values.help) {
    output.out(selfCheckUsage);
    return 0;
  }
  const checks = selfCheck();
  output.out(values.json ? `${JSON.stringify(checks)}\n` : selfCheckText(checks));
  return checks.every(({ passed }) => passed) ? 0 : 1;
}
