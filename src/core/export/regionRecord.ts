import { type CellDescription, type Point, describeCell } from '../complex/describe.ts';
import { locate } from '../complex/locate.ts';
import { type FoldTable, foldTable } from '../network/folds.ts';
import { forward } from '../network/forward.ts';
import type { JoinedRegion } from '../picture/regionKinds.ts';
import type { Subject } from '../subject.ts';

/** A region and a point in it. */
export interface RegionAt {
  readonly picture: Subject;
  readonly folds: FoldTable;
  readonly region: CellDescription;
  readonly point: Point;
  /** Its linear region, if linear regions are shown. */
  readonly joined?: JoinedRegion | undefined;
}

/** The folds on the boundary of a region, in layer order. */
export function boundingFolds({ halfEdges }: CellDescription): number[] {
  return [...new Set(halfEdges.flatMap(({ folds }) => folds))].sort((a, b) => a - b);
}

/** The layers with folds, and the linear pieces of their neurons in a region. */
export function foldingLayers(
  { pieces }: CellDescription,
  folds: FoldTable,
): { readonly layer: number; readonly pieces: readonly number[] }[] {
  return pieces.flatMap((row, layer) =>
    folds.firstOfLayer[layer + 1] > folds.firstOfLayer[layer] ? [{ layer, pieces: row }] : [],
  );
}

/**
 * A region as JSON, in full precision: its number, activation pattern, the gradient and offset of
 * each output, area, vertices, and the neurons whose folds bound it. Regions, layers and neurons
 * are numbered from 1; a slice is not a layer.
 */
export function regionRecord({
  picture,
  folds,
  region,
  point: { x, y },
  joined,
}: RegionAt): object {
  const { graph, network, complex, outputNames } = picture;
  const first = network.sliced ? 0 : 1;
  return {
    region: region.cell + 1,
    of: complex.cellCount,
    ...(joined && {
      linearRegion: {
        number: region.linearRegion + 1,
        of: complex.linearRegionCount,
        area: joined.area,
        regions: joined.cells.map((cell) => cell + 1),
      },
    }),
    pattern: foldingLayers(region, folds).map(({ layer, pieces }) => ({
      layer: layer + first,
      pieces,
    })),
    maps: region.maps.map(({ a, b, c }, k) => ({
      output: outputNames[k],
      gradient: graph ? [a] : [a, b],
      offset: c,
    })),
    area: region.area,
    vertices: region.vertices.map((v) => [v.x, v.y]),
    boundedBy: boundingFolds(region).map((fold) => ({
      layer: folds.layer[fold] + first,
      neuron: folds.neuron[fold] + 1,
    })),
    point: graph ? [x] : [x, y],
  };
}

/**
 * For each point, [x] or [x, y], the record of the region that contains it and the outputs there,
 * or an error. For a point on a fold, one of the adjacent regions is returned.
 */
export function regionsAt(picture: Subject, points: readonly (readonly number[])[]): object[] {
  const { network, complex, graph, inputNames, outputNames } = picture;
  const folds = foldTable(network);
  return points.map((point) => {
    if (point.length !== inputNames.length)
      return {
        point,
        error: `a point has ${inputNames.length} coordinates here: ${inputNames.join(', ')}`,
      };
    const [x, y] = graph ? [point[0], 0] : point;
    const cell = locate(complex, x, y);
    if (cell < 0)
      return {
        point,
        error: complex.complete
          ? 'outside the domain'
          : 'outside the domain, or in the part that the limit of regions left out',
      };
    const region = describeCell(network, folds, complex, cell);
    const { outputs } = forward(network, [x, y]);
    return {
      ...regionRecord({ picture, folds, region, point: { x, y } }),
      outputs: Object.fromEntries(outputNames.map((name, k) => [name, outputs[k]])),
    };
  });
}
