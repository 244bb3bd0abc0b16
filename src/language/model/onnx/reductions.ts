import { maximaOver } from '../../../core/model/maxGroups.ts';
import { meansOver, sumsOver } from '../../../core/model/means.ts';
import { shapeText, type Shape } from '../../../core/model/shape.ts';
import type { Data } from '../graphBuilder.ts';
import { refuse } from '../refusal.ts';
import { axesIn, dataAt, integersFrom, type Handler, type NodeContext } from './nodeContext.ts';

/** Operators that combine the entries along some dimensions. */
export const reductions: Readonly<Record<string, Handler>> = {
  ReduceSum: (node) => [reduced(node, 'sum')],
  ReduceMean: (node) => [reduced(node, 'mean')],
  ReduceMax: (node) => [reduced(node, 'max')],
  ReduceMin: (node) => [reduced(node, 'min')],
  GlobalAveragePool: (node) => [global(node, 'mean')],
  GlobalMaxPool: (node) => [global(node, 'max')],
};

type Kind = 'sum' | 'mean' | 'max' | 'min';

function reduced(node: NodeContext, kind: Kind): Data {
  const { attributes } = node;
  const data = dataAt(node, 0);
  const given = integersFrom(node, 'axes', 1);
  const keeps = attributes.integer('keepdims', 1) !== 0;
  if (attributes.integer('noop_with_empty_axes', 0) !== 0 && !given?.length) return data;
  const axes = axesIn(given, data.shape.length);
  const kept = data.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return combined(node, data, axes, kind, keeps ? kept : kept.filter((_, a) => !axes.includes(a)));
}

function global(node: NodeContext, kind: Kind): Data {
  const data = dataAt(node, 0);
  const { shape } = data;
  if (shape.length < 3)
    refuse(`has an input of the shape ${shapeText(shape)}; expected batch, channels and places`);
  const axes = axesIn(undefined, shape.length).slice(2);
  return combined(node, data, axes, kind, [...shape.slice(0, 2), ...axes.map(() => 1)]);
}

function combined(
  { builder }: NodeContext,
  data: Data,
  axes: readonly number[],
  kind: Kind,
  shape: Shape,
): Data {
  switch (kind) {
    case 'sum':
      return builder.linear(sumsOver(data.shape, axes, 1), [data], shape);
    case 'mean':
      return builder.linear(meansOver(data.shape, axes), [data], shape);
    case 'max':
    case 'min':
      return builder.extremum(kind, maximaOver(data.shape, axes), [data], shape);
  }
}
