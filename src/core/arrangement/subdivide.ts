import type { ArrangementInput } from './arrangementInput.ts';
import { InconclusiveError, type Kernel } from './kernel.ts';
import { plant, splitOff, type Subproblem } from './subproblem.ts';

/** How the subdivision of a subproblem ended. */
export type Outcome =
  | 'done'
  /** The budget is used up. */
  | 'full'
  /** So many signs needed exact arithmetic that more precise rows would be faster. */
  | 'inconclusive';

/**
 * Subdivides a subproblem, and adds what it finds to the tables of the kernel until these have
 * `mostCells` cells. A large one splits off others as it goes, by rules that look at nothing but the
 * subproblem itself, so that the results and all their numbers are the same in whatever order, and on
 * however many threads, subproblems are worked on. In the order of the depth-first search, they come
 * after the cells that are found here, the last one first. Yields several times in a millisecond.
 */
export function* subdivide(
  kernel: Kernel,
  input: ArrangementInput,
  subproblem: Subproblem,
  mostCells: number,
  onSplitOff: (subproblem: Subproblem) => void,
): Generator<void, Outcome> {
  const { call } = kernel;
  const generation = subproblem.generation + 1;
  plant(kernel, subproblem);
  yield;
  let patience = patienceOf(subproblem);
  let due = patience * input.grain;
  try {
    while (runStep(kernel, input, mostCells)) {
      if (kernel.cellCount >= mostCells) return 'full';
      if (call.workDone() >= due) {
        const next = splitOff(kernel, generation);
        if (next) {
          onSplitOff(next);
          patience = Math.min(mostPatience, 2 * patience);
          due = call.workDone() + patience * input.grain;
        }
      }
      yield;
    }
  } catch (error) {
    if (error instanceof InconclusiveError) return 'inconclusive';
    throw error;
  }
  return 'done';
}

/**
 * Goes on for a fraction of a millisecond, until nothing is left to do or there are `mostCells`
 * finished cells. Returns whether there is more to do.
 */
export function runStep({ call }: Kernel, { grain }: ArrangementInput, mostCells: number): boolean {
  return call.run(grain / stepsPerGrain, Math.min(mostCells, 2 ** 31 - 1)) !== 0;
}

const stepsPerGrain = 8;

/**
 * Grains of work before the first subproblem is split off: threads that have nothing yet soon get
 * something, and those that have are not given crumbs.
 */
function patienceOf({ generation }: Subproblem): number {
  return Math.min(mostPatience, 2 ** generation);
}

const mostPatience = 8;
