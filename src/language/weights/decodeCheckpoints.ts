import type { Layer, Network } from '../../core/network/network.ts';
import { parameterCount } from '../../core/network/parameters.ts';
import {
  capital,
  count,
  fieldsFrom,
  listFrom,
  textFrom,
  type Fields,
  lowered,
} from '../text/decode.ts';
import { filePathFrom } from '../text/filePath.ts';
import { drawLayer, initFrom } from '../network/decodeInit.ts';
import { maxCheckpoints, maxParameters } from '../text/limits.ts';
import type { TextRange } from '../text/problem.ts';
import type { Report } from '../text/report.ts';
import { headOf, type SourceNode } from '../text/source.ts';
import { biasFrom, rowsFrom, weightsFrom, type Width } from '../network/decodeWeights.ts';

/** Weights for the network of a spec, in the spec itself or in a file. */
export type Checkpoint =
  | { readonly kind: 'written'; readonly name: string; readonly network: Network }
  /** The path is relative to the folder of the spec. */
  | { readonly kind: 'file'; readonly name: string; readonly path: string };

export interface WrittenCheckpoints {
  readonly checkpoints: readonly Checkpoint[];
  /** Per checkpoint: the range of its weights or its path. */
  readonly sources: readonly TextRange[];
}

/** Decodes `checkpoints`. `network` is undefined if the layers of the spec have errors. */
export function checkpointsFrom(
  node: SourceNode,
  network: Network | undefined,
  report: Report,
): WrittenCheckpoints | undefined {
  const items = listFrom(node, report, () => '"checkpoints"');
  if (!items) return undefined;
  if (items.length > maxCheckpoints) {
    const message = `A spec can list at most ${maxCheckpoints} checkpoints, found ${items.length}`;
    report.error('too-many-checkpoints', items[maxCheckpoints].range, message);
    return undefined;
  }
  const weights = network ? items.length * parameterCount(network) : 0;
  if (weights > maxParameters) {
    const total = weights.toLocaleString('en');
    const message = `${count(items.length, 'checkpoint')} of this network have ${total} weights and biases, but a spec can list at most ${maxParameters.toLocaleString('en')}`;
    report.error('too-many-weights', node.range, message);
    return undefined;
  }
  const errors = report.errors;
  const checkpoints = items.map((item, i) => checkpointFrom(item, i, network, report));
  if (report.errors > errors) return undefined;
  return {
    checkpoints: checkpoints.filter((one) => one !== undefined),
    sources: items.map(sourceOf),
  };
}

function sourceOf(node: SourceNode): TextRange {
  const file = node.kind === 'object' ? node.entries.find(({ key }) => key === 'file') : undefined;
  return (file?.value ?? node).range;
}

/** A path, `{ name, file }` or `{ name, layers }`. */
function checkpointFrom(
  node: SourceNode,
  index: number,
  network: Network | undefined,
  report: Report,
): Checkpoint | undefined {
  const plain = `Checkpoint ${index + 1}`;
  if (node.kind === 'string') {
    const path = filePathFrom(node, report, () => plain);
    return path === undefined ? undefined : { kind: 'file', name: baseName(path), path };
  }
  const fields = fieldsFrom(node, report, () => plain, ['name', 'file', 'layers']);
  if (!fields) return undefined;
  const nameNode = fields.get('name');
  const name = nameNode && textFrom(nameNode, report, () => `The name of ${lowered(plain)}`);
  const fileNode = fields.get('file');
  const layersNode = fields.get('layers');
  if ((fileNode === undefined) === (layersNode === undefined)) {
    const message = `${plain} needs either "file" (the path of a spec or a weights file) or "layers"`;
    report.error('checkpoint-form', headOf(node), message);
    return undefined;
  }
  if (fileNode) {
    const path = filePathFrom(fileNode, report, () => `"file" of ${lowered(plain)}`);
    if (path === undefined) return undefined;
    return { kind: 'file', name: name ?? baseName(path), path };
  }
  const written = weightsOf(layersNode!, plain, network, report);
  return written && { kind: 'written', name: name ?? plain, network: written };
}

/**
 * The network with the weights of a list of layers. Shapes and activations are those of the
 * network. `plain` names the checkpoint in messages, such as "Checkpoint 1".
 */
export function weightsOf(
  node: SourceNode,
  plain: string,
  network: Network | undefined,
  report: Report,
): Network | undefined {
  const items = listFrom(node, report, () => `"layers" of ${lowered(plain)}`);
  if (!items) return undefined;
  const slice = network?.sliced ? 1 : 0;
  const own = network?.layers.slice(slice);
  if (own && items.length !== own.length) {
    const message = `${plain} has ${count(items.length, 'layer')}, expected ${own.length}, as in the network`;
    report.error('checkpoint-layers', (items[own.length] ?? node).range, message);
    return undefined;
  }
  const layers = items.map((item, l) => {
    const where = `layer ${l + 1} of ${lowered(plain)}`;
    const fields = fieldsFrom(item, report, () => capital(where), ['weights', 'bias', 'init']);
    return fields && layerFrom(fields, own?.[l], l, where, report);
  });
  if (!network || layers.includes(undefined)) return undefined;
  return {
    ...network,
    layers: [...network.layers.slice(0, slice), ...layers.filter((layer) => layer !== undefined)],
  };
}

function layerFrom(
  fields: Fields,
  shape: Layer | undefined,
  index: number,
  where: string,
  report: Report,
): Layer | undefined {
  const errors = report.errors;
  const weightsNode = fields.get('weights');
  const initNode = fields.get('init');
  if ((weightsNode === undefined) === (initNode === undefined)) {
    const message = `${capital(where)} needs either "weights" (one row per neuron) or "init" (random weights)`;
    report.error('checkpoint-form', headOf(fields.node), message);
    return undefined;
  }
  const rows = weightsNode && rowsFrom(weightsNode, report, where);
  const init = initNode && initFrom(initNode, report, where);
  const said = `layer ${index + 1} of the network has`;
  const neurons: Width | undefined = shape && {
    count: shape.units,
    reason: `${said} ${count(shape.units, 'neuron')}`,
    range: fields.node.range,
  };
  const inputs: Width | undefined = shape && {
    count: shape.inputs,
    reason: `${said} ${count(shape.inputs, 'input')}`,
    range: fields.node.range,
  };
  if (rows && neurons && rows.length !== neurons.count) {
    const message = `${capital(where)} has ${count(rows.length, 'row')} of weights, expected ${neurons.count}: ${neurons.reason}`;
    report.error('checkpoint-rows', (rows[neurons.count] ?? weightsNode).range, message);
  }
  const biasNode = fields.get('bias');
  const bias = biasNode && biasFrom(biasNode, neurons, report, where);
  const weights = rows && inputs && weightsFrom(weightsNode, rows, inputs, report, where);
  if (report.errors > errors || !shape) return undefined;
  const drawn = init && drawLayer(init, { ...shape, layer: index });
  const made = drawn ?? { weights: weights!, bias: new Float64Array(shape.units) };
  return { ...shape, ...made, ...(bias && { bias }) };
}

/** The file name of a path, without the extensions of a spec or a weights file. */
function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(\.fold)?\.(ya?ml|json|safetensors)$/i, '');
}
