import { parseArgs } from 'node:util';
import { jsonText } from '../../core/jsonText.ts';
import { printable } from '../../core/printable.ts';
import { maxModelFile } from '../../language/model/limits.ts';
import { readModel } from '../../language/model/readModel.ts';
import { orMessage } from '../arguments.ts';
import { filesBeside } from './filesBeside.ts';
import { modelReport, summaryText } from './modelReport.ts';
import type { ExitCode, Output } from '../output.ts';
import { readBytes, shownName, unreadable } from '../readText.ts';

export const modelUsage = `Usage: fold-complex model FILE [--json]

Prints what is in a trained model, ONNX or NNet: where it is from, its inputs and outputs, and its layers
with shapes, folds and parameters. Each layer has a mark:

  ●  piecewise linear: it has folds
  ○  linear: it is folded into what follows
  ◐  dropped at the output, where it changes no class, such as a softmax
  ✕  refused, and why
  (none)  after a layer that is refused

Options
  --json   the same as one JSON object
  --help

A FILE of - is standard input. External data of ONNX is read from the folder of the file, and from nowhere
else. The exit code is 0 if the model can be used, 1 if it cannot be read or has a layer that is refused, and
2 if the command line is not valid.
`;

/** Runs `model` with the arguments after its name. */
export function showModel(args: readonly string[], output: Output): ExitCode {
  const misuse = (message: string): ExitCode => {
    output.err(`fold-complex model: ${message}\n\n${modelUsage}`);
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
  const { values, positionals } = parsed;
  if (values.help) {
    output.out(modelUsage);
    return 0;
  }
  const [file, ...rest] = positionals;
  if (file === undefined) return misuse('Expected a file: fold-complex model FILE');
  if (rest.length > 0) return misuse(`Unexpected argument "${rest[0]}": one file at a time`);
  const fail = (where: string, message: string): ExitCode => {
    const place = where === '' ? '' : `${where}: `;
    output.err(`${printable(shownName(file))}: error: ${place}${message}\n`);
    return 1;
  };
  let bytes;
  try {
    // One byte more than the limit shows that the file is too large.
    bytes = readBytes(file, maxModelFile + 1);
  } catch (error) {
    return fail('', unreadable(error));
  }
  const model = readModel(file, bytes, filesBeside(file));
  if ('where' in model) return fail(model.where, model.message);
  const report = modelReport(shownName(file), model);
  output.out(values.json ? `${jsonText(report)}\n` : summaryText(report));
  return model.refusal ? fail(model.refusal.where, model.refusal.message) : 0;
}
