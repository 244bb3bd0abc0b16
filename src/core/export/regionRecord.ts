import type { CellDescription, Point } from '../complex/describe.ts';
import type { FoldTable } from '../network/folds.ts';
import type { JoinedRegion } from '../picture/regionKinds.ts';
import type { Subject } from '../subject.ts';

/** A region and a point in it. */
export interface RegionAt {
  readonly picture: Subject;
  readonly folds: FoldTable;
  readonly region: CellDescription;
  readonly point: Point;
  /** The linear region of it, where such are meant. */
  readonly joined?: JoinedRegion | undefined;
}

/** The folds round a region, in layer order. */
export function boundingFolds({ sides }: CellDescription): number[] {
  return [...new Set(sides.flatMap(({ folds }) => folds))].sort((a, b) => a - b);
}

/** The layers that fold, with their pieces in the region. */
export function foldingLayers(
  { pieces }: CellDescription,
  folds: FoldTable,
): { readonly layer: number; readonly pieces: readonly number[] }[] {
  return pieces.flatMap((row, layer) =>
    folds.firstOfLayer[layer + 1] > folds.firstOfLayer[layer] ? [{ layer, pieces: row }] : [],
  );
}

/**
 * A region with all digits, for programs: its number, its pattern (0 below a neuron's first fold), per
 * output the gradient and the offset of its affine map, its area, corners and the neurons that bound
 * it. Regions, layers and neurons count from 1; a slice in front of the layers is none.
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
