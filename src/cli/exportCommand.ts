import { parseArgs } from 'node:util';
import {
  defaultSetup,
  fontSizes,
  pageSizeFrom,
  pageSizes,
  pageStyles,
} from '../core/figure/page.ts';
import { fontFamilies } from '../core/figure/textWidth.ts';
import type { SvgLook } from '../core/export/svg/plane.ts';
import type { Kind } from '../core/export/write.ts';
import { colourings, type ColouringChoice } from '../core/picture/colouring.ts';
import { levelsFrom } from '../core/picture/levels.ts';
import { budgetFrom, oneOf, orMessage } from './arguments.ts';

/** The parsed arguments of `export`. */
export type ExportRequest =
  { readonly kind: 'help' } | { readonly kind: 'misuse'; readonly message: string } | ExportCommand;

export interface ExportCommand {
  readonly kind: 'export';
  readonly file: string;
  readonly targets: readonly Target[];
  readonly look: SvgLook;
  /** Budget of cells; Infinity for none. */
  readonly maxCells: number;
  /** Whether files that no target names may be replaced. */
  readonly force: boolean;
}

/** A kind of export and its file; the path `-` is standard output. */
export interface Target {
  readonly option: Option;
  readonly kind: Kind;
  readonly path: string;
}

export const exportUsage = `Usage: fold-complex export FILE TARGET… [OPTION…]

Writes the exact fold complex of a spec to one or more files. A FILE of - is standard input, JSON or
YAML by its content; paths in it start from the working directory.

Targets, each with the name of a file, or - for standard output
  --svg             regions as a vector graphic; for one input, the graph
  --svg-surface     surface as a vector graphic, in perspective
  --glb             surface for 3-D tools, glTF 2.0
  --obj             surface for 3-D tools, with its colours in a second file, .mtl
  --csv             table of the regions: patterns, areas, affine maps
  --csv-vertices    table of the vertices; of one input the breakpoints
  --csv-edges       table of the edges and their folds
  --csv-boundaries  lines between the areas of the largest outputs, point by point
  --csv-levels      lines on which the height has the levels, point by point
  --json            the complete complex as one JSON object
  --markdown        analysis: regions by layer, outputs, neurons

Options
  --colour WHAT     auto (unless given), height, class, entropy, gradient, layer, region or linear;
                    auto is entropy for a policy, class where outputs are compared, or height
  --gain G          factor on the logits for entropy; 1 unless given
  --levels LEVELS   round, "every STEP" or numbers such as "0, 0.5": labelled contour lines in
                    --svg and --svg-surface (none unless given), --csv-levels and --json (round
                    unless given)
  --max-cells N     stop after about N regions, with a partial complex
  --force           replace the .mtl file of --obj if there is one
  --help

Options of figures, --svg and --svg-surface
  --size SIZE       width, or width x height, in millimetres, such as 85 or 170x90mm; 85 unless
                    given, with the height that the picture needs
  --font FAMILY     sans (unless given) or serif: Latin Modern Roman or Times
  --font-size PT    size of all text in points, from 4 to 72; 8 unless given
  --style STYLE     light (unless given), dark or transparent
  --boundaries      decision boundaries, whatever the colours show; of one output where it is 0
  --shading         faces shaded as by a light, which changes their colours
  --title           the title above the picture

A figure has axes, a colour bar or a legend, and text that stays text. For PDF, convert the SVG, for
example with rsvg-convert -f pdf. A PNG needs a browser: export it in VS Code, or convert the SVG, for
example with rsvg-convert -d 300 -p 300.

Numbers in tables have all the digits of a double, and everything counts from 0. A text in a table
that a spreadsheet would take for a formula begins with an apostrophe. A file is written whole or not
at all. The spec, the files that it names and the other targets are never overwritten, not even with
--force. The exit code is 0 if everything was written, 1 if the spec cannot be used or a file cannot be
written, and 2 if the command line is not valid.
`;

const kindOf = {
  svg: 'svg',
  'svg-surface': 'surface',
  glb: 'glb',
  obj: 'obj',
  csv: 'regions',
  'csv-vertices': 'vertices',
  'csv-edges': 'edges',
  'csv-boundaries': 'boundaries',
  'csv-levels': 'levels',
  json: 'json',
  markdown: 'markdown',
} as const satisfies Record<string, Kind>;

type Option = keyof typeof kindOf;

const options = Object.keys(kindOf) as Option[];
const colouringChoices: readonly ColouringChoice[] = ['auto', ...colourings];

/** Parses the arguments after `export`. */
export function parseExport(args: readonly string[]): ExportRequest {
  const path = { type: 'string' } as const;
  const parsed = orMessage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        force: { type: 'boolean', default: false },
        svg: path,
        'svg-surface': path,
        glb: path,
        obj: path,
        csv: path,
        'csv-vertices': path,
        'csv-edges': path,
        'csv-boundaries': path,
        'csv-levels': path,
        levels: path,
        json: path,
        markdown: path,
        colour: { type: 'string', default: 'auto' },
        style: { type: 'string', default: 'light' },
        size: { type: 'string', default: String(defaultSetup.width) },
        font: { type: 'string', default: defaultSetup.font },
        'font-size': { type: 'string', default: String(defaultSetup.fontSize) },
        boundaries: { type: 'boolean', default: false },
        shading: { type: 'boolean', default: false },
        title: { type: 'boolean', default: false },
        png: path,
        gain: { type: 'string', default: '1' },
        'max-cells': { type: 'string', default: 'Infinity' },
      },
    }),
  );
  if (typeof parsed === 'string') return misuse(parsed);
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  const [file, ...rest] = positionals;
  if (file === undefined) return misuse('Expected a file: fold-complex export FILE --svg OUT');
  if (rest.length > 0) return misuse(`Unexpected argument "${rest[0]}": one file at a time`);

  const targets = options.flatMap((option): Target[] => {
    const to = values[option];
    return to === undefined ? [] : [{ option, kind: kindOf[option], path: to }];
  });
  if (values.png !== undefined)
    return misuse(
      'A PNG needs a browser: export it in VS Code, or convert what --svg writes, for example with rsvg-convert -d 300 -p 300',
    );
  if (targets.length === 0) return misuse('Name what to write, such as --svg OUT');
  const piped = targets.filter(({ path }) => path === '-');
  if (piped.length > 1)
    return misuse(
      `--${piped[0].option} and --${piped[1].option} cannot both go to standard output`,
    );
  if (piped[0]?.kind === 'obj')
    return misuse('--obj writes two files and cannot go to standard output');

  const colouring = colouringChoices.find((name) => name === values.colour);
  if (!colouring) return misuse(oneOf('--colour', colouringChoices, values.colour));
  // `paper` is the name that light had in earlier versions.
  const named = values.style === 'paper' ? 'light' : values.style;
  const style = pageStyles.find((name) => name === named);
  if (!style) return misuse(oneOf('--style', pageStyles, values.style));
  const size = pageSizeFrom(values.size);
  if (!size)
    return misuse(
      `--size must be a width or width x height in millimetres from ${pageSizes.least} to ${pageSizes.most}, such as 85 or 85x60, not "${values.size}"`,
    );
  const font = fontFamilies.find((name) => name === values.font);
  if (!font) return misuse(oneOf('--font', fontFamilies, values.font));
  const fontSize = Number(values['font-size']);
  if (!(fontSize >= fontSizes.least && fontSize <= fontSizes.most))
    return misuse(
      `--font-size must be a number of points from ${fontSizes.least} to ${fontSizes.most}, not "${values['font-size']}"`,
    );
  const gain = Number(values.gain);
  if (values.gain.trim() === '' || !(gain >= 0 && gain < Infinity))
    return misuse(`--gain must be a number from 0, not "${values.gain}"`);
  const { levels } = values;
  if (levels !== undefined && (levels.trim() === '' || !levelsFrom(levels, 0, 0)))
    return misuse(`--levels must be round, every STEP or numbers, not "${levels}"`);
  const maxCells = budgetFrom(values['max-cells']);
  if (maxCells === undefined)
    return misuse(`--max-cells must be a positive integer, not "${values['max-cells']}"`);
  const look = {
    ...{ colouring, style, gain, shading: values.shading },
    page: { ...size, font, fontSize, heading: values.title },
    ...(values.boundaries && { boundaries: true }),
    ...(levels !== undefined && { levels }),
  };
  return { kind: 'export', file, targets, look, maxCells, force: values.force };
}

function misuse(message: string): ExportRequest {
  return { kind: 'misuse', message };
}
