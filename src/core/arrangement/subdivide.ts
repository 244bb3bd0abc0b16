import { search } from './search.ts';
import { takeSeed, type Seed } from './seed.ts';
import type { Workspace } from './workspace.ts';

/** How the subdivision of a seed ended. */
export type Outcome =
  | 'done'
  /** The budget is used up. */
  | 'full'
  /** So many signs needed exact arithmetic that more precise rows would be faster. */
  | 'vague';

/**
 * Subdivides the cell of a seed, and adds what it finds to the workspace until that has `mostCells`
 * cells. A large cell sheds seeds as it goes, by rules that look at nothing but the cell itself, so
 * that the parts and all their numbers are the same in whatever order, and on however many threads,
 * seeds are worked on. In the order of the depth-first search, the seeds come after the cells that
 * are found here, the last one first. Yields several times in a millisecond.
 */
export function* subdivide(
  w: Workspace,
  seed: Seed,
  mostCells: number,
  seeds: Seed[],
): Generator<void, Outcome> {
  w.plant(seed);
  yield;
  const first = w.cells.count;
  let patience = patienceOf(seed);
  let shedAt = patience * w.grain;
  while (search(w, workPerStep(w), mostCells)) {
    if (w.cells.count >= mostCells) return 'full';
    if (isVague(w, first)) return 'vague';
    if (w.work >= shedAt && w.cellsWaiting > 1 && !w.reducing) {
      seeds.push(takeSeed(w, seed.generation + 1));
      patience = Math.min(mostPatience, 2 * patience);
      shedAt = w.work + patience * w.grain;
    }
    yield;
  }
  return 'done';
}

/** Whether so many signs of cells from `first` on needed exact arithmetic that precise rows are faster. */
export function isVague({ precise, sign, cells }: Workspace, first: number): boolean {
  return !precise && sign.spared > 100 + (cells.count - first) / 200;
}

/** Work between two looks at what else there is, in nanoseconds about. */
export function workPerStep({ grain }: Workspace): number {
  return grain / stepsPerGrain;
}

// Code that is not yet compiled takes twenty times as long, and should hear a cancellation too.
const stepsPerGrain = 16;

/**
 * Grains of work before the first seed of a subdivision: threads that have nothing yet soon get something,
 * and those that have are not given crumbs.
 */
function patienceOf({ generation }: Seed): number {
  return Math.min(mostPatience, 2 ** generation);
}

const mostPatience = 8;
