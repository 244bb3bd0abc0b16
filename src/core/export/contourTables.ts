import type { Curves } from '../analysis/curves.ts';
import { levelOf } from '../analysis/levelSets.ts';
import {
  classesOfSubject,
  ContourError,
  levelSetsOfSubject,
  polyline,
  type Levels,
} from './contours.ts';
import { record, type Field } from '../csvRecord.ts';
import type { Subject } from '../subject.ts';

/** The tables of lines. */
export type ContourTable = 'boundaries' | 'levels';

/**
 * Lines as CSV, one record per point. A closed line ends with its first point. Lines are numbered
 * from 0, and coordinates round-trip.
 *
 * - `boundaries`: decision boundaries, with the largest output on the left and on the right.
 * - `levels`: level lines, with higher values on the left.
 *
 * Throws a ContourError at once if the network has no such lines.
 */
export function contourCsv(
  subject: Subject,
  table: ContourTable,
  levels: Levels,
): Generator<string> {
  if (subject.graph) throw new ContourError('a network of one input has points in place of lines');
  const { outputNames } = subject;
  switch (table) {
    case 'boundaries': {
      const { boundaries } = classesOfSubject(subject);
      const sides = (k: number) => [
        outputNames[boundaries.left[k]],
        outputNames[boundaries.right[k]],
      ];
      return pointRecords(subject, boundaries, ['boundary', 'left', 'right'], sides);
    }
    case 'levels': {
      const sets = levelSetsOfSubject(subject, levels);
      const level = (k: number) => [sets.levels[levelOf(sets, k)]];
      return pointRecords(subject, sets.curves, ['line', 'level'], level);
    }
  }
}

function* pointRecords(
  { inputNames }: Subject,
  curves: Curves,
  header: readonly string[],
  about: (curve: number) => readonly Field[],
): Generator<string> {
  yield record([...header, 'closed', ...inputNames]);
  for (let k = 0; k < curves.count; k++)
    for (const point of polyline(curves, k))
      yield record([k, ...about(k), curves.closed[k], ...point]);
}
