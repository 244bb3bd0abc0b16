import { ringVertex } from '../core/complex/complex.ts';
import { cellArea } from '../core/complex/measure.ts';
import { patternWriter } from '../core/export/patternText.ts';
import { foldTable } from '../core/network/folds.ts';
import type { Arranged } from './arranged.ts';

/**
 * One line of JSON per region: `pattern` (see `patternWriter`); `area`; `maps`, per output [a, b,
 * c] of a·x + b·y + c; `vertices`, counter-clockwise, including those where neighbouring regions
 * meet on its edges.
 */
export function* regionLines({ network, complex }: Arranged): Generator<string> {
  const patternOf = patternWriter(complex, foldTable(network));
  const { outputCount, maps, cellStart, xy } = complex;
  for (let c = 0; c < complex.cellCount; c++) {
    const vertices: [number, number][] = [];
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const v = 2 * ringVertex(complex, r);
      vertices.push([xy[v], xy[v + 1]]);
    }
    const region = {
      pattern: patternOf(c),
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
