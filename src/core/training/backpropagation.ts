import { intercepts, pieceOf, type Activation } from '../network/activation.ts';
import { activationOf, type Network } from '../network/network.ts';
import { learnedLayers } from '../network/parameters.ts';
import type { DataSet } from './dataSet.ts';
import { classOf, pointLoss, type LossKind, type PointLoss } from './loss.ts';

/** A layer with the positions of its parameters and the state of the last forward pass. */
interface LayerState {
  readonly inputs: number;
  readonly units: number;
  /** The indices of the first weight and of the first bias. */
  readonly weightsAt: number;
  readonly biasAt: number;
  readonly activations: readonly Activation[];
  readonly intercepts: readonly (readonly number[])[];
  /** Per neuron: output, slope of its activation, derivative of the loss by the output. */
  readonly out: Float64Array;
  readonly slope: Float64Array;
  readonly delta: Float64Array;
}

/**
 * Loss and gradient of a network, point by point, in doubles and in a fixed order, so that results
 * are reproducible. At a breakpoint, the derivative is that of the lower piece: 0 for ReLU at 0.
 */
export class Backpropagation {
  private readonly layers: readonly LayerState[];
  private readonly loss: PointLoss;

  constructor(
    network: Network,
    private readonly data: DataSet,
    loss: LossKind,
  ) {
    this.loss = pointLoss(loss, data);
    let at = 0;
    this.layers = learnedLayers(network).map((layer) => {
      const { inputs, units } = layer;
      const activations = Array.from({ length: units }, (_, i) => activationOf(layer, i));
      const weightsAt = at;
      at += units * (inputs + 1);
      return {
        inputs,
        units,
        weightsAt,
        biasAt: at - units,
        activations,
        intercepts: activations.map(intercepts),
        out: new Float64Array(units),
        slope: new Float64Array(units),
        delta: new Float64Array(units),
      };
    });
  }

  /** Returns the loss at a point and adds its gradient to `gradient`. */
  addGradient(parameters: Float64Array, point: number, gradient: Float64Array): number {
    const last = this.layers.length - 1;
    const { out, delta } = this.forward(parameters, point);
    const loss = this.loss(out, point, delta);
    for (let l = last; l >= 0; l--) this.backward(l, parameters, point, gradient);
    return loss;
  }

  /** The loss at a point, and whether its class is predicted correctly. */
  evaluate(
    parameters: Float64Array,
    point: number,
  ): { readonly loss: number; readonly right: boolean } {
    const { out, delta } = this.forward(parameters, point);
    const { targets } = this.data;
    const right = targets.kind === 'classes' && classOf(out) === targets.labels[point];
    return { loss: this.loss(out, point, delta), right };
  }

  private forward(parameters: Float64Array, point: number): LayerState {
    const { points, inputs } = this.data;
    let below = points.subarray(point * inputs, (point + 1) * inputs);
    for (const layer of this.layers) {
      const { out, slope } = layer;
      for (let i = 0, w = layer.weightsAt; i < layer.units; i++) {
        let z = parameters[layer.biasAt + i];
        for (let j = 0; j < layer.inputs; j++) z += parameters[w++] * below[j];
        const activation = layer.activations[i];
        const piece = pieceOf(activation, z);
        slope[i] = activation.slopes[piece];
        out[i] = slope[i] * z + layer.intercepts[i][piece];
      }
      below = out;
    }
    return this.layers[this.layers.length - 1];
  }

  private backward(
    l: number,
    parameters: Float64Array,
    point: number,
    gradient: Float64Array,
  ): void {
    const { units, inputs, weightsAt, biasAt, slope, delta } = this.layers[l];
    const { points } = this.data;
    const first = l === 0 ? point * inputs : 0;
    const below = l === 0 ? points : this.layers[l - 1].out;
    const under = l === 0 ? undefined : this.layers[l - 1].delta.fill(0);
    for (let i = 0; i < units; i++) {
      const d = delta[i] * slope[i];
      if (d === 0) continue;
      gradient[biasAt + i] += d;
      const w = weightsAt + i * inputs;
      for (let j = 0; j < inputs; j++) gradient[w + j] += d * below[first + j];
      if (under) for (let j = 0; j < inputs; j++) under[j] += d * parameters[w + j];
    }
  }
}
