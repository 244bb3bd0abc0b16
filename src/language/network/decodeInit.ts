import {
  choiceFrom,
  fieldsFrom,
  integerFrom,
  numberFrom,
  positiveFrom,
  wrongKind,
  type Fields,
} from '../text/decode.ts';
import { removing } from '../text/quickFix.ts';
import { randomFrom, type Random } from '../../core/random.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

/** How the weights of a layer are drawn. */
export interface Init {
  readonly scheme: Scheme;
  readonly seed: number;
  /** Factor of the schemes whose spread follows from the width; `scale` for uniform and normal. */
  readonly gain: number;
  /** One value for every neuron, or drawn from ±1/√inputs as PyTorch does. */
  readonly bias: number | 'uniform';
}

/**
 * What a weight is, given the width of the layer (inputs and units) and the gain. He et al. 2015
 * and Glorot & Bengio 2010 in PyTorch's words; `torch_default` is torch.nn.Linear as it is made.
 */
const schemes = {
  he_uniform: (gain, inputs) => uniform(gain * Math.sqrt(3 / inputs)),
  he_normal: (gain, inputs) => normal(gain / Math.sqrt(inputs)),
  xavier_uniform: (gain, inputs, units) => uniform(gain * Math.sqrt(6 / (inputs + units))),
  xavier_normal: (gain, inputs, units) => normal(gain * Math.sqrt(2 / (inputs + units))),
  torch_default: (_gain, inputs) => uniform(1 / Math.sqrt(inputs)),
  uniform: (scale) => uniform(scale),
  normal: (scale) => normal(scale),
} satisfies Record<string, (gain: number, inputs: number, units: number) => Draw>;

type Draw = (random: Random) => number;
type Scheme = keyof typeof schemes;

const schemeNames = Object.keys(schemes) as Scheme[];

function uniform(bound: number): Draw {
  return (random) => (2 * random.uniform() - 1) * bound;
}

function normal(deviation: number): Draw {
  return (random) => random.normal() * deviation;
}

/** The gain that keeps the spread of a ReLU layer (he_…), and 1 elsewhere. */
function defaultGain(scheme: Scheme): number {
  return scheme.startsWith('he_') ? Math.SQRT2 : 1;
}

/**
 * Draws a layer: all weights row by row, then the biases. The layer's place in the network moves
 * the seed, so that layers of one seed are not copies of each other; the first layer (0) has it as
 * it is. The multiplier is 2³²/φ, which keeps the streams of any two layers far apart.
 */
export function drawLayer(
  init: Init,
  {
    layer,
    units,
    inputs,
  }: { readonly layer: number; readonly units: number; readonly inputs: number },
): { weights: Float64Array; bias: Float64Array } {
  const random = randomFrom(init.seed + Math.imul(layer, 0x9e3779b9));
  const draw = schemes[init.scheme](init.gain, inputs, units);
  const drawBias = init.bias === 'uniform' ? uniform(1 / Math.sqrt(inputs)) : undefined;
  const weights = Float64Array.from({ length: units * inputs }, () => draw(random));
  const bias = Float64Array.from({ length: units }, () =>
    drawBias ? drawBias(random) : Number(init.bias),
  );
  return { weights, bias };
}

/** The `init` of a layer; without one, weights are drawn by he_uniform from seed 0. */
export function initFrom(
  node: SourceNode | undefined,
  report: Report,
  layerName: string,
): Init | undefined {
  if (!node) return { scheme: 'he_uniform', seed: 0, gain: Math.SQRT2, bias: 'uniform' };
  const named = (key: string) => () => `${key} in the init of ${layerName}`;
  const fields = fieldsFrom(node, report, () => `The init of ${layerName}`, [
    'scheme',
    'seed',
    'gain',
    'scale',
    'bias',
  ]);
  if (!fields) return undefined;
  const errors = report.errors;
  const schemeNode = fields.get('scheme');
  const scheme = schemeNode ? schemeFrom(schemeNode, report) : 'he_uniform';
  const seedNode = fields.get('seed');
  const seed =
    seedNode && integerFrom(seedNode, report, named('"seed"'), { min: 0, max: 2 ** 32 - 1 });
  const biasNode = fields.get('bias');
  const bias = biasNode && biasFrom(biasNode, report, named('"bias"'));
  if (!scheme) return undefined;
  const gain = gainFrom(fields, scheme, report, named);
  return report.errors === errors
    ? { scheme, seed: seed ?? 0, gain, bias: bias ?? 'uniform' }
    : undefined;
}

function schemeFrom(node: SourceNode, report: Report): Scheme | undefined {
  return choiceFrom(node, report, () => 'The scheme of an init', schemeNames, 'unknown-scheme');
}

function gainFrom(
  fields: Fields,
  scheme: Scheme,
  report: Report,
  named: (key: string) => () => string,
): number {
  const used =
    scheme === 'uniform' || scheme === 'normal'
      ? 'scale'
      : scheme === 'torch_default'
        ? undefined
        : 'gain';
  let gain: number | undefined;
  for (const key of ['gain', 'scale']) {
    const entry = fields.entry(key);
    if (!entry) continue;
    const value = positiveFrom(entry.value, report, named(`"${key}"`));
    if (key === used) {
      gain = value;
    } else {
      const help = used ? `use "${used}"` : 'remove it';
      const message = `"${key}" has no part in ${scheme}; ${help}`;
      const fix = removing(`Remove "${key}"`, fields.node.entries, entry);
      report.warning('unused-key', entry.keyRange, message, [fix]);
    }
  }
  return gain ?? defaultGain(scheme);
}

function biasFrom(
  node: SourceNode,
  report: Report,
  named: () => string,
): number | 'uniform' | undefined {
  if (node.kind === 'number') return numberFrom(node, report, named);
  if (node.kind === 'string' && node.value === 'uniform') return 'uniform';
  if (node.kind === 'string' && node.value === 'zeros') return 0;
  wrongKind(node, report, named, 'uniform, zeros or a number');
  return undefined;
}
