import type { Network } from '../../core/network/network.ts';
import { learnedLayers } from '../../core/network/parameters.ts';
import { shapeDifference, type ShapeDifference } from '../../core/progression/interpolation.ts';
import { weightsOf } from './decodeCheckpoints.ts';
import { count } from '../text/decode.ts';
import { formatOf, type Format } from '../text/format.ts';
import { parseSpec } from '../parse.ts';
import { isLfsPointer, lfsPointerMessage } from '../text/lfsPointer.ts';
import { positionsIn } from '../text/position.ts';
import type { Problem, TextRange } from '../text/problem.ts';
import { readText } from '../text/read.ts';
import { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';
import type { Spec } from '../spec.ts';
import { layersOf } from './layersOf.ts';
import { readSafetensors } from './safetensors.ts';
import { tensorsIn } from './stateDict.ts';
import type { FileFault, Tensor } from './tensor.ts';

/** The network of a checkpoint, or the problem with it, at the checkpoint in the spec. */
export type FoundNetwork =
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** The content of a file: text, or bytes if it is binary. */
export type FileContent = string | Uint8Array;

/**
 * The network of checkpoint `index` of a spec, with the shape of the spec's own network. `content`
 * is the content of its file, if it has one: weights alone (a list of layers, tensors by name, or
 * safetensors), or another spec, of which only the layers are used. The slice is that of this spec.
 * Undefined if the spec has no such checkpoint.
 */
export function checkpointNetwork(
  spec: Spec,
  index: number,
  content: FileContent = '',
): FoundNetwork | undefined {
  const checkpoint = spec.checkpoints?.[index];
  const range = spec.source.checkpoints?.[index];
  if (!checkpoint || !range) return undefined;
  if (checkpoint.kind === 'written') return { kind: 'network', network: checkpoint.network };
  const { path } = checkpoint;
  const found = networkIn(path, content, spec.network);
  if (!('message' in found)) return { kind: 'network', network: found };
  const { code = 'checkpoint-file', where, message } = found;
  const place = where ? `${path}, ${where}: ` : `${path} `;
  const problem: Problem = { severity: 'error', code, message: place + message, range };
  return { kind: 'problem', problem };
}

interface Fault extends FileFault {
  readonly code?: string;
}

function networkIn(path: string, content: FileContent, network: Network): Network | Fault {
  if (isLfsPointer(content)) return { where: '', message: lfsPointerMessage };
  if (typeof content !== 'string') {
    const tensors = readSafetensors(content);
    // Libraries write the tensors by name, whatever their order in the network.
    return 'message' in tensors ? tensors : withTensors(network, tensors, true);
  }
  const format = formatOf(path);
  if (!format) {
    const endings = '.yaml, .json or .safetensors';
    const message = `is not a spec or a weights file: its name must end with ${endings}`;
    return { where: '', message };
  }
  const report = new Report();
  const root = readText(content, format, report, 'layers');
  const lineOf = ({ start }: TextRange): number => positionsIn(content)(start).line;
  const found = root && weightsIn(root, network, report, lineOf);
  const [error] = report.problems().filter(({ severity }) => severity === 'error');
  if (error) return { where: `line ${lineOf(error.range)}`, message: error.message };
  return found ?? networkOfSpec(content, format, network);
}

/** The network with the weights of a file that is not a spec; undefined if it may be a spec. */
function weightsIn(
  root: SourceNode,
  network: Network,
  report: Report,
  lineOf: (range: TextRange) => number,
): Network | Fault | undefined {
  if (root.kind === 'list') return weightsOf(root, 'The file', network, report);
  const tensors = tensorsIn(root, report, lineOf);
  if (!tensors || 'message' in tensors) return tensors;
  const names = tensors.map(({ name }) => name);
  const isSorted = names.every((name, i) => i === 0 || names[i - 1] < name);
  return withTensors(network, tensors, isSorted);
}

function withTensors(
  network: Network,
  tensors: readonly Tensor[],
  isSorted: boolean,
): Network | Fault {
  const own = learnedLayers(network);
  const layers = layersOf(own, tensors, isSorted);
  if ('message' in layers) return { ...layers, code: 'checkpoint-shape' };
  return { ...network, layers: [...network.layers.slice(0, -own.length), ...layers] };
}

function networkOfSpec(text: string, format: Format, network: Network): Network | Fault {
  const { spec: other, problems } = parseSpec(text, format);
  if (!other) {
    const [first] = problems.filter(({ severity }) => severity === 'error');
    const { line } = positionsIn(text)(first.range.start);
    return { where: `line ${line}`, message: first.message };
  }
  const code = 'checkpoint-shape';
  const own = learnedLayers(network);
  const layers = learnedLayers(other.network);
  if (layers[0].inputs !== own[0].inputs) {
    const inputs = count(layers[0].inputs, 'input');
    return { code, where: '', message: `has ${inputs}, expected ${own[0].inputs}` };
  }
  const found: Network = {
    ...network,
    layers: [...network.layers.slice(0, -own.length), ...layers],
  };
  const difference = shapeDifference(network, found);
  if (!difference) return found;
  const message = `has a different shape: ${differenceText(difference, network)}`;
  return { code, where: '', message };
}

/** How the second of two networks differs, as a clause. */
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
      return `neuron ${difference.neuron + 1} of its ${layerName(difference.layer)} has a different activation`;
  }
}
