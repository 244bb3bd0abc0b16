import { svg, type SVGTemplateResult } from 'lit-html';
import { linePath, type Point } from '../../kit/plot.ts';

/** Draws a curve of equilibria, given point by point in pixels, dashed where it is unstable. */
export function equilibriumCurve(
  samples: Iterable<{ readonly point: Point; readonly stable: boolean }>,
): SVGTemplateResult[] {
  const branches: { readonly stable: boolean; readonly points: Point[] }[] = [];
  for (const { point, stable } of samples) {
    const last = branches.at(-1);
    last?.points.push(point);
    if (last?.stable !== stable) branches.push({ stable, points: [point] });
  }
  return branches.map(
    ({ stable, points }) =>
      svg`<path class=${stable ? 'branch-stable' : 'branch-unstable'} d=${linePath(points)}></path>`,
  );
}
