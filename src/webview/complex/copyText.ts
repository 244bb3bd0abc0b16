import type { AffineFunction, CellDescription } from '../../core/complex/describe.ts';
import {
  boundingFolds,
  foldingLayers,
  type RegionAt,
  regionRecord,
} from '../../core/export/regionRecord.ts';
import { affineLatex, affineText, latexName, latexNumber } from '../../core/picture/formula.ts';
import { jsonText } from '../../core/jsonText.ts';
import { numberText } from '../../core/numberText.ts';
import { printable } from '../../core/printable.ts';
import { foldName, variablesOf } from '../viewport/names.ts';
import { l10n } from '../kit/l10n.ts';
import { layerName } from '../../core/network/network.ts';

/** Coefficients in the order of the variables, then the constant. */
export function coefficients({ a, b, c }: AffineFunction): [number, number, number] {
  return [a, b, c];
}

/** A region as lines of text. */
export function regionText({ picture, folds, region, point: { x, y }, joined }: RegionAt): string {
  const variables = variablesOf(picture);
  const { area } = joined ?? region;
  const bounding = (joined?.folds ?? boundingFolds(region)).map((fold) =>
    foldName(picture.network, folds, fold),
  );
  return [
    joined
      ? l10n.t(
          '{0}: linear region {1} of {2}',
          picture.title,
          region.linearRegion + 1,
          picture.complex.linearRegionCount,
        )
      : l10n.t('{0}: region {1} of {2}', picture.title, region.cell + 1, picture.complex.cellCount),
    ...region.maps.map(
      (map, k) => `${picture.outputNames[k]} = ${affineText(coefficients(map), variables, 6)}`,
    ),
    l10n.t(
      'point: {0}',
      picture.graph ? numberText(x, 6) : `(${numberText(x, 6)}, ${numberText(y, 6)})`,
    ),
    picture.graph
      ? l10n.t('length: {0}', numberText(area, 6))
      : l10n.t('area: {0}', numberText(area, 6)),
    ...(joined && joined.cells.length > 1
      ? [l10n.t('{0} patterns; at the point:', joined.cells.length)]
      : []),
    ...foldingLayers(region, folds).map(
      ({ layer, pieces }) => `${layerName(picture.network, layer)}: ${pieces.join('')}`,
    ),
    l10n.t('bounded by: {0}', bounding.join('; ') || l10n.t('the domain')),
  ]
    .map((line) => printable(line))
    .join('\n');
}

/** A region with all digits, for programs. */
export function regionJson(at: RegionAt): string {
  return jsonText(regionRecord(at), 2);
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
