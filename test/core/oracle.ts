import { readdirSync, readFileSync } from 'node:fs';
import type { Activation } from '../../src/core/network/activation.ts';
import type { Network } from '../../src/core/network/network.ts';
import { activationNamed } from '../../src/language/network/activations.ts';
import { box, type Domain } from '../../src/core/complex/domain.ts';

/** A network whose complex is known from exact rational arithmetic. */
export interface Oracle {
  readonly name: string;
  readonly network: Network;
  readonly domain: Domain;
  readonly expected: Expected;
  readonly regions: readonly OracleRegion[];
}

export interface Expected {
  readonly regions: number;
  readonly vertices: number;
  readonly edges: number;
  readonly interior_edges: number;
  readonly boundary_edges: number;
  readonly euler: number;
  readonly area: number;
  readonly distinct_patterns: number;
  readonly coincident_edges: number;
  readonly dead_edges: number;
  readonly linear_regions: number;
  readonly min_area: number;
  readonly max_area: number;
  readonly integral: readonly number[];
  readonly grad_sq: number;
  readonly fold_length: number;
}

export interface OracleRegion {
  readonly area: number;
  readonly n: number;
  readonly map: readonly (readonly number[])[];
  /** One digit per neuron of the layers that fold: its piece. */
  readonly pattern: string;
  readonly centroid: readonly [number, number];
}

type ActivationText = string | { readonly type: string; readonly alpha?: number };

interface NetworkFile {
  readonly name: string;
  readonly input: { readonly domain: readonly [[number, number], [number, number]] };
  readonly layers: readonly {
    readonly weights: readonly (readonly number[])[];
    readonly bias: readonly number[];
    readonly activation: ActivationText;
  }[];
  readonly expected: Expected;
}

/** Relative to the root of the project, where tests run, because bundling moves this module. */
const folder = 'test/fixtures/geometry';

/** Every network of the fixtures. */
export function oracles(): Oracle[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const file = read(name) as NetworkFile;
      const [[x0, x1], [y0, y1]] = file.input.domain;
      return {
        name: file.name,
        network: networkOf(file),
        domain: box(x0, x1, y0, y1),
        expected: file.expected,
        regions: read(`regions/${name}`) as OracleRegion[],
      };
    });
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
}

function networkOf(file: NetworkFile): Network {
  const layers = file.layers.map(({ weights, bias, activation }) => ({
    inputs: weights[0].length,
    units: weights.length,
    weights: Float64Array.from(weights.flat()),
    bias: Float64Array.from(bias),
    activation: activationFrom(activation),
  }));
  return { inputs: 2, layers };
}

function activationFrom(text: ActivationText): Activation {
  const { type, alpha = NaN } = typeof text === 'string' ? { type: text } : text;
  const entry = activationNamed(type);
  if (!entry) throw new Error(`There is no activation "${type}".`);
  return entry.make(alpha);
}
