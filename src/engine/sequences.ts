import { foldTable } from '../core/network/folds.ts';
import { layerName } from '../core/network/layerName.ts';
import { liftToPlane } from '../core/network/lift.ts';
import type { Network } from '../core/network/network.ts';
import { byFold } from '../core/progression/byFold.ts';
import { byLayer, foldingLayers } from '../core/progression/byLayer.ts';
import { checkpointsInOrder, type NamedNetwork } from '../core/progression/checkpoints.ts';
import { orderByImportance } from '../core/progression/importance.ts';
import { interpolation } from '../core/progression/interpolation.ts';
import type { Moment, Progression } from '../core/progression/progression.ts';
import type { DataSet } from '../core/training/dataSet.ts';
import { batchesPerEpoch } from '../core/training/batches.ts';
import type {
  Course,
  InterpolationCourse,
  Offer,
  ShownMoment,
  TrainingCourse,
} from '../protocol/progression.ts';
import type { Spec } from '../language/spec.ts';
import { stationsOf } from './namedNetworks.ts';
import { epochsPerMoment, TrainedMoments } from './trainedFrames.ts';

/** Steps from one network to another. */
const interpolationSteps = 100;

/** What the files of a spec have given: its checkpoints, and the points that it learns. */
export interface Material {
  readonly checkpoints: readonly NamedNetwork[];
  readonly data: DataSet | undefined;
}

/** What a spec has to show as a sequence. */
export function offerOf(spec: Spec, material: Material): Offer {
  const { network, training } = spec;
  const { checkpoints, data } = material;
  const { firstOfLayer } = foldTable(network);
  const layers = network.layers
    .map((_, layer) => ({ layer, name: layerName(network, layer) }))
    .filter(({ layer }) => firstOfLayer[layer + 1] > firstOfLayer[layer]);
  const networks = stationsOf(spec, material).map(({ station }) => station);
  const kinds: Course['kind'][] = [
    ...(data ? (['training'] as const) : []),
    ...(checkpoints.length > 0 ? (['checkpoints'] as const) : []),
    ...(layers.length > 0 ? (['fold'] as const) : []),
    'layer',
    ...(networks.length > 1 ? (['interpolation'] as const) : []),
  ];
  if (!data || !training) return { kinds, layers, networks };
  const { plan } = training;
  return {
    kinds,
    layers,
    networks,
    training: {
      rate: plan.rate,
      stepsPerEpoch: batchesPerEpoch(data.count, plan.batch),
      epochsPerMoment: epochsPerMoment(plan),
    },
  };
}

/** The sequence asked for, as far as the spec has it; otherwise the first that it offers. */
export function courseFor(asked: Course | undefined, offer: Offer): Course {
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

/** The moments of a course, in whatever order they are asked for. */
export interface Moments {
  readonly length: number;
  /** Whether moments take the less time the more of those before them are there. */
  readonly inOrder: boolean;
  /** Moment i; undefined when the sequence is over before. */
  readonly momentAt: (i: number) => Generator<void, Moment | undefined>;
  readonly training?: TrainedMoments;
  /** The two networks that are moved between, once a moment was asked for. */
  readonly ends?: () => readonly [from: Network, to: Network] | undefined;
}

/**
 * The sequence of networks of a course; one of one input is lifted to the plane. What is beyond a
 * budget of cells does not count for the importance of a neuron.
 */
export function momentsOf(
  course: Course,
  spec: Spec,
  material: Material,
  maxCells: number,
): Moments {
  const lifted = (network: Network): Network =>
    network.inputs === 1 ? liftToPlane(network) : network;
  const own = lifted(spec.network);
  const given = (progression: Progression): Moments => ({
    length: progression.length,
    inOrder: false,
    *momentAt(i) {
      yield;
      return progression.moment(i);
    },
  });
  switch (course.kind) {
    case 'fold': {
      const { layer } = course;
      const written = byFold(own, layer);
      if (course.order !== 'importance') return given(written);
      let ordered: Progression | undefined;
      return {
        length: written.length,
        inOrder: false,
        *momentAt(i) {
          ordered ??= byFold(
            own,
            layer,
            yield* orderByImportance(own, layer, spec.domain, maxCells),
          );
          return ordered.moment(i);
        },
      };
    }
    case 'layer':
      return given(byLayer(own));
    case 'checkpoints': {
      const networks = material.checkpoints.map(({ name, network }) => ({
        name,
        network: lifted(network),
      }));
      // The weights of the spec itself are the newest.
      return given(checkpointsInOrder([...networks, { name: spec.name ?? '', network: own }]));
    }
    case 'training': {
      const training = trainingOf(spec, material, course);
      return {
        get length() {
          return training.length;
        },
        inOrder: true,
        *momentAt(i) {
          const moment = yield* training.momentAt(i);
          return moment && { ...moment, network: lifted(moment.network) };
        },
        training,
      };
    }
    case 'interpolation': {
      const { from, to } = course;
      const networks = endsOf(course, spec, material);
      let ends: readonly [Network, Network] | undefined;
      return {
        length: interpolationSteps + 1,
        inOrder: false,
        *momentAt(i) {
          ends ??= [lifted(yield* networks(from)), lifted(yield* networks(to))];
          return interpolation(...ends, interpolationSteps).moment(i);
        },
        ends: () => ends,
      };
    }
  }
}

/** The networks that a course can move between, by their numbers. */
function endsOf(
  { training: course }: InterpolationCourse,
  spec: Spec,
  material: Material,
): (end: number) => Generator<void, Network> {
  if (!course) {
    const stations = stationsOf(spec, material);
    return (end) => stations[end].network();
  }
  const training = trainingOf(spec, material, course);
  return function* (end) {
    // Where the training is over before, its last moment is where it ended.
    return ((yield* training.momentAt(end)) ?? (yield* training.last())).network;
  };
}

function trainingOf(
  { network, training }: Spec,
  { data }: Material,
  course: TrainingCourse,
): TrainedMoments {
  if (!training || !data) throw new Error('A training is offered only where there is one.');
  return new TrainedMoments(network, data, training.plan, course);
}

/** What the outputs of a moment are called, and which of them is looked at first. */
export function outputsOf(
  moment: Moment,
  spec: Spec,
): Pick<ShownMoment, 'outputNames' | 'show' | 'policy'> {
  const { outputNames, show, network, policy } = spec;
  if (moment.kind !== 'layer' || moment.layer >= foldingLayers(network))
    return { outputNames, show, ...(policy && { policy }) };
  const name = layerName(network, moment.layer);
  const { units } = network.layers[moment.layer];
  return {
    outputNames: Array.from({ length: units }, (_, i) => `${name} · ${i + 1}`),
    show: { kind: 'output', index: 0 },
  };
}
