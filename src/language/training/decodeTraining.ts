import { outputCount, type Network } from '../../core/network/network.ts';
import type { LossKind } from '../../core/training/loss.ts';
import type { StopRules, TrainingPlan } from '../../core/training/plan.ts';
import {
  choiceFrom,
  fieldsFrom,
  integerFrom,
  numberBetween,
  positiveFrom,
  required,
} from '../text/decode.ts';
import { maxEpochs, maxPoints } from '../text/limits.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';
import { defaultOptimiser, optimiserFrom } from './decodeOptimiser.ts';
import { trainingDataFrom, type TrainingData } from './decodeTrainingData.ts';

/** How to train the network of a spec. */
export interface Training {
  readonly data: TrainingData;
  readonly plan: TrainingPlan;
}

const keys = [
  'data',
  'loss',
  'optimiser',
  'learning_rate',
  'batch_size',
  'epochs',
  'seed',
  'weight_decay',
  'stop',
];

const losses = ['squared', 'logistic', 'cross_entropy'] as const satisfies readonly LossKind[];

/** A training, and its places in the text. */
export interface WrittenTraining {
  readonly training: Training;
  /** The ranges of "data" and, if present, "loss". */
  readonly source: { readonly data: TextRange; readonly loss?: TextRange };
}

/** Decodes `training`. `network` is undefined if the layers of the spec have errors. */
export function trainingFrom(
  node: SourceNode,
  network: Network | undefined,
  inputNames: readonly string[],
  report: Report,
): WrittenTraining | undefined {
  const fields = fieldsFrom(node, report, () => '"training"', keys);
  if (!fields) return undefined;
  const errors = report.errors;
  const message =
    '"training" needs "data": moons, circles, spiral, xor, gaussians, a formula or a CSV file';
  const dataNode = required(fields, 'data', report, message);
  const data = dataNode && trainingDataFrom(dataNode, inputNames, report);
  const named = (key: string) => () => `"${key}" of the training`;
  const read = <T>(
    key: string,
    from: (own: SourceNode, report: Report, named: () => string) => T | undefined,
  ): T | undefined => {
    const own = fields.get(key);
    return own && from(own, report, named(key));
  };
  const lossNode = fields.get('loss');
  const loss = read('loss', (own, to, name) => choiceFrom(own, to, name, losses, 'unknown-loss'));
  const chosen = read('optimiser', optimiserFrom) ?? defaultOptimiser;
  const rate = read('learning_rate', positiveFrom) ?? chosen.rate;
  const batch = read('batch_size', (own, to, name) =>
    integerFrom(own, to, name, { min: 1, max: maxPoints }),
  );
  const epochs = read('epochs', (own, to, name) =>
    integerFrom(own, to, name, { min: 1, max: maxEpochs }),
  );
  const seed = read('seed', (own, to, name) =>
    integerFrom(own, to, name, { min: 0, max: 2 ** 32 - 1 }),
  );
  const decay = read('weight_decay', (own, to, name) => numberBetween(own, to, name, { min: 0 }));
  const stop = read('stop', stopFrom);
  if (report.errors > errors || !data || !dataNode) return undefined;
  return {
    source: { data: dataNode.range, ...(lossNode && { loss: lossNode.range }) },
    training: {
      data,
      plan: {
        loss: loss ?? defaultLoss(data, network),
        optimiser: chosen.optimiser,
        rate,
        ...(batch !== undefined && { batch }),
        seed: seed ?? 0,
        decay: decay ?? 0,
        epochs: epochs ?? defaultEpochs,
        stop: stop ?? {},
      },
    },
  };
}

const defaultEpochs = 500;

/** logistic for one output, cross_entropy for several, squared for numeric targets. */
function defaultLoss(data: TrainingData, network: Network | undefined): LossKind {
  if (data.kind === 'file' && data.targets) return 'squared';
  if (data.kind === 'formula' && data.made.formula.result === 'number') return 'squared';
  return network && outputCount(network) > 1 ? 'cross_entropy' : 'logistic';
}

function stopFrom(node: SourceNode, report: Report): StopRules | undefined {
  const fields = fieldsFrom(node, report, () => '"stop"', ['loss', 'accuracy', 'patience']);
  if (!fields) return undefined;
  const [lossNode, accuracyNode, patienceNode] = ['loss', 'accuracy', 'patience'].map(fields.get);
  const loss = lossNode && numberBetween(lossNode, report, () => '"loss" to stop at', { min: 0 });
  const accuracy =
    accuracyNode &&
    numberBetween(accuracyNode, report, () => '"accuracy" to stop at', { min: 0, max: 1 });
  const patience =
    patienceNode &&
    integerFrom(patienceNode, report, () => '"patience"', { min: 1, max: maxEpochs });
  return {
    ...(loss !== undefined && { loss }),
    ...(accuracy !== undefined && { accuracy }),
    ...(patience !== undefined && { patience }),
  };
}
