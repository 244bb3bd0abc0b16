import { identity, relu } from '../../core/network/activation.ts';
import type { Layer } from '../../core/network/network.ts';
import { activationFrom } from './decodeActivation.ts';
import {
  capital,
  count,
  fieldsFrom,
  integerFrom,
  reportMissing,
  textFrom,
  type Fields,
} from '../text/decode.ts';
import { drawLayer, initFrom, type DrawnLayer, type Init } from './decodeInit.ts';
import { inserting, removing, replacing } from '../text/quickFix.ts';
import { maxLayers, maxParameters } from '../text/limits.ts';
import type { Report } from '../text/report.ts';
import { headOf, type ListNode, type SourceNode } from '../text/source.ts';
import type { LayerSource } from '../spec.ts';
import { biasFrom, rowsFrom, weightsFrom, type Width } from './decodeWeights.ts';

export interface WrittenLayers {
  /** One per layer of the text, undefined if it has errors. */
  readonly layers: readonly (Layer | undefined)[];
  readonly sources: readonly LayerSource[];
  /** How the weights of each layer were drawn; undefined where they are written. */
  readonly drawn: readonly (DrawnLayer | undefined)[];
  /** The number of neurons of the last layer; undefined if it cannot be determined. */
  readonly outputs: Width | undefined;
}

/**
 * Decodes the layers in order: each determines the number of inputs of the next. `inputs` is
 * undefined if the text contradicts itself about them.
 */
export function layersFrom(
  list: ListNode,
  inputs: Width | undefined,
  report: Report,
): WrittenLayers {
  const layers: (Layer | undefined)[] = [];
  const sources: LayerSource[] = [];
  const drawn: (DrawnLayer | undefined)[] = [];
  const budget = { parameters: 0 };
  let width: Width | undefined = inputs;
  if (list.items.length > maxLayers) {
    const message = `A network can have at most ${maxLayers} layers, found ${list.items.length}`;
    report.error('too-many-layers', list.items[maxLayers].range, message);
    return { layers, sources, drawn, outputs: undefined };
  }
  for (const [index, node] of list.items.entries()) {
    const isLast = index === list.items.length - 1;
    const written = layerFrom(node, { index, isLast, inputs: width, budget }, report);
    layers.push(written.layer);
    sources.push(written.source);
    drawn.push(written.drawn);
    width = written.neurons;
  }
  return { layers, sources, drawn, outputs: width };
}

interface Place {
  readonly index: number;
  readonly isLast: boolean;
  /** Undefined if the width of the layer before cannot be determined. */
  readonly inputs: Width | undefined;
  /** Counts weights and biases before memory is allocated for them. */
  readonly budget: { parameters: number };
}

interface WrittenLayer {
  readonly layer: Layer | undefined;
  readonly source: LayerSource;
  readonly drawn?: DrawnLayer;
  readonly neurons: Width | undefined;
}

const layerKeys = ['name', 'weights', 'bias', 'units', 'init', 'activation'];

/** Keys of other tools. Ignoring them would silently change the network, so they are errors. */
const unsupported = ['from', 'concat', 'batch_norm', 'weights_from'];

function layerFrom(node: SourceNode, place: Place, report: Report): WrittenLayer {
  const source = { range: node.range, rows: [], biases: [] };
  const plain = `layer ${place.index + 1}`;
  const fields = fieldsFrom(node, report, () => capital(plain), layerKeys, unsupported);
  if (!fields) return { layer: undefined, source, neurons: undefined };
  for (const key of unsupported) {
    const entry = fields.entry(key);
    const message = `"${key}" is not supported; the input of a layer is always the output of the layer before it`;
    if (entry) report.error('unsupported-key', entry.keyRange, message);
  }
  const errors = report.errors;
  const nameNode = fields.get('name');
  const name = nameNode && textFrom(nameNode, report, () => `The name of ${plain}`);
  const layerName = name ? `${plain} (${name})` : plain;

  const weightsNode = fields.get('weights');
  const rows = weightsNode && rowsFrom(weightsNode, report, layerName);
  const before = report.errors;
  const neurons = neuronsOf(fields, rows, report, layerName);
  const biasNode = fields.get('bias');
  const biasCount = biasNode?.kind === 'list' ? biasNode.items.length : neurons?.count;
  const isAgreed = report.errors === before && biasCount === neurons?.count;
  const bias = biasNode && biasFrom(biasNode, neurons, report, layerName);
  const activation = activationOf(fields, neurons?.count, place, report, layerName);
  const init = initOf(fields, report, layerName);

  const inputs = place.inputs ?? (rows && widthOf(rows[0], `row 1 of ${layerName}`));
  const fits =
    !inputs || !neurons || withinBudget(fields, inputs, neurons, place, report, layerName);
  const shape = inputs && neurons && fits ? { inputs, neurons } : undefined;
  const matrix = rows && weightsNode ? { node: weightsNode, rows } : undefined;
  const affine = shape && affineFrom(matrix, init, shape, place.index, report, layerName);
  const layer =
    report.errors === errors && affine && activation
      ? {
          ...(name !== undefined && { name }),
          ...affine,
          ...(bias && { bias }),
          activation,
        }
      : undefined;
  const biases = biasNode?.kind === 'list' ? biasNode.items.map((item) => item.range) : [];
  return {
    layer,
    source: { range: node.range, rows: rows?.map((row) => row.range) ?? [], biases },
    ...(!matrix && init && { drawn: { init, index: place.index, hasOwnBias: bias !== undefined } }),
    // Where a row or a bias is lost, the next layer would only report it again.
    neurons: fits && isAgreed ? neurons : undefined,
  };
}

/** The number of inputs according to a row of weights. */
export function widthOf(row: ListNode, name: string): Width {
  const n = row.items.length;
  return { count: n, reason: `${name} has ${count(n, 'weight')}`, range: row.range };
}

interface Shape {
  readonly inputs: Width;
  readonly neurons: Width;
}

/** The explicit weights with zero biases, or random weights and biases. */
function affineFrom(
  matrix: { readonly node: SourceNode; readonly rows: readonly ListNode[] } | undefined,
  init: Init | undefined,
  shape: Shape,
  index: number,
  report: Report,
  layerName: string,
): Pick<Layer, 'inputs' | 'units' | 'weights' | 'bias'> | undefined {
  const inputs = shape.inputs.count;
  const units = shape.neurons.count;
  if (!matrix)
    return init && { inputs, units, ...drawLayer(init, { layer: index, units, inputs }) };
  const weights = weightsFrom(matrix.node, matrix.rows, shape.inputs, report, layerName);
  return weights && { inputs, units, weights, bias: new Float64Array(units) };
}

/** The number of neurons, from the rows of weights or from `units`; both must agree. */
function neuronsOf(
  fields: Fields,
  rows: readonly ListNode[] | undefined,
  report: Report,
  layerName: string,
): Width | undefined {
  const weightsNode = fields.get('weights');
  const unitsNode = fields.get('units');
  if (!weightsNode && !unitsNode) {
    const message = `${capital(layerName)} needs "weights" (one row per neuron) or "units" (random weights)`;
    reportMissing(fields, ['weights', 'units'], report, message);
    return undefined;
  }
  const named = (): string => `"units" of ${layerName}`;
  const units = unitsNode && integerFrom(unitsNode, report, named, { min: 1, max: maxParameters });
  const byRows = rows &&
    weightsNode && {
      count: rows.length,
      reason: `${layerName} has ${count(rows.length, 'row')} of weights`,
      range: weightsNode.range,
    };
  if (weightsNode && unitsNode && byRows && units !== undefined && units !== byRows.count) {
    const message = `"units" is ${units}, but ${byRows.reason}; remove "units"`;
    const related = { message: 'The weights are here', range: weightsNode.range };
    const entry = fields.entry('units');
    const fixes = entry ? [removing('Remove "units"', fields.node.entries, entry)] : [];
    report.error('units-disagree', unitsNode.range, message, [related], fixes);
  }
  if (weightsNode) return byRows;
  return unitsNode && units !== undefined
    ? {
        count: units,
        reason: `${layerName} has ${count(units, 'neuron')}`,
        range: unitsNode.range,
        set: (n) => [replacing(`Set the units of ${layerName} to ${n}`, unitsNode.range, n)],
      }
    : undefined;
}

function initOf(fields: Fields, report: Report, layerName: string): Init | undefined {
  const entry = fields.entry('init');
  if (!fields.get('weights')) return initFrom(entry?.value, report, layerName);
  if (!entry) return undefined;
  const message = `${capital(layerName)} has explicit weights, so "init" has no effect; remove one of them`;
  const fix = removing('Remove "init"', fields.node.entries, entry);
  report.warning('unused-key', entry.keyRange, message, [fix]);
  return initFrom(entry.value, report, layerName);
}

function activationOf(
  fields: Fields,
  units: number | undefined,
  { isLast }: Place,
  report: Report,
  layerName: string,
) {
  const node = fields.get('activation');
  if (node) return activationFrom(node, report, { layerName, units });
  if (isLast) return identity;
  const message = `${capital(layerName)} has no activation; relu is assumed`;
  const fix = inserting('Add activation: relu', fields.node, 'activation', 'relu');
  report.hint('assumed-activation', headOf(fields.node), message, [fix]);
  return relu;
}

function withinBudget(
  fields: Fields,
  inputs: Width,
  neurons: Width,
  { budget }: Place,
  report: Report,
  layerName: string,
): boolean {
  const parameters = neurons.count * (inputs.count + 1);
  budget.parameters += parameters;
  if (budget.parameters <= maxParameters) return true;
  const limit = maxParameters.toLocaleString('en');
  const size = `${neurons.count.toLocaleString('en')} × ${inputs.count.toLocaleString('en')}`;
  const message = `${capital(layerName)} would have ${size} weights, but a network can have at most ${limit} weights and biases; use fewer neurons`;
  const place = fields.get('units')?.range ?? headOf(fields.get('weights') ?? fields.node);
  const related = { message: capital(inputs.reason), range: inputs.range };
  report.error('too-many-weights', place, message, [related]);
  return false;
}
