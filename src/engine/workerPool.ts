import type { Domain } from '../core/complex/domain.ts';
import type { Part } from '../core/arrangement/part.ts';
import type { Seed } from '../core/arrangement/seed.ts';
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
    }
  | {
      readonly kind: 'subdivide';
      readonly job: number;
      readonly task: number;
      readonly seed: Seed;
      readonly mostCells: number;
    }
  | { readonly kind: 'end'; readonly job: number };

/**
 * Messages from a pool worker: subproblems as they are split off, and then the partial result. None
 * for a job that has ended.
 */
export type FromPoolWorker =
  | { readonly kind: 'seeds'; readonly task: number; readonly seeds: readonly Seed[] }
  | { readonly kind: 'part'; readonly task: number; readonly part: Part };

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
  onSeeds(seeds: readonly Seed[]): void;
  /** Called without a result if the thread has ended. */
  onPart(part: Part | undefined): void;
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

  begin(network: Network, domain: Domain, grain: number): Job {
    return new Job(this, this.nextNumber++, network, domain, grain);
  }

  /** Gives a task to the thread with the fewest tasks; false if no thread can be started. */
  assign(job: Job, seed: Seed, mostCells: number, task: Task): boolean {
    const member = this.freest();
    if (!member) return false;
    const { port } = member.poolWorker;
    if (!member.jobs.has(job.id)) {
      const { id, network, domain, grain } = job;
      port.post({ kind: 'begin', job: id, network, domain, grain });
      member.jobs.add(job.id);
    }
    const number = this.nextNumber++;
    member.tasks.set(number, task);
    port.post({ kind: 'subdivide', job: job.id, task: number, seed, mostCells });
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
      if (message.kind === 'seeds') {
        task.onSeeds(message.seeds);
      } else {
        member.tasks.delete(message.task);
        task.onPart(message.part);
      }
    });
    poolWorker.onExit(() => {
      // The cause is unknown, so no thread is started again: the owner does the rest.
      this.broken = true;
      this.members = this.members.filter((m) => m !== member);
      for (const task of member.tasks.values()) task.onPart(undefined);
    });
    return member;
  }
}

/** One complex that a pool works on. */
export class Job {
  constructor(
    private readonly pool: WorkerPool,
    readonly id: number,
    readonly network: Network,
    readonly domain: Domain,
    readonly grain: number,
  ) {}

  /**
   * Has a subproblem solved; `onSeeds` gets what it splits off. Resolves with undefined if that
   * fails, and not at all if the job has ended.
   */
  subdivide(
    seed: Seed,
    mostCells: number,
    onSeeds: (seeds: readonly Seed[]) => void,
  ): Promise<Part | undefined> {
    return new Promise((resolve) => {
      const task = { job: this.id, onSeeds, onPart: resolve };
      if (!this.pool.assign(this, seed, mostCells, task)) resolve(undefined);
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
