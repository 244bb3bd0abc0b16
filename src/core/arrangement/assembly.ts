import type { Network } from '../network/network.ts';
import type { ArrangeOptions, Progress } from './arrange.ts';
import { arrangementInput, type ArrangementInput } from './arrangementInput.ts';
import type { Complex } from '../complex/complex.ts';
import { domainArea, type Domain } from '../complex/domain.ts';
import { finish } from './finish.ts';
import { Kernel, tables } from './kernel.ts';
import { append, type PartialResult } from './partialResult.ts';
import { subdivide, type Outcome } from './subdivide.ts';
import { moveOriginals, subproblemArea, wholeDomain, type Subproblem } from './subproblem.ts';

/**
 * Puts a fold complex together, subproblem by subproblem in the order of one depth-first search. A
 * subproblem may be subdivided here or elsewhere: the complex is the same, to the last bit.
 */
export class Assembly {
  readonly input: ArrangementInput;
  readonly maxCells: number;
  private readonly kernel: Kernel;
  private readonly subproblems: Subproblem[] = [];
  private complete = true;
  private areaDone = 0;

  /** Throws what `arrangementInput` throws, and a KernelUnavailableError. `end` has to be called. */
  constructor(network: Network, domain: Domain, { maxCells = Infinity, grain }: ArrangeOptions) {
    this.input = arrangementInput(network, domain, grain);
    this.maxCells = maxCells;
    this.kernel = Kernel.for(this.input, false);
    this.subproblems.push(wholeDomain(this.input));
  }

  /** Whether rows are carried in two doubles; then the subdivision was begun anew. */
  get precise(): boolean {
    return this.kernel.isPrecise;
  }

  /** Subproblems that wait, the next one last. Grows while one of them is subdivided. */
  get waiting(): readonly Subproblem[] {
    return this.subproblems;
  }

  /** Cells that may still be found. */
  get budget(): number {
    return this.maxCells - this.kernel.cellCount;
  }

  get progress(): Progress {
    const { kernel, subproblems, input } = this;
    const areaLeft = subproblems.reduce(
      (sum, subproblem) => sum + subproblemArea(subproblem),
      kernel.call.areaWaiting(),
    );
    this.areaDone = Math.max(this.areaDone, Math.min(1, 1 - areaLeft / domainArea(input.domain)));
    return { cells: kernel.cellCount, areaDone: this.areaDone };
  }

  /** Subdivides the next subproblem. Yields as `subdivide`. */
  *subdivideNext(): Generator<void, void> {
    const { kernel, input, maxCells, subproblems } = this;
    const next = subproblems.pop();
    if (!next) return;
    const outcome = yield* subdivide(kernel, input, next, maxCells, (subproblem) => {
      subproblems.push(subproblem);
    });
    this.settle(outcome);
  }

  /**
   * Adds what was found elsewhere in the next subproblem, and those that were split off from it. Returns
   * false where more was found than the budget allows: then it has to be subdivided here.
   */
  addNext(result: PartialResult, splitOff: readonly Subproblem[]): boolean {
    const { subproblems, kernel, budget } = this;
    const { cellCount, outcome } = result;
    if (cellCount > budget || (cellCount === budget && outcome === 'inconclusive')) return false;
    const next = subproblems.pop();
    if (!next) return false;
    if (outcome !== 'inconclusive') {
      const firstHalfEdge = 2 * kernel.table(tables.edges).count;
      for (const subproblem of splitOff) moveOriginals(subproblem, firstHalfEdge);
      subproblems.push(...splitOff);
      append(kernel, result, next);
    }
    this.settle(outcome);
    return true;
  }

  private settle(outcome: Outcome): void {
    const { subproblems, input, kernel } = this;
    if (outcome === 'inconclusive') {
      // Deep or cancelling networks are faster, and more accurate, with more precise rows.
      kernel.start(input, true);
      subproblems.splice(0, subproblems.length, wholeDomain(input));
    } else if (outcome === 'full' || (subproblems.length > 0 && this.budget <= 0)) {
      this.complete = false;
      subproblems.length = 0;
    }
  }

  /** The complex of all that was found. */
  finish(): Generator<void, Complex> {
    return finish(this.kernel, this.input, this.complete);
  }

  /** Leaves the memory to others. */
  end(): void {
    this.kernel.giveBack();
  }
}
