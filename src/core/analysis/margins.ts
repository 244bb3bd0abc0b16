import { type Complex, foldsOfEdge } from '../complex/complex.ts';
import { shouldYield } from '../yielding.ts';
import { activationOf, type Network } from '../network/network.ts';
import type { FoldTable } from '../network/folds.ts';
import { forward } from '../network/forward.ts';

/**
 * How far a bias can move before a fold of its neuron reaches a vertex, where the regions of the
 * layers up to it change: one disappears, appears, or is replaced by another.
 */
export interface Margin {
  readonly by: number;
  readonly x: number;
  readonly y: number;
  /** Two of the lines that meet at the vertex: fold f, or −1 − k for side k of the domain. */
  readonly meeting: readonly [number, number];
}

/** The vertices that the folds of a neuron meet, and would meet first if only its bias moves. */
export interface Margins {
  /** Number of vertices at which its folds meet a fold of an earlier layer, where they may bend. */
  readonly bends: number;
  /** When the bias increases. Absent if there is no vertex on that side. */
  readonly raise?: Margin;
  /** When the bias decreases. */
  readonly lower?: Margin;
}

/**
 * The margins of all neurons, per layer and neuron. For a neuron, only the vertices of the complex
 * of the layers up to its own count, without its own folds: these are fixed while the bias moves,
 * and there the preactivation changes by as much as the bias. Undefined if vertices × weights
 * exceed `maxWork`, because the network is evaluated at each vertex. Yields every few milliseconds.
 */
export function* marginsOf(
  network: Network,
  folds: FoldTable,
  complex: Complex,
  maxWork = 500_000,
): Generator<void, readonly (readonly Margins[])[] | undefined> {
  const weights = network.layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
  if (complex.vertexCount * weights > maxWork) return undefined;
  const breakpoints = network.layers.map((layer) =>
    Array.from({ length: layer.units }, (_, i) => activationOf(layer, i).breakpoints),
  );
  const searches = network.layers.map(({ units }) => new NearestVertices(units));
  const { lines, through } = incidences(complex);
  const meetings: (readonly [number, number] | undefined)[] = lines.map((one) =>
    firstTwo(one, folds),
  );
  for (let v = 0; v < complex.vertexCount; v++) {
    if (shouldYield(v, 8)) yield;
    const meeting = meetings[v];
    if (!meeting) continue;
    const { preactivations } = forward(network, complex.xy.subarray(2 * v, 2 * v + 2));
    for (let l = Math.max(0, layerOf(meeting[1], folds)); l < network.layers.length; l++) {
      const own = new Set(
        through[v].filter((f) => folds.layer[f] === l).map((f) => folds.neuron[f]),
      );
      const isBend = through[v].some((f) => folds.layer[f] < l);
      searches[l].visit(v, preactivations[l], breakpoints[l], own, isBend);
    }
  }
  const at = (distances: Float64Array, vertices: Int32Array, i: number): Margin | undefined => {
    const v = vertices[i];
    const meeting = meetings[v];
    return meeting && { by: distances[i], x: complex.xy[2 * v], y: complex.xy[2 * v + 1], meeting };
  };
  return searches.map((search) =>
    Array.from(search.bends, (bends, i): Margins => {
      const raise = at(search.below, search.belowAt, i);
      const lower = at(search.above, search.aboveAt, i);
      return { bends, ...(raise && { raise }), ...(lower && { lower }) };
    }),
  );
}

/** Per neuron of a layer, the vertices at which the preactivation is nearest to a breakpoint. */
class NearestVertices {
  readonly bends: Uint32Array;
  /** The distance of the nearest vertex below a breakpoint, and the vertex, or −1. */
  readonly below: Float64Array;
  readonly belowAt: Int32Array;
  /** The same above a breakpoint. */
  readonly above: Float64Array;
  readonly aboveAt: Int32Array;

  constructor(units: number) {
    this.bends = new Uint32Array(units);
    this.below = new Float64Array(units).fill(Infinity);
    this.belowAt = new Int32Array(units).fill(-1);
    this.above = new Float64Array(units).fill(Infinity);
    this.aboveAt = new Int32Array(units).fill(-1);
  }

  visit(
    v: number,
    z: Float64Array,
    breakpoints: readonly (readonly number[])[],
    own: ReadonlySet<number>,
    isBend: boolean,
  ): void {
    for (let i = 0; i < z.length; i++) {
      if (own.has(i)) {
        if (isBend) this.bends[i]++;
        continue;
      }
      for (const t of breakpoints[i]) {
        const gap = z[i] - t;
        if (gap > 0 && gap < this.above[i]) {
          this.above[i] = gap;
          this.aboveAt[i] = v;
        } else if (gap <= 0 && -gap < this.below[i]) {
          this.below[i] = -gap;
          this.belowAt[i] = v;
        }
      }
    }
  }
}

/** Per vertex: the lines of its edges, and all folds through it, including coincident ones. */
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

/** The first two lines in layer order; sides of the domain come before all layers. */
function firstTwo(lines: readonly number[], folds: FoldTable): [number, number] | undefined {
  if (lines.length < 2) return undefined;
  const [first, second] = lines.toSorted((a, b) => layerOf(a, folds) - layerOf(b, folds));
  return [first, second];
}

function layerOf(line: number, folds: FoldTable): number {
  return line < 0 ? -1 : folds.layer[line];
}
