import { ringVertex, type Complex } from '../complex/complex.ts';

/**
 * Where the outputs of a network send every vertex of its complex: vertices × outputs, row-major.
 * The outputs are affine on a cell, so its image is the polygon of the images of its vertices; the
 * images of several cells may lie upon each other, and one may be flattened to a segment or a point.
 */
export function imageOfVertices(complex: Complex): Float64Array {
  const { cellStart, maps, outputCount, xy } = complex;
  const image = new Float64Array(complex.vertexCount * outputCount);
  for (let c = 0; c < complex.cellCount; c++)
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const v = ringVertex(complex, r);
      for (let o = 0; o < outputCount; o++) {
        const m = 3 * (c * outputCount + o);
        image[v * outputCount + o] =
          maps[m] * xy[2 * v] + maps[m + 1] * xy[2 * v + 1] + maps[m + 2];
      }
    }
  return image;
}
