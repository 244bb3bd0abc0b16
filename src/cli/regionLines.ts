import { ringVertex } from '../core/complex/complex.ts';
import { cellPattern } from '../core/complex/describe.ts';
import { cellArea } from '../core/complex/measure.ts';
import { pieceInPattern } from '../core/network/affine.ts';
import { foldTable } from '../core/network/folds.ts';
import type { Arranged } from './arranged.ts';

/**
 * One line of JSON per region: `pattern`, the piece (from 0, in base 36) of every neuron of the
 * layers that fold, first layer first, in one text; `area`; `maps`, per output [a, b, c] of
 * a·x + b·y + c; `vertices`, counter-clockwise with those that neighbours have on its sides.
 */
export function* regionLines({ network, complex }: Arranged): Generator<string> {
  const folds = foldTable(network);
  const folding = network.layers.flatMap((layer, l) => {
    const any = folds.firstOfLayer[l] < folds.firstOfLayer[l + 1];
    return any ? Array.from({ length: layer.units }, (_, neuron) => ({ l, neuron })) : [];
  });
  const { outputCount, maps, cellStart, xy } = complex;
  for (let c = 0; c < complex.cellCount; c++) {
    const pattern = cellPattern(complex, c);
    const vertices: [number, number][] = [];
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const v = 2 * ringVertex(complex, r);
      vertices.push([xy[v], xy[v + 1]]);
    }
    const region = {
      pattern: folding
        .map(({ l, neuron }) => pieceInPattern(folds, pattern, l, neuron).toString(36))
        .join(''),
      area: cellArea(complex, c),
      maps: Array.from({ length: outputCount }, (_, o) => {
        const m = 3 * (c * outputCount + o);
        return [...maps.subarray(m, m + 3)];
      }),
      vertices,
    };
    yield `${JSON.stringify(region)}\n`;
  }
}
