import { hardTanh, leakyRelu, relu, type Activation } from '../src/core/network/activation.ts';
import type { Network } from '../src/core/network/network.ts';
import type { DataSet } from '../src/core/training/dataSet.ts';
import { generateData } from '../src/core/training/generatedData.ts';
import { Trainer } from '../src/core/training/trainer.ts';
import { runToEnd } from '../src/core/yielding.ts';
import { heNetwork, heNetworkOf } from './family.ts';

/**
 * Networks that no constant of the engine was chosen with: trained ones, whose folds gather where the
 * target bends, and shapes, activations and outputs that the fixed family does not have. A name is
 * the target, the widths of the hidden layers as DEPTHxWIDTH, and the activation.
 */
export const heldOut: Readonly<Record<string, () => Network>> = {
  'spiral 2x64': () => trained(spiral(), 'logistic', 2, 64),
  'spiral 3x32': () => trained(spiral(), 'logistic', 3, 32),
  'spiral 4x64': () => trained(spiral(), 'logistic', 4, 64),
  'sine 2x128': () => trained(sine(), 'squared', 2, 128),
  'sine 5x48': () => trained(sine(), 'squared', 5, 48),
  'sine 6x16': () => trained(sine(), 'squared', 6, 16),
  'he 1x600': () => heNetwork('1x600'),
  'he 2x200': () => heNetwork('2x200'),
  'he 10x24': () => heNetwork('10x24'),
  'he 14x16': () => heNetwork('14x16'),
  '3x64 leaky': () => withActivation(heNetwork('3x64'), leakyRelu(0.01)),
  '5x40 leaky': () => withActivation(heNetwork('5x40'), leakyRelu(0.2)),
  '3x40 tanh': () => withActivation(heNetwork('3x40'), hardTanh),
  '3x80 to 10': () => heNetworkOf([2, 80, 80, 80, 10], 380),
  '300-50-50-10': () => heNetwork('300-50-50-10'),
};

/** The network with another activation wherever it has ReLUs. */
function withActivation(network: Network, activation: Activation): Network {
  return {
    ...network,
    layers: network.layers.map((layer) =>
      layer.activation === relu ? { ...layer, activation } : layer,
    ),
  };
}

/** A ReLU network fitted by 400 steps of Adam, starting from that of the family. */
function trained(
  data: DataSet,
  loss: 'logistic' | 'squared',
  depth: number,
  width: number,
): Network {
  const trainer = new Trainer(heNetwork(`${depth}x${width}`), data, {
    loss,
    optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    rate: 0.005,
    batch: 32,
    seed: 1,
    decay: 0,
    epochs: Infinity,
    stop: {},
  });
  while (trainer.steps < 400) runToEnd(trainer.step());
  return trainer.currentNetwork();
}

/** Two arms that fill the square. */
function spiral(): DataSet {
  const data = generateData({ set: 'spiral', points: 400, noise: 0.1, factor: 0.5, seed: 3 });
  return { ...data, points: data.points.map((v) => v / 5.2) };
}

/** sin(2π(x + y/2))·cos(3y) on a grid. */
function sine(): DataSet {
  const side = 24;
  const points: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < side; i++)
    for (let j = 0; j < side; j++) {
      const [x, y] = [(2 * i) / (side - 1) - 1, (2 * j) / (side - 1) - 1];
      points.push(x, y);
      values.push(Math.sin(2 * Math.PI * (x + y / 2)) * Math.cos(3 * y));
    }
  return {
    count: side * side,
    inputs: 2,
    points: Float64Array.from(points),
    targets: { kind: 'values', outputs: 1, values: Float64Array.from(values) },
  };
}
