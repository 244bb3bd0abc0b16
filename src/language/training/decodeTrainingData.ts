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
import { filePathFrom } from '../text/filePath.ts';
import { maxPoints } from '../text/limits.ts';
import { namesFrom } from '../text/names.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

/** The data of a training: a generated set or a file. */
export type TrainingData =
  { readonly kind: 'generated'; readonly generated: GeneratedData } | PointsFile;

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

const keys = ['set', 'points', 'noise', 'factor', 'seed', 'file', 'inputs', 'label', 'targets'];

/** Keys that apply to only one of the two forms. */
const ofFile = ['inputs', 'label', 'targets'];
const ofSet = ['points', 'noise', 'factor', 'seed'];

/** Decodes a name such as `moons`, a path such as `points.csv`, or an object with options. */
export function trainingDataFrom(node: SourceNode, report: Report): TrainingData | undefined {
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
  const setNode = fields.get('set');
  const fileNode = fields.get('file');
  if ((setNode === undefined) === (fileNode === undefined)) {
    const message = `${named()} needs either "set" (${generatedSets.join(', ')}) or "file"`;
    report.error('data-form', node.range, message);
    return undefined;
  }
  for (const key of setNode ? ofFile : ofSet) {
    const entry = fields.entry(key);
    const what = setNode ? 'a generated set' : 'a file';
    if (entry) report.warning('unused-key', entry.keyRange, `"${key}" has no effect with ${what}`);
  }
  const data = setNode
    ? generatedFrom(setNode, fields, report)
    : fileFrom(fileNode!, fields, report);
  return report.errors === errors ? data : undefined;
}

const defaults = { points: 200, noise: 0, factor: 0.8, seed: 0 };

function setFrom(node: SourceNode, report: Report): GeneratedSet | undefined {
  return choiceFrom(node, report, () => 'A data set', generatedSets, 'unknown-set');
}

function generatedFrom(node: SourceNode, fields: Fields, report: Report) {
  const set = setFrom(node, report);
  const [pointsNode, noiseNode, factorNode, seedNode] = ofSet.map((key) => fields.get(key));
  const named = (key: string) => () => `"${key}" of the training data`;
  const settings: Omit<GeneratedData, 'set'> = {
    points:
      (pointsNode &&
        integerFrom(pointsNode, report, named('points'), { min: 2, max: maxPoints })) ??
      defaults.points,
    noise:
      (noiseNode && numberBetween(noiseNode, report, named('noise'), { min: 0, max: 1000 })) ??
      defaults.noise,
    factor:
      (factorNode &&
        numberBetween(factorNode, report, named('factor'), { min: 0, max: 1, without: 'max' })) ??
      defaults.factor,
    seed:
      (seedNode && integerFrom(seedNode, report, named('seed'), { min: 0, max: 2 ** 32 - 1 })) ??
      defaults.seed,
  };
  return set && { kind: 'generated' as const, generated: { set, ...settings } };
}

function fileFrom(node: SourceNode, fields: Fields, report: Report) {
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
        kind: 'file' as const,
        path,
        ...(inputs && { inputs }),
        ...(label !== undefined && { label }),
        ...(targets && { targets }),
      };
}
