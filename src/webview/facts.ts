import { preactivationMap } from '../core/network/affine.ts';
import { activationOf, type Network } from '../core/network/network.ts';
import { pieceInPattern } from '../core/network/affine.ts';
import { ringVertex } from '../core/complex/complex.ts';
import type { FoldTable } from '../core/network/folds.ts';
import type { Picture } from '../protocol/view.ts';

/** Everything that is known about a region. */
export interface RegionFacts {
  readonly cell: number;
  /** Per layer and neuron, how many of its folds lie below the region, and how many it has. */
  readonly pattern: readonly {
    readonly layer: number;
    readonly pieces: readonly { piece: number; of: number }[];
  }[];
  /** Per output a, b, c. */
  readonly maps: readonly (readonly [number, number, number])[];
  readonly area: number;
  readonly vertices: readonly (readonly [number, number])[];
  /** Folds on its boundary, in layer order. */
  readonly folds: readonly number[];
}

/** The facts about one cell of a picture. */
export function regionFacts(picture: Picture, folds: FoldTable, cell: number): RegionFacts {
  const { complex, network } = picture;
  const vertices: [number, number][] = [];
  const bounding = new Set<number>();
  for (let r = complex.cellStart[cell]; r < complex.cellStart[cell + 1]; r++) {
    const v = ringVertex(complex, r);
    vertices.push([complex.xy[2 * v], complex.xy[2 * v + 1]]);
    for (const fold of foldsOfEdge(picture, complex.ring[r] >> 1)) bounding.add(fold);
  }
  const pattern = patternOf(picture, cell);
  return {
    cell,
    pattern: network.layers.flatMap((layer, l) => {
      if (folds.firstOfLayer[l] === folds.firstOfLayer[l + 1]) return [];
      const pieces = Array.from({ length: layer.units }, (_, i) => ({
        piece: pieceInPattern(folds, pattern, l, i),
        of: activationOf(layer, i).breakpoints.length,
      }));
      return [{ layer: l, pieces }];
    }),
    maps: Array.from({ length: complex.outputCount }, (_, k) => {
      const at = 3 * (complex.outputCount * cell + k);
      return [complex.maps[at], complex.maps[at + 1], complex.maps[at + 2]] as const;
    }),
    area: polygonArea(vertices),
    vertices,
    folds: [...bounding].sort((a, b) => a - b),
  };
}

/** The folds on an edge: those whose bits differ between its two cells; none on the border. */
export function foldsOfEdge({ complex }: Picture, edge: number): number[] {
  const [left, right] = [complex.edgeCells[2 * edge], complex.edgeCells[2 * edge + 1]];
  if (left < 0 || right < 0) return [];
  const folds: number[] = [];
  for (let w = 0; w < complex.patternWords; w++) {
    const differ =
      complex.patterns[left * complex.patternWords + w] ^
      complex.patterns[right * complex.patternWords + w];
    for (let bit = 0; bit < 32; bit++) if ((differ >>> bit) & 1) folds.push(32 * w + bit);
  }
  return folds;
}

/** a, b, c of the line a·x + b·y + c = 0 that a fold lies on beside a cell. */
export function foldLine(
  picture: Picture,
  folds: FoldTable,
  fold: number,
  cell: number,
): [number, number, number] {
  const { network } = picture;
  const layer = folds.layer[fold];
  const neuron = folds.neuron[fold];
  const rows = preactivationMap(network, folds, patternOf(picture, cell), layer);
  const t = activationOf(network.layers[layer], neuron).breakpoints[folds.breakpoint[fold]];
  return [rows[3 * neuron], rows[3 * neuron + 1], rows[3 * neuron + 2] - t];
}

/** The layer's own name, or its number counting from 1. */
export function layerName(network: Network, layer: number): string {
  return network.layers[layer].name ?? `Layer ${layer + 1}`;
}

/** A fold by its neuron: `fold 3`, with the breakpoint where the neuron has several. */
export function foldName(network: Network, folds: FoldTable, fold: number): string {
  const layer = folds.layer[fold];
  const neuron = folds.neuron[fold];
  const { breakpoints } = activationOf(network.layers[layer], neuron);
  const at = breakpoints.length > 1 ? ` at ${breakpoints[folds.breakpoint[fold]]}` : '';
  return `${layerName(network, layer)}, neuron ${neuron + 1}${at}`;
}

function patternOf({ complex }: Picture, cell: number): Uint32Array {
  const { patternWords, patterns } = complex;
  return patterns.subarray(cell * patternWords, (cell + 1) * patternWords);
}

function polygonArea(vertices: readonly (readonly [number, number])[]): number {
  const [ox, oy] = vertices[0];
  let twice = 0;
  vertices.forEach(([x, y], i) => {
    const [nx, ny] = vertices[(i + 1) % vertices.length];
    twice += (x - ox) * (ny - oy) - (nx - ox) * (y - oy);
  });
  return twice / 2;
}
