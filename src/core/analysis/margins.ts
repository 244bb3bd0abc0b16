import { type Complex, foldsOfEdge } from '../complex/complex.ts';
import { activationOf, type Network } from '../network/network.ts';
import type { FoldTable } from '../network/folds.ts';
import { forward } from '../network/forward.ts';

/**
 * How far a bias can move before a fold of its neuron passes a vertex, and with that the regions
 * of the layers up to it change: one vanishes, appears, or is replaced by another.
 */
export interface Margin {
  readonly by: number;
  readonly x: number;
  readonly y: number;
  /** Two of the lines that meet there: fold f, or −1 − k for side k of the domain. */
  readonly meeting: readonly [number, number];
}

/** What its own fold meets, and could meet, while everything else stands still. */
export interface Margins {
  /** Vertices at which its folds meet a fold of an earlier layer, and may bend. */
  readonly bends: number;
  /** When the bias grows. Absent when no vertex lies on that side. */
  readonly raise?: Margin;
  /** When the bias shrinks. */
  readonly lower?: Margin;
}

/**
 * The margins of every neuron with a hinge, per layer and neuron. A vertex counts for a neuron when
 * it is one of the complex of the layers up to the neuron's, without the neuron's own folds: only
 * those stand still while the bias moves, and there the preactivation grows one for one with it.
 * Undefined when vertices × weights exceed `mostWork`, for the network is evaluated at each vertex.
 */
export function marginsOf(
  network: Network,
  folds: FoldTable,
  complex: Complex,
  mostWork = 1_000_000,
): readonly (readonly Margins[])[] | undefined {
  const weights = network.layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
  if (complex.vertexCount * weights > mostWork) return undefined;
  const margins = network.layers.map(({ units }) =>
    Array.from({ length: units }, (): Writable<Margins> => ({ bends: 0 })),
  );
  const { lines, through } = incidences(complex);
  for (let v = 0; v < complex.vertexCount; v++) {
    const meeting = firstTwo(lines[v], folds);
    if (!meeting) continue;
    const x = complex.xy[2 * v];
    const y = complex.xy[2 * v + 1];
    const { preactivations } = forward(network, [x, y]);
    for (let l = Math.max(0, layerOf(meeting[1], folds)); l < network.layers.length; l++)
      preactivations[l].forEach((z, i) => {
        const own = folds.firstOfNeuron[l];
        const margin = margins[l][i];
        if (through[v].some((f) => f >= own[i] && f < own[i + 1])) {
          if (through[v].some((f) => folds.layer[f] < l)) margin.bends++;
          return;
        }
        for (const t of activationOf(network.layers[l], i).breakpoints) {
          const side = z > t ? 'lower' : 'raise';
          const by = Math.abs(z - t);
          if (by < (margin[side]?.by ?? Infinity)) margin[side] = { by, x, y, meeting };
        }
      });
  }
  return margins;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Per vertex: the lines of its edges, and every fold through it, coincident ones too. */
function incidences(complex: Complex): { lines: number[][]; through: number[][] } {
  const lines = Array.from({ length: complex.vertexCount }, (): number[] => []);
  const through = Array.from({ length: complex.vertexCount }, (): number[] => []);
  const add = (list: number[], line: number): void => {
    if (!list.includes(line)) list.push(line);
  };
  for (let e = 0; e < complex.edgeCount; e++) {
    const all = foldsOfEdge(complex, e);
    for (const v of [complex.edgeEnds[2 * e], complex.edgeEnds[2 * e + 1]]) {
      add(lines[v], complex.edgeFold[e]);
      for (const f of all) add(through[v], f);
    }
  }
  return { lines, through };
}

/** The two lines that come first in layer order; sides of the domain are there before any layer. */
function firstTwo(lines: readonly number[], folds: FoldTable): [number, number] | undefined {
  if (lines.length < 2) return undefined;
  const [first, second] = lines.toSorted((a, b) => layerOf(a, folds) - layerOf(b, folds));
  return [first, second];
}

function layerOf(line: number, folds: FoldTable): number {
  return line < 0 ? -1 : folds.layer[line];
}
