import { foldTable } from '../core/network/folds.ts';
import { liftToPlane } from '../core/network/lift.ts';
import { type Network, layerName } from '../core/network/network.ts';
import { byFold } from '../core/progression/byFold.ts';
import { byLayer, foldingLayers } from '../core/progression/byLayer.ts';
import { checkpointsInOrder, type NamedNetwork } from '../core/progression/checkpoints.ts';
import { orderByImportance } from '../core/progression/importance.ts';
import { interpolation } from '../core/progression/interpolation.ts';
import type { Frame, Progression } from '../core/progression/progression.ts';
import type { DataSet } from '../core/training/dataSet.ts';
import { batchesPerEpoch } from '../core/training/batches.ts';
import type {
  Sequence,
  InterpolationSequence,
  Offer,
  ShownFrame,
  TrainingSequence,
} from '../protocol/progression.ts';
import { withSeed } from '../language/network/decodeInit.ts';
import type { Spec } from '../language/spec.ts';
import type { Training } from '../language/training/decodeTraining.ts';
import { offeredNetworks } from './offeredNetworks.ts';
import { epochsPerFrame, TrainedFrames } from './trainedFrames.ts';

/** Number of steps of an interpolation. */
const interpolationSteps = 100;

/** The contents of the files of a spec: its checkpoints and its training data. */
export interface SequenceInputs {
  readonly checkpoints: readonly NamedNetwork[];
  readonly data: DataSet | undefined;
}

/** The sequences that a spec offers. */
export function offerOf(spec: Spec, inputs: SequenceInputs): Offer {
  const { network, training } = spec;
  const { checkpoints, data } = inputs;
  const { firstOfLayer } = foldTable(network);
  const layers = network.layers
    .map((_, layer) => ({ layer, name: layerName(network, layer) }))
    .filter(({ layer }) => firstOfLayer[layer + 1] > firstOfLayer[layer]);
  const networks = offeredNetworks(spec, inputs).map(({ offered }) => offered);
  const kinds: Sequence['kind'][] = [
    ...(data ? (['training'] as const) : []),
    ...(checkpoints.length > 0 ? (['checkpoints'] as const) : []),
    ...(layers.length > 0 ? (['fold'] as const) : []),
    'layer',
    ...(networks.length > 1 ? (['interpolation'] as const) : []),
  ];
  if (!data || !training) return { kinds, layers, networks };
  const { plan } = training;
  const stepsPerEpoch = batchesPerEpoch(data.count, plan.batch);
  const seed = seedOf(spec, training, stepsPerEpoch);
  return {
    kinds,
    layers,
    networks,
    training: {
      rate: plan.rate,
      ...(seed !== undefined && { seed }),
      stepsPerEpoch,
      epochsPerFrame: epochsPerFrame(plan),
    },
  };
}

/** The requested sequence, as far as the spec has it; otherwise the first that it offers. */
export function sequenceFor(asked: Sequence | undefined, offer: Offer): Sequence {
  const { kinds, layers, networks } = offer;
  const kind = asked && kinds.includes(asked.kind) ? asked.kind : kinds[0];
  switch (kind) {
    case 'fold': {
      const wanted = asked?.kind === 'fold' ? asked.layer : -1;
      const { layer } = layers.find((one) => one.layer === wanted) ?? layers[0];
      const byImportance = asked?.kind === 'fold' && asked.order === 'importance';
      return { kind, layer, ...(byImportance && { order: 'importance' }) };
    }
    case 'layer':
    case 'checkpoints':
      return { kind };
    case 'training':
      return asked?.kind === 'training' ? asked : { kind, rates: [] };
    case 'interpolation': {
      if (asked?.kind === 'interpolation' && asked.training && offer.training) return asked;
      const last = networks.length - 1;
      const isOffered = asked?.kind === 'interpolation' && !asked.training;
      const { from, to } = isOffered ? asked : { from: 0, to: last };
      return from <= last && to <= last ? { kind, from, to } : { kind, from: 0, to: last };
    }
  }
}

/** The frames of a sequence, in any order. */
export interface Frames {
  readonly length: number;
  /** Whether a frame is faster to compute when those before it are known. */
  readonly inOrder: boolean;
  /** Frame i; undefined if the sequence ends before it. */
  readonly frameAt: (i: number) => Generator<void, Frame | undefined>;
  readonly training?: TrainedFrames;
  /** The two networks of an interpolation, once a frame has been requested. */
  readonly ends?: () => readonly [from: Network, to: Network] | undefined;
}

/**
 * The networks of a sequence; those with one input are lifted to the plane. Cells beyond the budget
 * do not count towards the importance of a neuron.
 */
export function framesOf(
  sequence: Sequence,
  spec: Spec,
  inputs: SequenceInputs,
  maxCells: number,
): Frames {
  const lifted = (network: Network): Network =>
    network.inputs === 1 ? liftToPlane(network) : network;
  const own = lifted(spec.network);
  const given = (progression: Progression): Frames => ({
    length: progression.length,
    inOrder: false,
    *frameAt(i) {
      yield;
      return progression.frame(i);
    },
  });
  switch (sequence.kind) {
    case 'fold': {
      const { layer } = sequence;
      const written = byFold(own, layer);
      if (sequence.order !== 'importance') return given(written);
      let ordered: Progression | undefined;
      return {
        length: written.length,
        inOrder: false,
        *frameAt(i) {
          ordered ??= byFold(
            own,
            layer,
            yield* orderByImportance(own, layer, spec.domain, maxCells),
          );
          return ordered.frame(i);
        },
      };
    }
    case 'layer':
      return given(byLayer(own));
    case 'checkpoints': {
      const networks = inputs.checkpoints.map(({ name, network }) => ({
        name,
        network: lifted(network),
      }));
      // The weights of the spec are the latest.
      return given(checkpointsInOrder([...networks, { name: spec.name ?? '', network: own }]));
    }
    case 'training': {
      const training = trainingOf(spec, inputs, sequence);
      return {
        get length() {
          return training.length;
        },
        inOrder: true,
        *frameAt(i) {
          const frame = yield* training.frameAt(i);
          return frame && { ...frame, network: lifted(frame.network) };
        },
        training,
      };
    }
    case 'interpolation': {
      const { from, to } = sequence;
      const networks = endsOf(sequence, spec, inputs);
      let ends: readonly [Network, Network] | undefined;
      return {
        length: interpolationSteps + 1,
        inOrder: false,
        *frameAt(i) {
          ends ??= [lifted(yield* networks(from)), lifted(yield* networks(to))];
          return interpolation(...ends, interpolationSteps).frame(i);
        },
        ends: () => ends,
      };
    }
  }
}

/** The networks that can be the ends of an interpolation, by their numbers. */
function endsOf(
  { training: sequence }: InterpolationSequence,
  spec: Spec,
  inputs: SequenceInputs,
): (end: number) => Generator<void, Network> {
  if (!sequence) {
    const networks = offeredNetworks(spec, inputs);
    return (end) => networks[end].network();
  }
  const training = trainingOf(spec, inputs, sequence);
  return function* (end) {
    // If training ended before, its last frame.
    return ((yield* training.frameAt(end)) ?? (yield* training.last())).network;
  };
}

function trainingOf(
  spec: Spec,
  { data }: SequenceInputs,
  sequence: TrainingSequence,
): TrainedFrames {
  const { network, training } = spec;
  if (!training || !data) throw new Error('A training is offered only where there is one.');
  const { seed } = sequence;
  if (seed === undefined) return new TrainedFrames(network, data, training.plan, sequence);
  const drawn = withSeed(network, spec.drawn ?? [], seed);
  return new TrainedFrames(drawn, data, { ...training.plan, seed }, sequence);
}

/** The seed that a training starts from; undefined if nothing in it is random. */
function seedOf({ drawn = [] }: Spec, { plan }: Training, stepsPerEpoch: number) {
  const first = drawn.find((own) => own !== undefined);
  return first?.init.seed ?? (stepsPerEpoch > 1 ? plan.seed : undefined);
}

/** The names of the outputs of a frame, and the one that is shown first. */
export function outputsOf(
  frame: Frame,
  spec: Spec,
): Pick<ShownFrame, 'outputNames' | 'show' | 'classifies' | 'policy'> {
  const { outputNames, show, network, classifies, policy } = spec;
  if (frame.kind !== 'layer' || frame.layer >= foldingLayers(network))
    return {
      outputNames,
      show,
      ...(classifies && { classifies }),
      ...(policy && { policy }),
    };
  const name = layerName(network, frame.layer);
  const { units } = network.layers[frame.layer];
  return {
    outputNames: Array.from({ length: units }, (_, i) => `${name} · ${i + 1}`),
    show: { kind: 'output', index: 0 },
  };
}
