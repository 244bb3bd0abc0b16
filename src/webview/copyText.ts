import type { Domain } from '../core/complex/domain.ts';
import type { FoldTable } from '../core/network/folds.ts';
import {
  affineLatex,
  affineText,
  latexName,
  latexNumber,
  numberText,
} from '../core/picture/formula.ts';
import type { Picture } from '../protocol/view.ts';
import { foldName, layerName, type RegionFacts } from './facts.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Area of the domain; of a one-input network's strip, the length of its interval. */
export function domainArea({ corners }: Domain): number {
  let twice = 0;
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    twice +=
      (corners[i] - corners[0]) * (corners[j + 1] - corners[1]) -
      (corners[j] - corners[0]) * (corners[i + 1] - corners[1]);
  }
  return twice / 2;
}

/** A region as lines of text. */
export function regionText(
  picture: Picture,
  folds: FoldTable,
  facts: RegionFacts,
  { x, y }: Point,
): string {
  const variables = variablesOf(picture);
  return [
    `${picture.title}: region ${facts.cell + 1} of ${picture.complex.cellCount}`,
    ...facts.maps.map((map, k) => `${picture.outputNames[k]} = ${affineText(map, variables, 6)}`),
    `point: ${picture.graph ? numberText(x, 6) : `(${numberText(x, 6)}, ${numberText(y, 6)})`}`,
    `${picture.graph ? 'length' : 'area'}: ${numberText(facts.area, 6)}`,
    ...facts.pattern.map(
      ({ layer, pieces }) =>
        `${layerName(picture.network, layer)}: ${pieces.map(({ piece }) => piece).join('')}`,
    ),
    `bounded by: ${facts.folds.map((fold) => foldName(picture.network, folds, fold)).join('; ') || 'the domain'}`,
  ].join('\n');
}

/** A region with all digits, for programs. */
export function regionJson(
  picture: Picture,
  folds: FoldTable,
  facts: RegionFacts,
  { x, y }: Point,
): string {
  const region = {
    region: facts.cell + 1,
    of: picture.complex.cellCount,
    pattern: facts.pattern.map(({ layer, pieces }) => ({
      layer: layer + 1,
      pieces: pieces.map(({ piece }) => piece),
    })),
    maps: facts.maps.map((map, k) => ({
      output: picture.outputNames[k],
      gradient: picture.graph ? [map[0]] : [map[0], map[1]],
      offset: map[2],
    })),
    area: facts.area,
    vertices: facts.vertices,
    boundedBy: facts.folds.map((fold) => ({
      layer: folds.layer[fold] + 1,
      neuron: folds.neuron[fold] + 1,
    })),
    point: picture.graph ? [x] : [x, y],
  };
  return JSON.stringify(region, null, 2);
}

/** The affine maps of a region and its vertices in LaTeX. */
export function regionLatex(picture: Picture, _folds: FoldTable, facts: RegionFacts): string {
  const variables = variablesOf(picture);
  const maps = facts.maps.map((map, k) => affineLatex(picture.outputNames[k], map, variables));
  const points = facts.vertices.map(([x, y]) => `(${latexNumber(x)}, ${latexNumber(y)})`);
  const names = picture.inputNames.map(latexName).join(', ');
  const where = picture.graph ? interval(facts) : `\\operatorname{conv}\\{${points.join(', ')}\\}`;
  const point = picture.graph ? names : `(${names})`;
  return [
    '\\begin{align*}',
    ...maps.map((map) => `  ${map.replace(' = ', ' &= ')} \\\\`),
    `  ${point} &\\in ${where}`,
    '\\end{align*}',
  ].join('\n');
}

function interval({ vertices }: RegionFacts): string {
  const xs = vertices.map(([x]) => x);
  return `[${latexNumber(Math.min(...xs))}, ${latexNumber(Math.max(...xs))}]`;
}

/** The lifted input of a one-input network has no name and never a coefficient. */
export function variablesOf(picture: Picture): readonly string[] {
  return picture.graph ? [...picture.inputNames, ''] : picture.inputNames;
}
