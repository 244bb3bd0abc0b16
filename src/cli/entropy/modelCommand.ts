import { parseArgs } from 'node:util';
import { reportModel, type ModelReport } from '../../core/entropy/modelReport.ts';
import { jsonText } from '../../core/jsonText.ts';
import { controlsByKey } from '../../language/entropy/controls.ts';
import type { EntropySpec } from '../../language/entropy/entropySpec.ts';
import { estimatorWords, kindWords, klGradientWords } from '../../language/entropy/model.ts';
import { parseEntropySpec } from '../../language/entropy/parse.ts';
import { documentKind } from '../../language/text/documentKind.ts';
import type { Problem } from '../../language/text/problem.ts';
import { problemLines } from '../../language/text/problemLines.ts';
import { orMessage } from '../arguments.ts';
import type { ExitCode, Output } from '../output.ts';
import { shownName } from '../readText.ts';
import { readSource, type SourceFile } from '../sourceFile.ts';
import { modelText } from './modelText.ts';
import { regimeMeanings } from './regimeMeanings.ts';

export const modelUsage = `Usage: fold-complex entropy FILE [--json]

Prints what the model of an entropy spec says at its controls: the regime, the equilibria, the folds
along each control alone, the cusp, and two values of β:

  hold   above it, a policy that starts at the reference does not collapse
  undo   above it, a collapsed policy recovers

Both are 0 where every β does it.

u is the state: for GRPO the logit of a right decision. Entropies are in nats per token. A FILE of - is
standard input.

  --json   one object on one line; null where there is no such value, or no β does it
  --help

Regimes
${Object.entries(regimeMeanings)
  .map(([name, meaning]) => `  ${name.padEnd(16)}${meaning}`)
  .join('\n')}

Problems of the file go to standard error as FILE:LINE:COLUMN. The exit code is 0, 1 if the file cannot
be used, or 2 if the command line is not valid.
`;

/** Runs `entropy` with the arguments after its name. */
export function reportEntropyModel(args: readonly string[], output: Output): ExitCode {
  const misuse = (message: string): ExitCode => {
    output.err(`fold-complex entropy: ${message}\n\n${modelUsage}`);
    return 2;
  };
  const parsed = orMessage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean', default: false },
      },
    }),
  );
  if (typeof parsed === 'string') return misuse(parsed);
  const { values, positionals: files } = parsed;
  if (values.help) {
    output.out(modelUsage);
    return 0;
  }
  if (files.length !== 1) return misuse('Expected one file');
  const [file] = files;
  const source = readSource(file);
  const { spec, problems } = specIn(source, file);
  for (const line of problemLines(shownName(file), source.text, problems)) output.err(`${line}\n`);
  if (!spec) return 1;
  const report = reportModel(spec.model, spec.controls, spec.start);
  output.out(
    values.json
      ? `${jsonText({ file: shownName(file), ...recordOf(spec, problems, report) })}\n`
      : modelText(spec, report),
  );
  return 0;
}

/** A report as JSON: keys of the spec by their names there, null for what there is not. */
function recordOf(
  { name, model, controls, start }: EntropySpec,
  problems: readonly Problem[],
  { plane, regime, equilibria, folds, cusp, thresholds }: ModelReport,
): object {
  const isAssumed = problems.some(({ code }) => code === 'assumed-kl-gradient');
  return {
    name: name ?? null,
    model:
      model.kind === 'grpo'
        ? {
            ...model.estimator,
            kind: kindWords[model.kind],
            estimator: estimatorWords[model.estimator.kind],
            decisions: model.decisions,
            kl_gradient: klGradientWords[model.klGradient],
            kl_gradient_assumed: isAssumed,
          }
        : { kind: kindWords[model.kind] },
    controls: controlsByKey(controls),
    start,
    plane: plane ?? null,
    regime,
    equilibria: equilibria.map(({ u, stable, entropy = null, success = null }) => ({
      u,
      stable,
      entropy,
      success,
    })),
    folds,
    cusp: cusp ?? null,
    thresholds: { hold: thresholds.hold ?? null, undo: thresholds.undo ?? null },
  };
}

function specIn({ text, format, failure }: SourceFile, file: string) {
  if (failure) return { spec: undefined, problems: [failure] };
  const kind = documentKind(file, text);
  if (kind === 'entropy' || kind === 'unknown') return parseEntropySpec(text, format);
  const what = {
    network: 'This is a network spec',
    log: 'This is a training log; fold-complex run reads it',
    other: 'This is not a spec',
  }[kind];
  const problem: Problem = {
    severity: 'error',
    code: 'not-an-entropy-spec',
    message: `${what}; expected an entropy spec, such as grpo.entropy.yaml`,
    range: { start: 0, end: 0 },
  };
  return { spec: undefined, problems: [problem] };
}
