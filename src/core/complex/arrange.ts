import type { Network } from '../network/network.ts';
import type { Complex } from './complex.ts';
import type { Domain } from './domain.ts';
import { finish } from './finish.ts';
import { compile } from './program.ts';
import { search } from './search.ts';
import { Workspace } from './workspace.ts';

export interface ArrangeOptions {
  /** The subdivision stops, with a partial complex, when it has found this many cells. */
  readonly maxCells?: number;
  /** Working arrays are taken from here and left here for the next subdivision. */
  readonly memory?: Memory;
}

/**
 * Keeps the working arrays of one subdivision for the next. It may be shared by any number of them,
 * also at the same time: whoever finds it empty makes arrays of its own.
 */
export class Memory {
  private spare: Workspace | undefined;

  take(): Workspace | undefined {
    const { spare } = this;
    this.spare = undefined;
    return spare;
  }

  keep(workspace: Workspace): void {
    this.spare = workspace;
  }
}

/** How far a subdivision has come. */
export interface Progress {
  /** Cells found so far. */
  readonly cells: number;
  /** Share of the domain's area that is finished, 0 to 1. */
  readonly areaDone: number;
}

/**
 * The exact fold complex of a network of two inputs over a domain. Yields every few milliseconds,
 * so that the caller can show progress or abandon the work.
 *
 * With a budget the complex may be partial (`complete` is false): every cell is whole and right, but
 * they do not fill the domain. An edge towards unfinished territory has cell −1 on that side and,
 * unlike an edge on the border, a fold (`edgeFold` ≥ 0).
 *
 * Throws an ArithmeticRangeError for weights whose products leave the range of doubles, and a
 * RangeError for a network that does not have two inputs.
 */
export function* arrange(
  network: Network,
  domain: Domain,
  options: ArrangeOptions = {},
): Generator<Progress, Complex> {
  const { maxCells = Infinity, memory } = options;
  const program = compile(network);
  let w = new Workspace(program, domain, false, memory?.take());
  const area = w.areaWaiting();
  let areaDone = 0;
  const progress = (): Progress => {
    areaDone = Math.min(1, Math.max(areaDone, 1 - w.areaWaiting() / area));
    return { cells: w.cells.count, areaDone };
  };
  while (search(w, sliceOfWork, maxCells)) {
    if (w.cells.count >= maxCells) break;
    // Deep or cancelling networks are faster, and more accurate, with more precise rows.
    if (!w.precise && w.sign.spared > 100 + w.cells.count / 200)
      w = new Workspace(program, domain, true, w);
    yield progress();
  }
  const finishing = finish(w, w.waiting === 0);
  for (;;) {
    const step = finishing.next();
    if (step.done) {
      memory?.keep(w);
      return step.value;
    }
    yield progress();
  }
}

// About four milliseconds on a machine of today.
const sliceOfWork = 3e6;
