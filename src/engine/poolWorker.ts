import { arrangementInput, type ArrangementInput } from '../core/arrangement/arrangementInput.ts';
import { subdivideApart } from '../core/arrangement/partialResult.ts';
import type { Subproblem } from '../core/arrangement/subproblem.ts';
import type { Port } from './port.ts';
import { poolSlice, type FromPoolWorker, type ToPoolWorker } from './workerPool.ts';
import { inTurns } from './timeSlices.ts';
import { buffersOf } from './transfer.ts';

interface Running {
  readonly input: ArrangementInput;
  readonly precise: boolean;
  readonly ended: AbortController;
}

/** Solves the subproblems that arrive at a port, until their jobs end. */
export function runPoolWorker(port: Port<FromPoolWorker, ToPoolWorker>): void {
  const jobs = new Map<number, Running>();

  port.onMessage((message) => {
    switch (message.kind) {
      case 'begin':
        jobs.set(message.job, {
          input: arrangementInput(message.network, message.domain, message.grain),
          precise: message.precise,
          ended: new AbortController(),
        });
        break;
      case 'subdivide':
        void solve(message.job, message.task, message.subproblem, message.mostCells);
        break;
      case 'end':
        jobs.get(message.job)?.ended.abort();
        jobs.delete(message.job);
        break;
    }
  });

  async function solve(
    job: number,
    task: number,
    subproblem: Subproblem,
    mostCells: number,
  ): Promise<void> {
    const running = jobs.get(job);
    if (!running) return;
    const { input, precise, ended } = running;
    const waiting: Subproblem[] = [];
    const send = (): void => {
      const subproblems = waiting.splice(0);
      if (subproblems.length === 0) return;
      port.post({ kind: 'splitOff', task, subproblems }, subproblems.flatMap(buffersOf));
    };
    try {
      const work = subdivideApart(input, precise, subproblem, mostCells, (next) => {
        waiting.push(next);
      });
      const result = await inTurns(work, ended.signal, send, poolSlice);
      send();
      port.post({ kind: 'result', task, result }, buffersOf(result.tables));
    } catch (error) {
      if (!ended.signal.aborted) throw error;
    }
  }
}
