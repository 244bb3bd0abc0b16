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
 * The exact fold complex, computed by this thread and, where it is large enough to shed seeds, by
 * those of a team; the result does not depend on how many there are. Gives the event loop its turns
 * and rejects with the signal's reason when aborted; then the team has stopped within a slice.
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
  // A second time where it turns out that rows have to be more precise.
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
  /** What it has shed so far. */
  readonly shed: Seed[];
  done: boolean;
  /** Cells found and area finished, when it is done. */
  cells: number;
  area: number;
}

/** Parts that are worked on before it is their turn, in the order in which that will come. */
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

  /** Gives the team as many seeds as it has threads. */
  give(): void {
    const { job, assembly } = this;
    if (!job) return;
    while (this.running < job.threads) {
      const seed = this.nextSeed();
      if (!seed) return;
      this.running++;
      const shed: Seed[] = [];
      const part = job.subdivide(seed, assembly.budget, (seeds) => {
        shed.push(...seeds);
        this.report();
        this.wake();
      });
      this.start(seed, part, shed);
      void part.then(() => {
        this.running--;
        this.report();
      });
    }
  }

  private start(seed: Seed, part: Promise<Part | undefined>, shed: Seed[]): void {
    const ahead: Ahead = { part, shed, done: false, cells: 0, area: 0 };
    this.started.set(seed, ahead);
    void part.then((found) => {
      ahead.done = true;
      ahead.cells = found?.cellCount ?? 0;
      ahead.area = shed.reduce((area, rest) => area - seedArea(rest), seedArea(seed));
      this.wake();
    });
  }

  /** The next one that nobody works on, as far as the budget goes; not the domain: it may be small. */
  private nextSeed(): Seed | undefined {
    const { assembly } = this;
    if (this.progress.cells > assembly.maxCells) return undefined;
    for (const seed of this.notStarted(assembly.waiting)) return seed;
    return undefined;
  }

  private *notStarted(seeds: readonly Seed[]): Generator<Seed> {
    for (const seed of seeds.toReversed()) {
      const ahead = this.started.get(seed);
      if (ahead) yield* this.notStarted(ahead.shed);
      else if (seed.sides.length > 0) yield seed;
    }
  }

  /** Adds the part of the next seed; false where it has to be made here. */
  async takeNext(signal: AbortSignal, report: () => void): Promise<boolean> {
    const seed = this.assembly.waiting.at(-1);
    const ahead = seed && this.started.get(seed);
    if (!ahead) return false;
    this.report = report;
    // Meanwhile this thread is not idle, as long as there is a seed that nobody works on.
    while (!ahead.done) {
      const other = this.nextSeed();
      if (other) await this.subdivide(other, signal);
      else await orAborted(this.update(), signal);
    }
    const part = await ahead.part;
    this.started.delete(seed);
    return part !== undefined && this.assembly.addNext(part, ahead.shed);
  }

  /** Resolves when a part is done or has shed seeds. */
  private update(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }

  /** Subdivides a seed here before it is its turn. */
  private async subdivide(seed: Seed, signal: AbortSignal): Promise<void> {
    const { assembly, memory } = this;
    const shed: Seed[] = [];
    const work = subdivideApart(assembly.ground, seed, assembly.budget, shed, memory);
    const part = inTurns(work, signal, () => this.report(), poolSlice);
    this.start(
      seed,
      part.catch(() => undefined),
      shed,
    );
    await part;
  }

  end(): void {
    this.report = () => undefined;
    this.job?.end();
  }
}

/** What the promise resolves with, unless the signal is aborted first. */
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
