/*
 * Plots the time of a complex over its number of regions into docs/images/growth.svg, for the wide
 * networks of the family, the deep ones and both, and prints the exponents; 1 is linear growth.
 *
 *   npm run bench:growth [-- --reps N]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/project.mjs';
import { measureAlone, NetworkFile } from './alone.ts';
import { heNetwork } from './family.ts';
import type { Figures } from './measure.ts';
import { logPlot, type Series } from './plot.ts';

const families = [
  { name: '1 layer', sizes: [50, 100, 200, 400, 800, 1600].map((width) => `1x${width}`) },
  { name: '3 layers', sizes: [16, 32, 64, 128, 256].map((width) => `3x${width}`) },
  { name: '8 layers', sizes: [8, 16, 32, 64].map((width) => `8x${width}`) },
];

const at = process.argv.indexOf('--reps');
const reps = at < 0 ? '5' : process.argv[at + 1];
const script = join(import.meta.dirname, 'complex.js');

const series = families.map(({ name, sizes }): Series => {
  const points = sizes.map((size): [number, number] => {
    using file = new NetworkFile(heNetwork(size));
    const { regions, best } = measureAlone(script, 'complex', file, ['--reps', reps]) as Figures;
    return [regions, best];
  });
  return { name, points, exponent: exponentOf(points) };
});
for (const { name, exponent, points } of series) {
  const [regions, ms] = points[points.length - 1];
  process.stdout.write(
    `${name}: exponent ${exponent.toFixed(2)}, up to ${regions} regions in ${ms.toFixed(0)} ms\n`,
  );
}
const file = join(root, 'docs/images/growth.svg');
writeFileSync(file, logPlot(series, 'Regions', 'Milliseconds'));
process.stdout.write(`${file}\n`);

/** The slope of the least-squares line in log-log scale. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (i: number): number => logs.reduce((sum, p) => sum + p[i], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
