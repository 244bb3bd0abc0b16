import type { Domain } from '../core/complex/domain.ts';
import type { PartialResult } from '../core/arrangement/partialResult.ts';
import type { Subproblem } from '../core/arrangement/subproblem.ts';
import type { Network } from '../core/network/network.ts';
import type { Port } from './port.ts';

/**
 * Longest time, in milliseconds, before a thread of the pool looks for messages: the others may be
 * waiting for them.
 */
export const poolSlice = 2;

/** Messages to a pool worker. Jobs and tasks are numbered by the pool. */
export type ToPoolWorker =
  | {
      readonly kind: 'begin';
      readonly job: number;
      readonly network: Network;
      readonly domain: Domain;
      readonly grain: number;
      readonly precise: boolean;
    }
  | {
      readonly kind: 'subdivide';
      readonly job: number;
      readonly task: number;
      readonly subproblem: Subproblem;
      readonly mostCells: number;
    }
  | { readonly kind: 'end'; readonly job: number };

/**
 * Messages from a pool worker: subproblems as they are split off, and then the partial result. None
 * for a job that has ended.
 */
export type FromPoolWorker =
  | {
      readonly kind: 'splitOff';
      readonly task: number;
      readonly subproblems: readonly Subproblem[];
    }
  | { readonly kind: 'result'; readonly task: number; readonly result: PartialResult };

/** A running thread that solves subproblems. */
export interface PoolWorker {
  readonly port: Port<ToPoolWorker, FromPoolWorker>;
  /** Called once if the thread ends without being stopped. */
  onExit(listener: () => void): void;
  stop(): void;
}

interface Member {
  readonly poolWorker: PoolWorker;
  readonly tasks: Map<number, Task>;
  readonly jobs: Set<number>;
}

interface Task {
  readonly job: number;
  onSplitOff(subproblems: readonly Subproblem[]): void;
  /** Called without a result if the thread has ended. */
  onResult(result: PartialResult | undefined): void;
}

/** Threads that solve subproblems. They are started when there is work, and run until `stop`. */
export class WorkerPool {
  private members: Member[] = [];
  private nextNumber = 0;
  private broken = false;

  constructor(
    /** Threads besides the one that owns the pool. */
    readonly size: number,
    private readonly start: () => PoolWorker,
  ) {}

  /** Threads that are running or can be started. */
  get threads(): number {
    return this.broken ? this.members.length : this.size;
  }

  begin(network: Network, domain: Domain, grain: number, precise: boolean): Job {
    return new Job(this, this.nextNumber++, { network, domain, grain, precise });
  }

  /** Gives a task to the thread with the fewest tasks; false if no thread can be started. */
  assign(job: Job, subproblem: Subproblem, mostCells: number, task: Task): boolean {
    const member = this.freest();
    if (!member) return false;
    const { port } = member.poolWorker;
    if (!member.jobs.has(job.id)) {
      port.post({ kind: 'begin', job: job.id, ...job.begin });
      member.jobs.add(job.id);
    }
    const number = this.nextNumber++;
    member.tasks.set(number, task);
    port.post({ kind: 'subdivide', job: job.id, task: number, subproblem, mostCells });
    return true;
  }

  end(job: Job): void {
    for (const { poolWorker, tasks, jobs } of this.members) {
      if (!jobs.delete(job.id)) continue;
      poolWorker.port.post({ kind: 'end', job: job.id });
      for (const [number, task] of tasks) if (task.job === job.id) tasks.delete(number);
    }
  }

  stop(): void {
    for (const { poolWorker } of this.members) poolWorker.stop();
    this.members = [];
    this.broken = true;
  }

  private freest(): Member | undefined {
    const idle = this.members.find(({ tasks }) => tasks.size === 0);
    if (idle) return idle;
    if (!this.broken && this.members.length < this.size) return this.spawn();
    return this.members.toSorted((p, q) => p.tasks.size - q.tasks.size).at(0);
  }

  private spawn(): Member | undefined {
    let poolWorker: PoolWorker;
    try {
      poolWorker = this.start();
    } catch {
      // Some hosts do not allow threads; the owner of the pool then does all the work.
      this.broken = true;
      return this.members.at(0);
    }
    const member: Member = { poolWorker, tasks: new Map(), jobs: new Set() };
    this.members.push(member);
    poolWorker.port.onMessage((message) => {
      const task = member.tasks.get(message.task);
      if (!task) return;
      if (message.kind === 'splitOff') {
        task.onSplitOff(message.subproblems);
      } else {
        member.tasks.delete(message.task);
        task.onResult(message.result);
      }
    });
    poolWorker.onExit(() => {
      // The cause is unknown, so no thread is started again: the owner does the rest.
      this.broken = true;
      this.members = this.members.filter((m) => m !== member);
      for (const task of member.tasks.values()) task.onResult(undefined);
    });
    return member;
  }
}

/** One complex that a pool works on. */
export class Job {
  constructor(
    private readonly pool: WorkerPool,
    readonly id: number,
    readonly begin: Omit<Extract<ToPoolWorker, { readonly kind: 'begin' }>, 'kind' | 'job'>,
  ) {}

  /**
   * Has a subproblem solved; `onSplitOff` gets what it splits off. Resolves with undefined if that
   * fails, and not at all if the job has ended.
   */
  subdivide(
    subproblem: Subproblem,
    mostCells: number,
    onSplitOff: (subproblems: readonly Subproblem[]) => void,
  ): Promise<PartialResult | undefined> {
    return new Promise((resolve) => {
      const task = { job: this.id, onSplitOff, onResult: resolve };
      if (!this.pool.assign(this, subproblem, mostCells, task)) resolve(undefined);
    });
  }

  /** Number of subproblems that can be worked on at the same time. */
  get threads(): number {
    return this.pool.threads;
  }

  end(): void {
    this.pool.end(this);
  }
}
