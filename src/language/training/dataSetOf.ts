import type { DataSet } from '../../core/training/dataSet.ts';
import { type LossKind, mismatchOf, type Mismatch } from '../../core/training/loss.ts';
import { generateData } from '../../core/training/generatedData.ts';
import type { Spec } from '../spec.ts';
import { count } from '../text/decode.ts';
import type { Problem } from '../text/problem.ts';
import { readPoints } from './readPoints.ts';

/** The points of a training, or the problem at the place in the spec that names them, or their loss. */
export type FoundData =
  | { readonly kind: 'data'; readonly data: DataSet }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * The points of the training of a spec, which fit its network and its loss; undefined without a
 * training. For a file, `text` is what stands in it; the problem names the line.
 */
export function dataSetOf(spec: Spec, text = ''): FoundData | undefined {
  const { training, network, source: places, outputNames } = spec;
  const range = places.trainingData;
  if (!training || !range) return undefined;
  const { data: source, plan } = training;
  const failed = (code: string, message: string, at = range): FoundData => ({
    kind: 'problem',
    problem: { severity: 'error', code, message, range: at },
  });
  let data: DataSet;
  if (source.kind === 'generated') data = generateData(source.generated);
  else {
    const { path, inputs, label, targets } = source;
    const columns = {
      ...(inputs && { inputs }),
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
  // A loss that was chosen is what does not fit; one that was not goes with the outputs.
  const isOfLoss = mismatch.kind === 'outputs' || mismatch.kind === 'values';
  const at = isOfLoss ? places.trainingLoss : undefined;
  return failed('data-mismatch', mismatchMessage(mismatch, plan.loss), at);
}

/** What does not fit, and what would. */
function mismatchMessage(mismatch: Mismatch, loss: LossKind): string {
  switch (mismatch.kind) {
    case 'inputs':
      return `The points have ${count(mismatch.found, 'coordinate')}, and the network has ${count(mismatch.wanted, 'input')}`;
    case 'outputs':
      return loss === 'logistic'
        ? `The loss logistic wants a network with one output, and this has ${mismatch.found}; use cross_entropy`
        : `The loss ${loss} wants ${count(mismatch.wanted, 'output')} for these data, and the network has ${mismatch.found}`;
    case 'classes':
      return mismatch.found < 2
        ? 'The data have a single class, and there is nothing to tell apart'
        : `The data have ${mismatch.found} classes, and one output tells two apart; give the network ${mismatch.found} outputs and use cross_entropy`;
    case 'values':
      return `The loss ${loss} is for classes, and these targets are numbers; use squared`;
  }
}
