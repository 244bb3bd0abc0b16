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
import type { Network } from '../../core/network/network.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

/** How to draw the weights of a layer. */
export interface Init {
  readonly scheme: Scheme;
  readonly seed: number;
  /** Gain of the schemes that scale with the width; `scale` of `uniform` and `normal`. */
  readonly gain: number;
  /** A constant, or `uniform` within ±1/√inputs as in PyTorch. */
  readonly bias: number | 'uniform';
}

/** A layer whose weights were drawn. */
export interface DrawnLayer {
  readonly init: Init;
  /** Its number in the text, from 0. */
  readonly index: number;
  /** Whether its biases are written. */
  readonly hasOwnBias: boolean;
}

/**
 * The distribution of a weight, given the gain and the size of the layer: He et al. 2015 and
 * Glorot & Bengio 2010, parametrised as in `torch.nn.init`. `torch_default` is the default of
 * `torch.nn.Linear`.
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

/** √2 for he_…, which preserves the variance through ReLU; otherwise 1. */
function defaultGain(scheme: Scheme): number {
  return scheme.startsWith('he_') ? Math.SQRT2 : 1;
}

/**
 * Draws the weights of a layer row by row, then its biases. The index of the layer (from 0) is
 * mixed into the seed, so that layers with one seed differ. The multiplier is 2³²/φ, which keeps
 * the random streams of any two layers far apart.
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

/** A network whose drawn layers are drawn again, all from one seed. */
export function withSeed(
  network: Network,
  drawn: readonly (DrawnLayer | undefined)[],
  seed: number,
): Network {
  const layers = network.layers.map((layer, i) => {
    const own = drawn[i];
    if (!own) return layer;
    const { weights, bias } = drawLayer({ ...own.init, seed }, { ...layer, layer: own.index });
    return { ...layer, weights, ...(!own.hasOwnBias && { bias }) };
  });
  return { ...network, layers };
}

/** Decodes the `init` of a layer. Default: he_uniform with seed 0. */
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
  return choiceFrom(node, report, () => 'The init scheme', schemeNames, 'unknown-scheme');
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
      const message = `"${key}" has no effect with ${scheme}; ${help}`;
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
