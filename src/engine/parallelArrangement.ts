import type { ArrangeOptions, Progress } from '../core/arrangement/arrange.ts';
import { Assembly } from '../core/arrangement/assembly.ts';
import type { Complex } from '../core/complex/complex.ts';
import { domainArea, type Domain } from '../core/complex/domain.ts';
import { subdivideApart, type PartialResult } from '../core/arrangement/partialResult.ts';
import { isWhole, subproblemArea, type Subproblem } from '../core/arrangement/subproblem.ts';
import type { Network } from '../core/network/network.ts';
import { poolSlice, type Job, type WorkerPool } from './workerPool.ts';
import { inTurns } from './timeSlices.ts';

/**
 * The exact fold complex, computed by this thread and, if it is large enough to split off
 * subproblems, by the threads of a pool. The result does not depend on their number. Runs
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
  try {
    // A second pass is needed if rows turn out to need double-double precision.
    while (assembly.waiting.length > 0) await subdivideTogether(pool, assembly, signal, onProgress);
    return await inTurns(assembly.finish(), signal, () => {
      onProgress(assembly.progress);
    });
  } finally {
    assembly.end();
  }
}

/** Subdivides all that waits, or until it has to be begun anew with more precise rows. */
async function subdivideTogether(
  pool: WorkerPool | undefined,
  assembly: Assembly,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { precise, input } = assembly;
  const job = pool?.begin(input.program.network, input.domain, input.grain, precise);
  const ahead = new ResultsAhead(assembly, job);
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

interface Ahead {
  readonly result: Promise<PartialResult | undefined>;
  /** Subproblems that it has split off so far. */
  readonly splitOff: Subproblem[];
  done: boolean;
  /** Cells found and area covered, once it is done. */
  cells: number;
  area: number;
}

/** Partial results that are computed before they are needed, in the order in which they will be. */
class ResultsAhead {
  private readonly started = new Map<Subproblem, Ahead>();
  private running = 0;
  private report: () => void = () => undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly assembly: Assembly,
    private readonly job: Job | undefined,
  ) {}

  get progress(): Progress {
    const total = domainArea(this.assembly.input.domain);
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
      const next = this.nextSubproblem();
      if (!next) return;
      this.running++;
      const splitOff: Subproblem[] = [];
      const result = job.subdivide(next, assembly.budget, (subproblems) => {
        splitOff.push(...subproblems);
        this.report();
        this.wake();
      });
      this.start(next, result, splitOff);
      void result.then(() => {
        this.running--;
        this.report();
      });
    }
  }

  private start(
    subproblem: Subproblem,
    result: Promise<PartialResult | undefined>,
    splitOff: Subproblem[],
  ): void {
    const ahead: Ahead = { result, splitOff, done: false, cells: 0, area: 0 };
    this.started.set(subproblem, ahead);
    void result.then((found) => {
      ahead.done = true;
      ahead.cells = found?.cellCount ?? 0;
      ahead.area = splitOff.reduce(
        (area, rest) => area - subproblemArea(rest),
        subproblemArea(subproblem),
      );
      this.wake();
    });
  }

  /**
   * The next subproblem that no thread works on, within the budget; not the domain itself, which
   * may be small.
   */
  private nextSubproblem(): Subproblem | undefined {
    const { assembly } = this;
    if (this.progress.cells > assembly.maxCells) return undefined;
    for (const subproblem of this.notStarted(assembly.waiting)) return subproblem;
    return undefined;
  }

  private *notStarted(subproblems: readonly Subproblem[]): Generator<Subproblem> {
    for (const subproblem of subproblems.toReversed()) {
      const ahead = this.started.get(subproblem);
      if (ahead) yield* this.notStarted(ahead.splitOff);
      else if (!isWhole(subproblem)) yield subproblem;
    }
  }

  /** Adds the partial result of the next subproblem; false if it has to be computed here. */
  async takeNext(signal: AbortSignal, report: () => void): Promise<boolean> {
    const next = this.assembly.waiting.at(-1);
    const ahead = next && this.started.get(next);
    if (!ahead) return false;
    this.report = report;
    // Until it is done, this thread works on other subproblems, if there are any.
    while (!ahead.done) {
      const other = this.nextSubproblem();
      if (other) await this.subdivide(other, signal);
      else await orAborted(this.update(), signal);
    }
    const result = await ahead.result;
    this.started.delete(next);
    return result !== undefined && this.assembly.addNext(result, ahead.splitOff);
  }

  /** Resolves when a partial result is done or has split off subproblems. */
  private update(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }

  /** Solves a subproblem in this thread ahead of its turn. */
  private async subdivide(subproblem: Subproblem, signal: AbortSignal): Promise<void> {
    const { input, precise, budget } = this.assembly;
    const splitOff: Subproblem[] = [];
    const work = subdivideApart(input, precise, subproblem, budget, (next) => {
      splitOff.push(next);
    });
    const result = inTurns(work, signal, () => this.report(), poolSlice);
    this.start(
      subproblem,
      result.catch(() => undefined),
      splitOff,
    );
    await result;
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
