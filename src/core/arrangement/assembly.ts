import type { Network } from '../network/network.ts';
import type { ArrangeOptions, Progress } from './arrange.ts';
import type { Complex } from '../complex/complex.ts';
import { domainArea, type Domain } from '../complex/domain.ts';
import { finish } from './finish.ts';
import { groundOf, type Ground } from './ground.ts';
import type { Memory } from './memory.ts';
import type { Part } from './part.ts';
import { domainSeed, seedArea, type Seed } from './seed.ts';
import { subdivide, type Outcome } from './subdivide.ts';
import { Workspace } from './workspace.ts';

/**
 * Puts a fold complex together, seed by seed in the order of one depth-first search. A seed may be
 * subdivided here or elsewhere: the complex is the same, to the last bit.
 */
export class Assembly {
  readonly ground: Ground;
  /** Whether rows are carried in two doubles; then the subdivision was begun anew. */
  precise = false;
  readonly maxCells: number;
  private readonly memory: Memory | undefined;
  private workspace: Workspace;
  private readonly seeds: Seed[] = [];
  private complete = true;
  private areaDone = 0;

  /** Throws what `groundOf` throws. */
  constructor(
    network: Network,
    domain: Domain,
    { maxCells = Infinity, memory, grain }: ArrangeOptions,
  ) {
    this.ground = groundOf(network, domain, grain);
    this.maxCells = maxCells;
    this.memory = memory;
    this.workspace = new Workspace(this.ground, false, memory?.take());
    this.seeds.push(domainSeed(this.ground, false));
  }

  /** Seeds that wait, the next one last. Grows while one of them is subdivided. */
  get waiting(): readonly Seed[] {
    return this.seeds;
  }

  /** Cells that may still be found. */
  get budget(): number {
    return this.maxCells - this.workspace.cells.count;
  }

  get progress(): Progress {
    const { workspace, seeds, ground } = this;
    const areaLeft = seeds.reduce((sum, seed) => sum + seedArea(seed), workspace.areaWaiting());
    this.areaDone = Math.max(this.areaDone, Math.min(1, 1 - areaLeft / domainArea(ground.domain)));
    return { cells: workspace.cells.count, areaDone: this.areaDone };
  }

  /** Subdivides the next seed. Yields as `subdivide`. */
  *subdivideNext(): Generator<void, void> {
    const seed = this.seeds.pop();
    if (!seed) return;
    this.settle(yield* subdivide(this.workspace, seed, this.maxCells, this.seeds));
  }

  /**
   * Adds the next seed's part with the seeds that it shed. Returns false where more was found than
   * the budget allows: then the seed has to be subdivided here.
   */
  addNext(part: Part, shed: readonly Seed[]): boolean {
    const { seeds, workspace, budget } = this;
    if (part.cellCount > budget || (part.cellCount === budget && part.outcome === 'vague'))
      return false;
    const seed = seeds.pop();
    if (!seed) return false;
    const firstSide = 2 * workspace.forest.edgeCount;
    for (const { sides } of shed) for (let i = 0; i < sides.length; i++) sides[i] += firstSide;
    seeds.push(...shed);
    workspace.add(seed, part);
    this.settle(part.outcome);
    return true;
  }

  private settle(outcome: Outcome): void {
    const { seeds } = this;
    if (outcome === 'vague') {
      // Deep or cancelling networks are faster, and more accurate, with more precise rows.
      this.precise = true;
      this.workspace = new Workspace(this.ground, true, this.workspace);
      seeds.splice(0, seeds.length, domainSeed(this.ground, true));
    } else if (outcome === 'full' || (seeds.length > 0 && this.budget <= 0)) {
      this.complete = false;
      seeds.length = 0;
    }
  }

  /** The complex of all that was found. */
  *finish(): Generator<void, Complex> {
    const complex = yield* finish(this.workspace, this.complete);
    this.memory?.keep(this.workspace);
    return complex;
  }
}
