import type { Network } from '../network/network.ts';
import { mulberry32 } from '../random.ts';
import { Backpropagation } from './backpropagation.ts';
import type { DataSet } from './dataSet.ts';
import type { LossKind } from './loss.ts';

/**
 * An estimate of the largest absolute eigenvalue of the Hessian of the mean loss, by power
 * iteration with finite differences of gradients. Near a minimum with curvature λ, gradient descent
 * is unstable for learning rates above 2/λ. Yields after every gradient.
 */
export function* largestCurvature(
  network: Network,
  data: DataSet,
  loss: LossKind,
  parameters: Float64Array,
): Generator<void, number> {
  const propagation = new Backpropagation(network, data, loss);
  const uniform = mulberry32(1);
  let direction = parameters.map(() => 2 * uniform() - 1);
  let curvature = 0;
  for (let k = 0; k < iterations; k++) {
    const length = norm(direction);
    if (length === 0) return 0;
    const step = difference / length;
    const ahead = gradient(propagation, data.count, parameters, direction, step);
    yield;
    const behind = gradient(propagation, data.count, parameters, direction, -step);
    yield;
    direction = ahead.map((g, i) => (g - behind[i]) / (2 * difference));
    curvature = norm(direction);
  }
  return curvature;
}

const iterations = 20;
const difference = 1e-4;

function gradient(
  propagation: Backpropagation,
  count: number,
  parameters: Float64Array,
  direction: Float64Array,
  step: number,
): Float64Array {
  const there = parameters.map((p, i) => p + step * direction[i]);
  const sum = new Float64Array(parameters.length);
  for (let point = 0; point < count; point++) propagation.addGradient(there, point, sum);
  return sum.map((g) => g / count);
}

function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
}
