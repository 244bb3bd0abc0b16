import { classesOf, type Classes } from '../analysis/classes.ts';
import type { Curves } from '../analysis/curves.ts';
import { levelSetsOf, type LevelSets } from '../analysis/levelSets.ts';
import type { Height } from '../height.ts';
import { levelsFrom } from '../picture/levels.ts';
import { heightRange, surfacePieces } from '../picture/surfacePieces.ts';
import type { Subject } from '../subject.ts';
import { runToEnd } from '../yielding.ts';

/** Which level lines are meant. */
export interface Levels {
  /** What the spec shows unless given. */
  readonly height?: Height;
  /** Levels as `levelsFrom` reads them: round numbers unless given. */
  readonly levels?: string;
}

/** Lines that cannot be had of this network; the message says why. */
export class ContourError extends Error {
  override readonly name = 'ContourError';
}

/** Where which output is the largest. Throws a ContourError where that has no answer. */
export function classesOfSubject({ network, domain, complex }: Subject): Classes {
  const classes = runToEnd(classesOf(network, domain, complex));
  if (classes) return classes;
  throw new ContourError(
    complex.outputCount < 2
      ? 'a network of one output has no decision boundaries'
      : 'the outputs are too many, or too large, to be compared',
  );
}

/**
 * The level lines of a height. Throws a ContourError for a text that is no levels, or too many, and
 * where levels and heights cannot be compared.
 */
export function levelSetsOfSubject(subject: Subject, { height, levels }: Levels): LevelSets {
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
  const sets = runToEnd(levelSetsOf(network, domain, complex, shown, values));
  if (!sets) throw new ContourError('the heights are too large to be compared with levels');
  return sets;
}

/** x, y of the points of a curve in order; a closed one ends where it begins. */
export function polyline({ start, closed, xy }: Curves, curve: number): [number, number][] {
  const points: [number, number][] = [];
  for (let i = start[curve]; i < start[curve + 1]; i++) points.push([xy[2 * i], xy[2 * i + 1]]);
  return closed[curve] === 1 ? [...points, points[0]] : points;
}
