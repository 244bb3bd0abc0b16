import {
  generatedSets,
  type GeneratedData,
  type GeneratedSet,
} from '../../core/training/generatedData.ts';
import {
  choiceFrom,
  fieldsFrom,
  integerFrom,
  numberBetween,
  textFrom,
  type Fields,
} from '../text/decode.ts';
import type { TextRange } from '../text/problem.ts';
import type { FormulaData } from '../../core/training/formulaData.ts';
import { parseFormula } from './parseFormula.ts';
import { filePathFrom } from '../text/filePath.ts';
import { maxPoints } from '../text/limits.ts';
import { namesFrom } from '../text/names.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

/** The data of a training: a generated set, points with a formula, or a file. */
export type TrainingData =
  | { readonly kind: 'generated'; readonly generated: GeneratedData }
  | { readonly kind: 'formula'; readonly made: FormulaData }
  | PointsFile;

/** A file of points, and the meaning of its columns. */
export interface PointsFile {
  readonly kind: 'file';
  /** Relative to the folder of the spec. */
  readonly path: string;
  /** Names of the input columns. Default: all columns but the targets. */
  readonly inputs?: readonly string[];
  /** The column of classes, or the columns of numeric targets. */
  readonly label?: string;
  readonly targets?: readonly string[];
}

/** The forms of the data by the key that each needs, with the other keys that apply to it. */
const forms = {
  set: { keys: ['points', 'noise', 'factor', 'seed'], name: 'a generated set' },
  formula: { keys: ['points', 'noise', 'seed'], name: 'a formula' },
  file: { keys: ['inputs', 'label', 'targets'], name: 'a file' },
} as const;

type Form = keyof typeof forms;

const formKeys = Object.keys(forms) as Form[];
const optionKeys = [...new Set(formKeys.flatMap((form) => forms[form].keys))];
const keys = [...formKeys, ...optionKeys];

/** Decodes a name such as `moons`, a path such as `points.csv`, or an object with options. */
export function trainingDataFrom(
  node: SourceNode,
  inputNames: readonly string[],
  report: Report,
): TrainingData | undefined {
  const named = (): string => 'The training data';
  if (node.kind === 'string' && node.value.includes('.')) {
    const path = filePathFrom(node, report, named);
    return path === undefined ? undefined : { kind: 'file', path };
  }
  if (node.kind === 'string') {
    const set = setFrom(node, report);
    return set && { kind: 'generated', generated: { set, ...defaults } };
  }
  const fields = fieldsFrom(node, report, named, keys);
  if (!fields) return undefined;
  const errors = report.errors;
  const chosen = formKeys.filter((form) => fields.get(form) !== undefined);
  const form = chosen.at(0);
  if (chosen.length !== 1 || form === undefined) {
    const message = `${named()} needs exactly one of "set" (${generatedSets.join(', ')}), "formula" and "file"`;
    report.error('data-form', node.range, message);
    return undefined;
  }
  for (const key of optionKeys) {
    const entry = fields.entry(key);
    if (!entry || forms[form].keys.some((own) => own === key)) continue;
    report.warning('unused-key', entry.keyRange, `"${key}" has no effect with ${forms[form].name}`);
  }
  const own = fields.get(form)!;
  const data = decoders[form](own, fields, inputNames, report);
  return report.errors === errors ? data : undefined;
}

const decoders: Readonly<
  Record<
    Form,
    (
      node: SourceNode,
      fields: Fields,
      inputNames: readonly string[],
      report: Report,
    ) => TrainingData | undefined
  >
> = {
  set: (node, fields, _, report) => generatedFrom(node, fields, report),
  formula: formulaFrom,
  file: (node, fields, _, report) => fileFrom(node, fields, report),
};

const defaults = { points: 200, noise: 0, factor: 0.8, seed: 0 };

function setFrom(node: SourceNode, report: Report): GeneratedSet | undefined {
  return choiceFrom(node, report, () => 'A data set', generatedSets, 'unknown-set');
}

function generatedFrom(node: SourceNode, fields: Fields, report: Report): TrainingData | undefined {
  const set = setFrom(node, report);
  const factorNode = fields.get('factor');
  const factor =
    factorNode &&
    numberBetween(factorNode, report, () => '"factor" of the training data', {
      ...{ min: 0, max: 1 },
      without: 'max',
    });
  const settings = { ...drawingFrom(fields, report), factor: factor ?? defaults.factor };
  return set && { kind: 'generated', generated: { set, ...settings } };
}

/** How many points are drawn, and how: what sets and formulas have in common. */
function drawingFrom(fields: Fields, report: Report) {
  const [pointsNode, noiseNode, seedNode] = ['points', 'noise', 'seed'].map(fields.get);
  const named = (key: string) => () => `"${key}" of the training data`;
  const points =
    pointsNode && integerFrom(pointsNode, report, named('points'), { min: 2, max: maxPoints });
  const noise =
    noiseNode && numberBetween(noiseNode, report, named('noise'), { min: 0, max: 1000 });
  const seed =
    seedNode && integerFrom(seedNode, report, named('seed'), { min: 0, max: 2 ** 32 - 1 });
  return {
    points: points ?? defaults.points,
    noise: noise ?? defaults.noise,
    seed: seed ?? defaults.seed,
  };
}

function formulaFrom(
  node: SourceNode,
  fields: Fields,
  inputNames: readonly string[],
  report: Report,
): TrainingData | undefined {
  const drawing = drawingFrom(fields, report);
  const text = textFrom(node, report, () => '"formula" of the training data');
  if (text === undefined) return undefined;
  const formula = parseFormula(text, inputNames);
  if (!('message' in formula)) return { kind: 'formula', made: { formula, ...drawing } };
  const { message, start, end } = formula;
  report.error('formula', rangeWithin(node.range, text, start, end), message);
  return undefined;
}

/**
 * The range of a part of a string in the text, if the string is written there as it is, with or without
 * quotes; else that of the string.
 */
function rangeWithin(range: TextRange, text: string, start: number, end: number): TextRange {
  const quotes = (range.end - range.start - text.length) / 2;
  if (quotes !== 0 && quotes !== 1) return range;
  const first = range.start + quotes;
  return { start: first + start, end: Math.max(first + end, first + start + 1) };
}

function fileFrom(node: SourceNode, fields: Fields, report: Report): TrainingData | undefined {
  const path = filePathFrom(node, report, () => '"file" of the training data');
  const inputsNode = fields.get('inputs');
  const inputs = inputsNode && namesFrom(inputsNode, report, 'data.inputs');
  const labelNode = fields.get('label');
  const label = labelNode && textFrom(labelNode, report, () => '"label" of the training data');
  const targetsNode = fields.get('targets');
  const targets = targetsNode && namesFrom(targetsNode, report, 'data.targets');
  if (labelNode && targetsNode) {
    const message =
      '"label" (a column of classes) and "targets" (columns of numbers) cannot be combined; remove one of them';
    report.error('data-form', targetsNode.range, message);
  }
  return path === undefined
    ? undefined
    : {
        kind: 'file',
        path,
        ...(inputs && { inputs }),
        ...(label !== undefined && { label }),
        ...(targets && { targets }),
      };
}
