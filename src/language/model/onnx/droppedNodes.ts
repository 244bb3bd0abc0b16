import { shapeText, sizeOf } from '../../../core/model/shape.ts';
import type { Data } from '../graphBuilder.ts';
import { refuse } from '../refusal.ts';
import type { Attributes } from './attributes.ts';
import type { OnnxGraph, OnnxNode } from './message.ts';
import { axisIn } from './nodeContext.ts';

/** Operators that leave the largest of their inputs the largest. */
const monotone = new Set(['Softmax', 'LogSoftmax', 'Sigmoid', 'Tanh', 'ArgMax']);

/** Operators that may come after those without changing which output is the largest. */
const transparent = new Set([
  ...['Identity', 'Cast', 'Dropout', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'],
]);

/**
 * The nodes that are left out at the outputs of a graph, because they change no class: monotone operators and what
 * only passes their results on. Nothing else takes their results.
 */
export function droppedNodes(
  graph: OnnxGraph,
  makerOf: ReadonlyMap<string, OnnxNode>,
): ReadonlySet<OnnxNode> {
  const uses = new Map<string, number>();
  for (const name of [
    ...graph.nodes.flatMap(({ inputs }) => inputs),
    ...graph.outputs.map(({ name }) => name),
  ])
    uses.set(name, (uses.get(name) ?? 0) + 1);
  const dropped = new Set<OnnxNode>();
  for (const { name } of graph.outputs) {
    const chain: OnnxNode[] = [];
    let monotoneLength = 0;
    for (let next = name; uses.get(next) === 1; next = chain[chain.length - 1].inputs[0]) {
      const maker = makerOf.get(next);
      if (maker?.domain !== '' || chain.includes(maker)) break;
      const { operator, inputs } = maker;
      if ((!monotone.has(operator) && !transparent.has(operator)) || inputs.length === 0) break;
      chain.push(maker);
      if (monotone.has(operator)) monotoneLength = chain.length;
    }
    for (const node of chain.slice(0, monotoneLength)) dropped.add(node);
  }
  return dropped;
}

/** Why a node at the output can be left out. Refuses one that compares only some of the outputs. */
export function dropReason(
  { operator }: OnnxNode,
  { shape }: Data,
  attributes: Attributes,
  opset: number,
): string {
  if (transparent.has(operator)) return 'passes on what is left out';
  if (operator === 'Sigmoid' || operator === 'Tanh') return 'is increasing, so it changes no class';
  const isFlat = operator !== 'ArgMax' && opset < 13;
  const otherwise = operator === 'ArgMax' ? 0 : isFlat ? 1 : -1;
  const axis = axisIn(attributes.integer('axis', otherwise), shape.length);
  const compared = isFlat ? sizeOf(shape.slice(axis)) : shape[axis];
  if (compared !== sizeOf(shape))
    refuse(`is over axis ${axis} of ${shapeText(shape)}, which is only a part of the output`);
  return operator === 'ArgMax'
    ? 'only names the largest output'
    : 'leaves the largest output the largest, so it changes no class';
}
