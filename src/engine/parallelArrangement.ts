import type { ArrangeOptions, Progress } from '../core/arrangement/arrange.ts';
import { Assembly } from '../core/arrangement/assembly.ts';
import type { Complex } from '../core/complex/complex.ts';
import { domainArea, type Domain } from '../core/complex/domain.ts';
import { Memory } from '../core/arrangement/memory.ts';
import { subdivideApart, type Part } from '../core/arrangement/part.ts';
import { seedArea, type Seed } from '../core/arrangement/seed.ts';
import type { Network } from '../core/network/network.ts';
import { poolSlice, type Job, type WorkerPool } from './workerPool.ts';
import { inTurns } from './timeSlices.ts';

/**
 * The exact fold complex, computed by this thread and, if it is large enough to split off
 * subproblems (`Seed`), by the threads of a pool. The result does not depend on their number. Runs
 * in time slices and rejects with the signal's reason when aborted; the pool then stops within one
 * slice.
 */
export async function arrangeTogether(
  pool: WorkerPool | undefined,
  network: Network,
  domain: Domain,
  options: ArrangeOptions,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Complex> {
  const assembly = new Assembly(network, domain, options);
  // A second pass is needed if rows turn out to need double-double precision.
  while (assembly.waiting.length > 0) {
    const { precise } = assembly;
    const job = pool?.begin(network, domain, assembly.ground.grain);
    const ahead = new PartsAhead(assembly, job, options.memory);
    const report = (): void => {
      ahead.give();
      onProgress(ahead.progress);
    };
    try {
      do {
        report();
        if (!(await ahead.takeNext(signal, report)))
          await inTurns(assembly.subdivideNext(), signal, report, job && poolSlice);
      } while (assembly.waiting.length > 0 && assembly.precise === precise);
    } finally {
      ahead.end();
    }
  }
  return inTurns(assembly.finish(), signal, () => {
    onProgress(assembly.progress);
  });
}

interface Ahead {
  readonly part: Promise<Part | undefined>;
  /** Subproblems that it has split off so far. */
  readonly splitOff: Seed[];
  done: boolean;
  /** Cells found and area covered, once it is done. */
  cells: number;
  area: number;
}

/** Partial results that are computed before they are needed, in the order in which they will be. */
class PartsAhead {
  private readonly started = new Map<Seed, Ahead>();
  private running = 0;
  private report: () => void = () => undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly assembly: Assembly,
    private readonly job: Job | undefined,
    private readonly memory = new Memory(),
  ) {}

  get progress(): Progress {
    const total = domainArea(this.assembly.ground.domain);
    let { cells, areaDone } = this.assembly.progress;
    for (const ahead of this.started.values()) {
      cells += ahead.cells;
      areaDone += ahead.area / total;
    }
    return { cells, areaDone: Math.min(1, areaDone) };
  }

  /** Gives the pool as many subproblems as it has threads. */
  give(): void {
    const { job, assembly } = this;
    if (!job) return;
    while (this.running < job.threads) {
      const seed = this.nextSeed();
      if (!seed) return;
      this.running++;
      const splitOff: Seed[] = [];
      const part = job.subdivide(seed, assembly.budget, (seeds) => {
        splitOff.push(...seeds);
        this.report();
        this.wake();
      });
      this.start(seed, part, splitOff);
      void part.then(() => {
        this.running--;
        this.report();
      });
    }
  }

  private start(seed: Seed, part: Promise<Part | undefined>, splitOff: Seed[]): void {
    const ahead: Ahead = { part, splitOff, done: false, cells: 0, area: 0 };
    this.started.set(seed, ahead);
    void part.then((found) => {
      ahead.done = true;
      ahead.cells = found?.cellCount ?? 0;
      ahead.area = splitOff.reduce((area, rest) => area - seedArea(rest), seedArea(seed));
      this.wake();
    });
  }

  /**
   * The next subproblem that no thread works on, within the budget; not the domain itself, which
   * may be small.
   */
  private nextSeed(): Seed | undefined {
    const { assembly } = this;
    if (this.progress.cells > assembly.maxCells) return undefined;
    for (const seed of this.notStarted(assembly.waiting)) return seed;
    return undefined;
  }

  private *notStarted(seeds: readonly Seed[]): Generator<Seed> {
    for (const seed of seeds.toReversed()) {
      const ahead = this.started.get(seed);
      if (ahead) yield* this.notStarted(ahead.splitOff);
      else if (seed.sides.length > 0) yield seed;
    }
  }

  /** Adds the partial result of the next subproblem; false if it has to be computed here. */
  async takeNext(signal: AbortSignal, report: () => void): Promise<boolean> {
    const seed = this.assembly.waiting.at(-1);
    const ahead = seed && this.started.get(seed);
    if (!ahead) return false;
    this.report = report;
    // Until it is done, this thread works on other subproblems, if there are any.
    while (!ahead.done) {
      const other = this.nextSeed();
      if (other) await this.subdivide(other, signal);
      else await orAborted(this.update(), signal);
    }
    const part = await ahead.part;
    this.started.delete(seed);
    return part !== undefined && this.assembly.addNext(part, ahead.splitOff);
  }

  /** Resolves when a partial result is done or has split off subproblems. */
  private update(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }

  /** Solves a subproblem in this thread ahead of its turn. */
  private async subdivide(seed: Seed, signal: AbortSignal): Promise<void> {
    const { assembly, memory } = this;
    const splitOff: Seed[] = [];
    const work = subdivideApart(assembly.ground, seed, assembly.budget, splitOff, memory);
    const part = inTurns(work, signal, () => this.report(), poolSlice);
    this.start(
      seed,
      part.catch(() => undefined),
      splitOff,
    );
    await part;
  }

  end(): void {
    this.report = () => undefined;
    this.job?.end();
  }
}

/** The value of the promise, unless the signal is aborted first. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void promise.then((value) => {
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    });
  });
}
