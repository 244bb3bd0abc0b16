import { parseArgs } from 'node:util';
import { budgetFrom, countFrom, orMessage } from './arguments.ts';

/** A parsed command line. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'misuse'; readonly message: string }
  | FileCommand;

export interface FileCommand {
  readonly kind: 'stats' | 'regions' | 'region-count';
  readonly file: string;
  readonly json: boolean;
  /** Number of times to parse and to compute; the best of each is reported. */
  readonly repeat: number;
  /** Budget of cells; Infinity for none. */
  readonly maxCells: number;
}

export const usage = `Usage: fold-complex COMMAND FILE [OPTION…]

The exact fold complex of a piecewise-linear network given by a JSON or YAML spec.

Commands
  stats FILE          counts and measures of the complex
  region-count FILE   only the number of regions
  regions FILE        one line of JSON per region: pattern, area, maps, vertices
  export FILE …       pictures, models and tables: see fold-complex export --help
  model FILE          layers of a trained model (ONNX, NNet): see fold-complex model --help
  check FILE…         problems of specs, for CI: see fold-complex check --help
  entropy FILE        model of an entropy spec: see fold-complex entropy --help
  run LOG…            verdict on training logs, for CI: see fold-complex run --help
  self-check          this build against known answers: see fold-complex self-check --help

Options
  --json            stats as one JSON object instead of a table
  --ndjson          the format of regions, and the only one
  --repeat N        stats: parse and compute N times and report the best times
  --max-cells N     stop after about N regions, with a partial complex
  --help, --version

A FILE of - is standard input, JSON or YAML by its content; paths in it start from the working
directory. Problems of the file go to standard error as FILE:LINE:COLUMN. The exit code is 1 if a file
cannot be used and 2 if the command line is not valid.
`;

/** Parses the arguments after the name of the program. */
export function parseCommand(args: readonly string[]): Command {
  const parsed = orMessage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        json: { type: 'boolean', default: false },
        ndjson: { type: 'boolean' },
        repeat: { type: 'string', default: '1' },
        'max-cells': { type: 'string', default: 'Infinity' },
      },
    }),
  );
  return typeof parsed === 'string' ? misuse(parsed) : commandOf(parsed);
}

interface Arguments {
  readonly values: {
    readonly help?: boolean | undefined;
    readonly version?: boolean | undefined;
    readonly json: boolean;
    readonly ndjson?: boolean | undefined;
    readonly repeat: string;
    readonly 'max-cells': string;
  };
  readonly positionals: readonly string[];
}

function commandOf({ values, positionals }: Arguments): Command {
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [kind, file, ...rest] = positionals;
  if (kind === undefined) return misuse('Expected a command and a file');
  if (kind !== 'stats' && kind !== 'regions' && kind !== 'region-count')
    return misuse(`Unknown command "${kind}"`);
  if (file === undefined) return misuse(`Expected a file: fold-complex ${kind} FILE`);
  if (rest.length > 0) return misuse(`Unexpected argument "${rest[0]}": one file at a time`);
  if (kind !== 'regions' && values.ndjson)
    return misuse(`--ndjson is for regions, not for ${kind}`);
  if (kind !== 'stats' && values.json) return misuse(`--json is for stats, not for ${kind}`);
  const repeat = countFrom(values.repeat);
  if (repeat === undefined)
    return misuse(`--repeat must be a positive integer, not "${values.repeat}"`);
  const maxCells = budgetFrom(values['max-cells']);
  if (maxCells === undefined)
    return misuse(`--max-cells must be a positive integer, not "${values['max-cells']}"`);
  return { kind, file, json: values.json, repeat, maxCells };
}

function misuse(message: string): Command {
  return { kind: 'misuse', message };
}
