import { layerName } from '../core/network/layerName.ts';
import type { AffineFunction, CellDescription, Point } from '../core/complex/describe.ts';
import type { FoldTable } from '../core/network/folds.ts';
import {
  affineLatex,
  affineText,
  latexName,
  latexNumber,
  numberText,
} from '../core/picture/formula.ts';
import type { Picture } from '../protocol/view.ts';
import { foldName, variablesOf } from './names.ts';

/** A region and a point in it, to be written down. */
export interface RegionAt {
  readonly picture: Picture;
  readonly folds: FoldTable;
  readonly region: CellDescription;
  readonly point: Point;
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

/** Coefficients in the order of the variables, then the constant. */
export function coefficients({ a, b, c }: AffineFunction): [number, number, number] {
  return [a, b, c];
}

/** A region as lines of text. */
export function regionText({ picture, folds, region, point: { x, y } }: RegionAt): string {
  const variables = variablesOf(picture);
  const bounding = boundingFolds(region).map((fold) => foldName(picture.network, folds, fold));
  return [
    `${picture.title}: region ${region.cell + 1} of ${picture.complex.cellCount}`,
    ...region.maps.map(
      (map, k) => `${picture.outputNames[k]} = ${affineText(coefficients(map), variables, 6)}`,
    ),
    `point: ${picture.graph ? numberText(x, 6) : `(${numberText(x, 6)}, ${numberText(y, 6)})`}`,
    `${picture.graph ? 'length' : 'area'}: ${numberText(region.area, 6)}`,
    ...foldingLayers(region, folds).map(
      ({ layer, pieces }) => `${layerName(picture.network, layer)}: ${pieces.join('')}`,
    ),
    `bounded by: ${bounding.join('; ') || 'the domain'}`,
  ].join('\n');
}

/** A region with all digits, for programs. */
export function regionJson({ picture, folds, region, point: { x, y } }: RegionAt): string {
  return JSON.stringify(
    {
      region: region.cell + 1,
      of: picture.complex.cellCount,
      pattern: foldingLayers(region, folds).map(({ layer, pieces }) => ({
        layer: layer + 1,
        pieces,
      })),
      maps: region.maps.map(({ a, b, c }, k) => ({
        output: picture.outputNames[k],
        gradient: picture.graph ? [a] : [a, b],
        offset: c,
      })),
      area: region.area,
      vertices: region.vertices.map((v) => [v.x, v.y]),
      boundedBy: boundingFolds(region).map((fold) => ({
        layer: folds.layer[fold] + 1,
        neuron: folds.neuron[fold] + 1,
      })),
      point: picture.graph ? [x] : [x, y],
    },
    null,
    2,
  );
}

/** The affine maps of a region and where they hold, in LaTeX. */
export function regionLatex({ picture, region }: RegionAt): string {
  const variables = variablesOf(picture);
  const maps = region.maps.map((map, k) =>
    affineLatex(picture.outputNames[k], coefficients(map), variables),
  );
  const names = picture.inputNames.map(latexName).join(', ');
  return [
    '\\begin{align*}',
    ...maps.map((map) => `  ${map.replace(' = ', ' &= ')} \\\\`),
    `  ${picture.graph ? names : `(${names})`} &\\in ${picture.graph ? interval(region) : hull(region)}`,
    '\\end{align*}',
  ].join('\n');
}

function hull({ vertices }: CellDescription): string {
  const points = vertices.map(({ x, y }) => `(${latexNumber(x)}, ${latexNumber(y)})`);
  return `\\operatorname{conv}\\{${points.join(', ')}\\}`;
}

function interval({ vertices }: CellDescription): string {
  const xs = vertices.map(({ x }) => x);
  return `[${latexNumber(Math.min(...xs))}, ${latexNumber(Math.max(...xs))}]`;
}
