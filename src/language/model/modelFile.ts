import type { Layer, ModelGraph } from '../../core/model/modelGraph.ts';
import type { Shape } from '../../core/model/shape.ts';
import type { FileFault, Tensor } from '../weights/tensor.ts';

/** What a model file contains: always its tensors, and a graph where the format has one and it can be used. */
export interface ModelFile {
  readonly format: 'ONNX' | 'NNet';
  /** What the file says about itself, such as its producer. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tensors: readonly Tensor[];
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly {
    readonly name: string;
    /** Absent if something before it is refused. */
    readonly shape?: Shape;
    /** The file shows z·range + mean in place of the output z; absent if it shows z. */
    readonly scaling?: { readonly mean: number; readonly range: number };
  }[];
  /** Of all layers, each number counted once. */
  readonly parameters: number;
  /** The layers in the order of the graph. */
  readonly layers: readonly Layer[];
  readonly graph?: ModelGraph;
  /** Why there is no graph, at the first layer that is to blame. */
  readonly refusal?: FileFault;
}

export interface ModelInput {
  readonly name: string;
  readonly shape: Shape;
  /** One per entry, in the units of the data; absent if the file does not say. */
  readonly scaling?: InputScaling;
}

/** The network takes (x − mean)/range for x between minimum and maximum. */
export interface InputScaling {
  readonly minima: readonly number[];
  readonly maxima: readonly number[];
  readonly means: readonly number[];
  readonly ranges: readonly number[];
}

/**
 * The files beside a model that its data may be in: the bytes of a file by its path from the folder of the model, or
 * the reason why they cannot be used, as a predicate.
 */
export type SideFiles = (path: string) => Uint8Array | string;
