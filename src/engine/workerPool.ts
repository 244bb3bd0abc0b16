import type { Domain } from '../core/complex/domain.ts';
import type { Part } from '../core/arrangement/part.ts';
import type { Seed } from '../core/arrangement/seed.ts';
import type { Network } from '../core/network/network.ts';
import type { Port } from './port.ts';

/** Milliseconds between two looks at what the others of a team have to say: who waits is idle as long. */
export const poolSlice = 2;

/** What a thread of a team is told. Jobs and tasks are numbered by the team. */
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

/** What it answers: seeds as they are shed, and then the part. Nothing more for a job that ended. */
export type FromPoolWorker =
  | { readonly kind: 'seeds'; readonly task: number; readonly seeds: readonly Seed[] }
  | { readonly kind: 'part'; readonly task: number; readonly part: Part };

/** A running thread that serves parts. */
export interface PoolWorker {
  readonly port: Port<ToPoolWorker, FromPoolWorker>;
  /** Called once when the thread has ended by itself. */
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
  /** Called without a part when the thread is gone. */
  onPart(part: Part | undefined): void;
}

/** Threads that subdivide seeds. They are started when there is work, and stay until `stop`. */
export class WorkerPool {
  private members: Member[] = [];
  private nextNumber = 0;
  private broken = false;

  constructor(
    /** Threads besides the one that leads them. */
    readonly size: number,
    private readonly start: () => PoolWorker,
  ) {}

  /** Threads that run or can be had. */
  get threads(): number {
    return this.broken ? this.members.length : this.size;
  }

  begin(network: Network, domain: Domain, grain: number): Job {
    return new Job(this, this.nextNumber++, network, domain, grain);
  }

  /** Gives a task to the thread with the fewest; false where no thread can be had. */
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
    if (!this.broken && this.members.length < this.size) return this.enlist();
    return this.members.toSorted((p, q) => p.tasks.size - q.tasks.size).at(0);
  }

  private enlist(): Member | undefined {
    let poolWorker: PoolWorker;
    try {
      poolWorker = this.start();
    } catch {
      // Some hosts forbid threads; the work is done without them.
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
      // Whatever it was, it is not tried again: the leader does what is left.
      this.broken = true;
      this.members = this.members.filter((m) => m !== member);
      for (const task of member.tasks.values()) task.onPart(undefined);
    });
    return member;
  }
}

/** One subdivision that a team works on. */
export class Job {
  constructor(
    private readonly pool: WorkerPool,
    readonly id: number,
    readonly network: Network,
    readonly domain: Domain,
    readonly grain: number,
  ) {}

  /**
   * Has a seed subdivided; `onSeeds` is told what it sheds. Resolves with undefined where that
   * fails, and not at all when the job has ended.
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

  /** How many seeds can be worked on at a time. */
  get threads(): number {
    return this.pool.threads;
  }

  end(): void {
    this.pool.end(this);
  }
}
