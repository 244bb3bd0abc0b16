import { groundOf, type Ground } from '../core/arrangement/ground.ts';
import { Memory } from '../core/arrangement/memory.ts';
import { subdivideApart } from '../core/arrangement/part.ts';
import type { Seed } from '../core/arrangement/seed.ts';
import type { Port } from './port.ts';
import { poolSlice, type FromPoolWorker, type ToPoolWorker } from './workerPool.ts';
import { inTurns } from './timeSlices.ts';
import { buffersOf } from './transfer.ts';

interface Running {
  readonly ground: Ground;
  readonly ended: AbortController;
}

/** Solves the subproblems that arrive at a port, until their jobs end. */
export function runPoolWorker(port: Port<FromPoolWorker, ToPoolWorker>): void {
  const jobs = new Map<number, Running>();
  const memory = new Memory();

  port.onMessage((message) => {
    switch (message.kind) {
      case 'begin':
        jobs.set(message.job, {
          ground: groundOf(message.network, message.domain, message.grain),
          ended: new AbortController(),
        });
        break;
      case 'subdivide':
        void subdivide(message.job, message.task, message.seed, message.mostCells);
        break;
      case 'end':
        jobs.get(message.job)?.ended.abort();
        jobs.delete(message.job);
        break;
    }
  });

  async function subdivide(job: number, task: number, seed: Seed, most: number): Promise<void> {
    const running = jobs.get(job);
    if (!running) return;
    const { ground, ended } = running;
    const seeds: Seed[] = [];
    const send = (): void => {
      const splitOff = seeds.splice(0);
      if (splitOff.length > 0)
        port.post({ kind: 'seeds', task, seeds: splitOff }, splitOff.flatMap(buffersOf));
    };
    try {
      const work = subdivideApart(ground, seed, most, seeds, memory);
      const part = await inTurns(work, ended.signal, send, poolSlice);
      send();
      port.post({ kind: 'part', task, part }, buffersOf(part));
    } catch (error) {
      if (!ended.signal.aborted) throw error;
    }
  }
}
