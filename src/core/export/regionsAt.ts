import { describeCell } from '../complex/describe.ts';
import { locate } from '../complex/locate.ts';
import { foldTable } from '../network/folds.ts';
import { forward } from '../network/forward.ts';
import { regionRecord } from './regionRecord.ts';
import type { Subject } from '../subject.ts';

/**
 * For each point, [x] or [x, y], the record of the region that contains it with the outputs there; or
 * why there is none. A point on a fold is in several regions, of which one is told.
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
