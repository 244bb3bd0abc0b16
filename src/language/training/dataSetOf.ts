import type { DataSet } from '../../core/training/dataSet.ts';
import { type LossKind, mismatchOf, type Mismatch } from '../../core/training/loss.ts';
import { generateFromFormula } from '../../core/training/formulaData.ts';
import { generateData } from '../../core/training/generatedData.ts';
import type { Spec } from '../spec.ts';
import { count } from '../text/decode.ts';
import type { Problem } from '../text/problem.ts';
import { readPoints } from './readPoints.ts';

/** The data of a training, or the problem with it, at the data or the loss in the spec. */
export type FoundData =
  | { readonly kind: 'data'; readonly data: DataSet }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * The training data of a spec, checked against its network and loss; undefined if the spec has no
 * training. `text` is the content of the file, if the data is in a file; problems name its line.
 */
export function dataSetOf(spec: Spec, text = ''): FoundData | undefined {
  const { training, network, source: places, inputNames, outputNames } = spec;
  const range = places.trainingData;
  if (!training || !range) return undefined;
  const { data: source, plan } = training;
  const failed = (code: string, message: string, at = range): FoundData => ({
    kind: 'problem',
    problem: { severity: 'error', code, message, range: at },
  });
  let data: DataSet;
  if (source.kind === 'generated') data = generateData(source.generated);
  else if (source.kind === 'formula') {
    const made = generateFromFormula(source.made, spec.domain, network.inputs === 1 ? 1 : 2);
    if ('kind' in made) {
      const at = made.at.map((x) => Number(x.toPrecision(3))).join(', ');
      return failed('formula-value', `The formula has no finite value at (${at})`);
    }
    const { targets } = made;
    if (targets.kind === 'classes' && targets.labels.every((label) => label === targets.labels[0]))
      return failed('data-misfit', 'The formula puts all points in one class; two are needed');
    data = made;
  } else {
    const { path, inputs, label, targets } = source;
    const columns = {
      ...(inputs && { inputs }),
      // The inputs of a slice are coordinates on a plane; the points are in the space around it.
      inputNames: network.sliced ? [] : inputNames,
      ...(label !== undefined && { label }),
      ...(targets && { targets }),
      lastIsLabel: plan.loss !== 'squared',
      outputs: outputNames,
    };
    const read = readPoints(text, columns);
    if ('message' in read) {
      const line = read.line === undefined ? '' : `, line ${read.line}`;
      return failed('points-file', `${path}${line}: ${read.message}`);
    }
    data = read;
  }
  const mismatch = mismatchOf(network, data, plan.loss);
  if (!mismatch) return { kind: 'data', data };
  // Mark the loss only if the spec chooses one: a default loss follows from the outputs.
  const isOfLoss = mismatch.kind === 'outputs' || mismatch.kind === 'values';
  const at = isOfLoss ? places.trainingLoss : undefined;
  const hint = source.kind === 'file' ? firstClassHint(data) : '';
  return failed('data-misfit', mismatchMessage(mismatch, plan.loss) + hint, at);
}

/** A header of numbers is read as a point, and has a class of its own. */
function firstClassHint({ targets }: DataSet): string {
  if (targets.kind !== 'classes' || targets.names.length < 3) return '';
  const [first] = targets.labels;
  const isNumber = Number.isFinite(Number(targets.names[first]));
  return !isNumber || targets.labels.lastIndexOf(first) > 0
    ? ''
    : `. Only the first row has the class "${targets.names[first]}": if it is a header, name the columns with letters`;
}

/** What does not match, and what would. */
function mismatchMessage(mismatch: Mismatch, loss: LossKind): string {
  switch (mismatch.kind) {
    case 'inputs':
      return `The points have ${count(mismatch.found, 'coordinate')}, but the network has ${count(mismatch.wanted, 'input')}`;
    case 'outputs':
      return loss === 'logistic'
        ? `The loss logistic needs one output, but the network has ${mismatch.found}; use cross_entropy`
        : `The loss ${loss} needs ${count(mismatch.wanted, 'output')} for this data, but the network has ${mismatch.found}`;
    case 'classes':
      return mismatch.found < 2
        ? 'The data has only one class; at least two are needed'
        : `The data has ${mismatch.found} classes, but one output can separate only two; use ${mismatch.found} outputs and cross_entropy`;
    case 'values':
      return `The loss ${loss} needs classes, but the targets are numbers; use squared`;
  }
}
