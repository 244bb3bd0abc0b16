import { contains, type Domain } from '../../core/complex/domain.ts';
import type { DataSet } from '../../core/training/dataSet.ts';
import { replacing } from '../text/quickFix.ts';
import type { Report } from '../text/report.ts';
import type { Spec } from '../spec.ts';
import { dataSetOf } from './dataSetOf.ts';

/**
 * Reports problems of a training that can be found without reading a file: generated data that does
 * not match the network or the loss, and points outside the domain.
 */
export function checkTraining(spec: Spec, report: Report): void {
  const { training, network, domain, source } = spec;
  if (!training || training.data.kind === 'file') return;
  const found = dataSetOf(spec);
  if (!found || !source.trainingData) return;
  if (found.kind === 'problem') {
    const { code, range, message } = found.problem;
    report.error(code, range, message);
    return;
  }
  const isSpread = training.data.kind === 'formula' || network.sliced;
  const outside = isSpread ? 0 : countOutside(found.data, domain);
  if (outside === 0) return;
  const box = boxAround(found.data);
  const message = `${outside.toLocaleString('en')} of the ${found.data.count.toLocaleString('en')} points lie outside the domain; [${box.map((pair) => `[${pair.join(', ')}]`).join(', ')}] contains all of them`;
  const fixes = source.domain
    ? [replacing('Change the domain to contain all points', source.domain, box)]
    : [];
  report.hint('points-outside', source.trainingData, message, fixes);
}

function countOutside({ count, points }: DataSet, domain: Domain): number {
  let outside = 0;
  for (let i = 0; i < count; i++)
    if (!contains(domain, points[2 * i], points[2 * i + 1])) outside++;
  return outside;
}

/** A box around the points with a margin, rounded to multiples of ½. */
function boxAround({ points }: DataSet): [number, number][] {
  return [0, 1].map((axis) => {
    const values = points.filter((_, i) => i % 2 === axis);
    let [least, most] = [Infinity, -Infinity];
    for (const x of values) [least, most] = [Math.min(least, x), Math.max(most, x)];
    const room = (most - least) / 16;
    return [Math.floor(2 * (least - room)) / 2, Math.ceil(2 * (most + room)) / 2];
  });
}
