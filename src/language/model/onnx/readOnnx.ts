import type { Layer, ModelPort, Treatment } from '../../../core/model/modelGraph.ts';
import { printable } from '../../../core/printable.ts';
import type { FileFault } from '../../weights/tensor.ts';
import { GraphBuilder, type Value } from '../graphBuilder.ts';
import type { ModelFile, SideFiles } from '../modelFile.ts';
import { Refusal, refuse } from '../refusal.ts';
import { activations } from './activations.ts';
import { arithmetic } from './arithmetic.ts';
import { Attributes } from './attributes.ts';
import { constantNodes, constantOf } from './constantNodes.ts';
import { droppedNodes, dropReason } from './droppedNodes.ts';
import { readOnnxModel, type OnnxGraph, type OnnxModel, type OnnxNode } from './message.ts';
import type { Handler } from './nodeContext.ts';
import { neededNodes } from './neededNodes.ts';
import { products } from './products.ts';
import { rearrangements } from './rearrangements.ts';
import { reductions } from './reductions.ts';
import { refusedOperator } from './refusedOperators.ts';
import { countFault, storedTensor } from './tensorData.ts';
import { windows } from './windows.ts';

/** The newest version of the operators whose changes are known. */
const newestOpset = 25;

/**
 * Reads an ONNX model: its tensors, its layers and, where each node has a meaning here, its graph. The batch has the
 * size 1.
 */
export function readOnnx(file: Uint8Array, side: SideFiles): ModelFile | FileFault {
  const model = readOnnxModel(file);
  if ('where' in model) return model;
  const { graph } = model;
  if (!graph) return { where: '', message: 'The file has no graph, so it is no ONNX model' };
  for (const tensor of graph.initializers) {
    const fault = countFault(tensor);
    if (fault !== undefined)
      return { where: `byte ${tensor.at}`, message: `The tensor ${shown(tensor.name)} ${fault}` };
  }
  return new GraphReader(model, graph, side).read();
}

function shown(name: string): string {
  return printable(name, 80);
}

class GraphReader {
  private readonly builder = new GraphBuilder();
  private readonly layers: Layer[] = [];
  private readonly values = new Map<string, Value>();
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly opset: number;
  private refusal: FileFault | undefined;
  private readonly model: OnnxModel;
  private readonly graph: OnnxGraph;
  private readonly side: SideFiles;

  constructor(model: OnnxModel, graph: OnnxGraph, side: SideFiles) {
    this.model = model;
    this.graph = graph;
    this.side = side;
    this.opset = model.opsets.get('') ?? 0;
    this.handlers = new Map(
      Object.entries({
        ...activations,
        ...arithmetic,
        ...constantNodes(side),
        ...products,
        ...rearrangements,
        ...reductions,
        ...windows,
      }),
    );
  }

  read(): ModelFile | FileFault {
    const { graph, model, builder, values } = this;
    if (!(this.opset >= 1 && this.opset <= newestOpset))
      return {
        where: '',
        message: `The file has version ${this.opset} of the operators; expected 1 to ${newestOpset}; export it with another opset`,
      };
    const tensors = graph.initializers.map((tensor) => storedTensor(tensor, this.side));
    for (const tensor of tensors) values.set(tensor.name, constantOf(tensor));
    const fault = this.addInputs();
    if (fault) return fault;
    const needed = neededNodes(graph, new Set(values.keys()));
    if ('where' in needed) return needed;
    const dropped = droppedNodes(graph, needed.makerOf);
    for (const node of needed.order) this.addNode(node, dropped.has(node));
    const outputs = this.outputs();
    const { refusal } = this;
    return {
      format: 'ONNX',
      facts: [
        ['producer', model.producer || 'not stated'],
        ['IR version', String(model.irVersion)],
        ...Array.from(
          model.opsets,
          ([domain, version]) =>
            [domain === '' ? 'opset' : `opset of ${shown(domain)}`, String(version)] as const,
        ),
      ],
      tensors,
      inputs: builder.inputs.map(({ name, shape }) => ({ name, shape })),
      outputs: graph.outputs.map(({ name }, i) => {
        const shape = outputs[i]?.shape;
        return { name, ...(shape && { shape }) };
      }),
      parameters: builder.parameters,
      layers: this.layers,
      ...(refusal
        ? { refusal }
        : { graph: builder.graph(outputs.filter((port) => port !== undefined)) }),
    };
  }

  /** Initializers that are inputs as well, as in old files, are constants. */
  private addInputs(): FileFault | undefined {
    const { values, graph, builder } = this;
    for (const { name, shape } of graph.inputs) {
      if (values.has(name)) continue;
      const fault = (message: string): FileFault => ({
        where: '',
        message: `Input ${shown(name)} ${message}`,
      });
      if (!shape) return fault('has no shape; export the model with one');
      const open = shape.findIndex((length, axis) => axis > 0 && !isLength(length));
      if (open > 0)
        return fault(
          `varies in dimension ${open} (${shown(String(shape[open] || 'without a name'))}); only the first, the batch, may; export the model with a fixed shape`,
        );
      const lengths = shape.map((length) => (isLength(length) ? length : 1));
      try {
        values.set(name, builder.input(name, lengths));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return fault(error.message);
      }
    }
    if (builder.inputs.length > 0) return undefined;
    return { where: '', message: 'The graph has no input' };
  }

  private addNode(node: OnnxNode, isDropped: boolean): void {
    const { values, builder } = this;
    const inputs = node.inputs.map((name) => values.get(name));
    const isUnknown = node.inputs.some((name, i) => name !== '' && !inputs[i]);
    const name = node.name || node.outputs[0];
    const base = { name, operator: node.operator };
    if (isUnknown) {
      this.layers.push({ ...base, folds: 0, maxUnits: 0, parameters: 0 });
      return;
    }
    try {
      const [results, reason] = this.resultsOf(node, inputs, isDropped);
      const counts = builder.takeCounts();
      for (const [i, output] of node.outputs.entries())
        if (results[i]) values.set(output, results[i]);
      if (results.every(({ kind }) => kind === 'constant')) return;
      const hasFolds = counts.folds + counts.maxUnits > 0;
      const treatment: Treatment =
        reason !== undefined ? 'dropped' : hasFolds ? 'piecewise-linear' : 'linear';
      const { shape } = results[0];
      this.layers.push({
        ...base,
        shape,
        ...counts,
        treatment,
        ...(reason !== undefined && { reason }),
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message } = error;
      this.layers.push({
        ...base,
        ...builder.takeCounts(),
        treatment: 'refused',
        reason: message,
      });
      this.refusal ??= {
        where: '',
        message: `Node ${shown(name)} (${shown(node.operator)}) ${message}`,
      };
    }
  }

  /** The results of a node, and why it is left out if it is. */
  private resultsOf(
    node: OnnxNode,
    inputs: readonly (Value | undefined)[],
    isDropped: boolean,
  ): [results: readonly Value[], reason?: string] {
    const { builder, opset } = this;
    const attributes = new Attributes(node.attributes);
    if (isDropped) {
      const [first] = inputs;
      const data = builder.asData(first ?? refuse('lacks its input'));
      return [[data], dropReason(node, data, attributes, opset)];
    }
    const handler = node.domain === '' ? this.handlers.get(node.operator) : undefined;
    if (!handler) refuse(refusedOperator(node.operator, node.domain));
    const results = handler({
      ...{ builder, attributes, opset, inputs },
      outputCount: node.outputs.length,
      resultName: node.outputs[0],
    });
    attributes.refuseUnknown();
    return [results];
  }

  /** The outputs, as far as they are known. A constant output is a value of the graph as well. */
  private outputs(): (ModelPort | undefined)[] {
    return this.graph.outputs.map(({ name }) => {
      const value = this.values.get(name);
      if (!value) {
        this.refusal ??= {
          where: '',
          message: `Output ${shown(name)} is made by nothing in the file`,
        };
        return undefined;
      }
      try {
        const data = this.builder.asData(value);
        return { name, shape: data.shape, value: data.value };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.refusal ??= { where: '', message: `Output ${shown(name)} ${error.message}` };
        return undefined;
      }
    });
  }
}

function isLength(length: number | string): length is number {
  return typeof length === 'number' && length > 0;
}
