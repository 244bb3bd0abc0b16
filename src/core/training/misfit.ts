import { outputCount, type Network } from '../network/network.ts';
import type { DataSet } from './dataSet.ts';
import type { LossKind } from './loss.ts';

/** Why a network cannot learn a data set by a loss. */
export type Misfit =
  | { readonly kind: 'inputs'; readonly found: number; readonly wanted: number }
  /** The loss needs so many outputs for these targets. */
  | { readonly kind: 'outputs'; readonly found: number; readonly wanted: number }
  | { readonly kind: 'classes'; readonly found: number; readonly wanted: 2 }
  | { readonly kind: 'values' };

/** Undefined when the data have the inputs of the network and their targets fit outputs and loss. */
export function misfitOf(network: Network, data: DataSet, loss: LossKind): Misfit | undefined {
  const inputs = network.sliced ? network.layers[0].units : network.inputs;
  if (data.inputs !== inputs) return { kind: 'inputs', found: data.inputs, wanted: inputs };
  const outputs = outputCount(network);
  const needs = (wanted: number): Misfit | undefined =>
    outputs === wanted ? undefined : { kind: 'outputs', found: outputs, wanted };
  const { targets } = data;
  if (targets.kind === 'values')
    return loss === 'squared' ? needs(targets.outputs) : { kind: 'values' };
  const classes = targets.names.length;
  if (loss === 'cross_entropy') return needs(classes);
  if (loss === 'squared' && outputs > 1) return needs(classes);
  return classes === 2 ? needs(1) : { kind: 'classes', found: classes, wanted: 2 };
}
