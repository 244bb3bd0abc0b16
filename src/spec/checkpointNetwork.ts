import type { Network } from '../core/network/network.ts';
import { shapeDifference, type ShapeDifference } from '../core/progression/interpolation.ts';
import { count } from './decode.ts';
import { formatOf } from './format.ts';
import { parseSpec } from './parse.ts';
import { positionsIn } from './position.ts';
import type { Problem } from './problem.ts';
import type { Spec } from './spec.ts';

/** The network of a checkpoint, or the problem at the place in the spec that names it. */
export type FoundNetwork =
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * The network of checkpoint `index` of a spec, of the same shape as the spec's own. For a file, `text`
 * is what stands in it: another spec, of which only the layers count; they are looked at through the
 * slice of this one. Undefined where the spec has no such checkpoint.
 */
export function checkpointNetwork(spec: Spec, index: number, text = ''): FoundNetwork | undefined {
  const { network } = spec;
  const checkpoint = spec.checkpoints?.[index];
  const range = spec.source.checkpoints?.[index];
  if (!checkpoint || !range) return undefined;
  if (checkpoint.kind === 'written') return { kind: 'network', network: checkpoint.network };
  const { path } = checkpoint;
  const failed = (code: string, message: string): FoundNetwork => ({
    kind: 'problem',
    problem: { severity: 'error', code, message, range },
  });
  const format = formatOf(path);
  if (!format)
    return failed('checkpoint-file', `${path} is no spec: its name must end with .yaml or .json`);
  const { spec: other, problems } = parseSpec(text, format);
  if (!other) {
    const [first] = problems.filter(({ severity }) => severity === 'error');
    const { line } = positionsIn(text)(first.range.start);
    return failed('checkpoint-file', `${path}, line ${line}: ${first.message}`);
  }
  const own = learnedLayers(network);
  const layers = learnedLayers(other.network);
  if (layers[0].inputs !== own[0].inputs) {
    const inputs = count(layers[0].inputs, 'input');
    return failed('checkpoint-shape', `${path} has ${inputs}, expected ${own[0].inputs}`);
  }
  const found: Network = {
    ...network,
    layers: [...network.layers.slice(0, -own.length), ...layers],
  };
  const difference = shapeDifference(network, found);
  if (difference)
    return failed(
      'checkpoint-shape',
      `${path} has another shape: ${differenceText(difference, network)}`,
    );
  return { kind: 'network', network: found };
}

/** In which point the second of two networks differs, as a clause. */
function differenceText(difference: ShapeDifference, network: Network): string {
  const layerName = (l: number): string => `layer ${l + (network.sliced ? 0 : 1)}`;
  switch (difference.kind) {
    case 'inputs':
      return `it has ${count(difference.second, 'input')}, expected ${difference.first}`;
    case 'layers': {
      const slice = network.sliced ? 1 : 0;
      return `it has ${count(difference.second - slice, 'layer')}, expected ${difference.first - slice}`;
    }
    case 'units':
      return `its ${layerName(difference.layer)} has ${count(difference.second, 'neuron')}, expected ${difference.first}`;
    case 'activation':
      return `neuron ${difference.neuron + 1} of its ${layerName(difference.layer)} has another activation`;
  }
}

function learnedLayers({ layers, sliced }: Network) {
  return sliced ? layers.slice(1) : layers;
}
