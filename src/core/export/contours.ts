import { classesOf, type Classes } from '../analysis/classes.ts';
import type { Curves } from '../analysis/curves.ts';
import { levelSetsOf, type LevelSets } from '../analysis/levelSets.ts';
import type { Height } from '../height.ts';
import { levelsFrom } from '../picture/levels.ts';
import { heightRange, surfacePieces } from '../picture/surfacePieces.ts';
import type { Subject } from '../subject.ts';
import { runToEnd } from '../yielding.ts';

/** Options of level lines. */
export interface Levels {
  /** Default: the height of the spec. */
  readonly height?: Height;
  /** Levels as text for `levelsFrom`. Default: round numbers. */
  readonly levels?: string;
  /** A level besides. */
  readonly boundaryLevel?: number | undefined;
}

/** Thrown for lines that a network does not have; the message says why. */
export class ContourError extends Error {
  override readonly name = 'ContourError';
}

/** The decision regions. Throws a ContourError if there are none or they cannot be computed. */
export function classesOfSubject({ network, domain, complex }: Subject): Classes {
  const classes = runToEnd(classesOf(network, domain, complex));
  if (classes) return classes;
  throw new ContourError(
    complex.outputCount < 2
      ? 'a network of one output has no decision boundaries'
      : 'the outputs are too many to be compared',
  );
}

/**
 * The level lines of a height. Throws a ContourError if the levels are invalid or too many.
 */
export function levelSetsOfSubject(
  subject: Subject,
  { height, levels, boundaryLevel }: Levels,
): LevelSets {
  const { network, domain, complex } = subject;
  const shown = height ?? subject.show;
  const pieces =
    shown.kind === 'argmax' ? runToEnd(classesOf(network, domain, complex))?.pieces : undefined;
  const { lo, hi } = heightRange(surfacePieces(complex, shown, pieces));
  const text = levels ?? 'round';
  const values = levelsFrom(text, lo, hi);
  if (!values)
    throw new ContourError(
      `"${text}" is neither round, nor every STEP, nor at most a hundred numbers`,
    );
  const all = boundaryLevel === undefined ? values : [...values, boundaryLevel];
  return runToEnd(levelSetsOf(network, domain, complex, shown, all));
}

/** The points [x, y] of a curve; a closed curve ends with its first point. */
export function polyline({ start, closed, xy }: Curves, curve: number): [number, number][] {
  const points: [number, number][] = [];
  for (let i = start[curve]; i < start[curve + 1]; i++) points.push([xy[2 * i], xy[2 * i + 1]]);
  return closed[curve] === 1 ? [...points, points[0]] : points;
}
