import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { arrange } from '../src/core/arrangement/arrange.ts';
import type { Complex } from '../src/core/complex/complex.ts';
import { box } from '../src/core/complex/domain.ts';
import { Memory } from '../src/core/arrangement/memory.ts';
import type { Network } from '../src/core/network/network.ts';
import { arrangeTogether } from '../src/engine/parallelArrangement.ts';
import { ComplexCache } from '../src/engine/complexCache.ts';
import { compute } from '../src/engine/compute.ts';
import { type FromPoolWorker, WorkerPool, type PoolWorker } from '../src/engine/workerPool.ts';
import { heNetwork } from './family.ts';
import { specText } from './specText.ts';

/** Measurements of one network in one process; times in ms. */
export interface Figures {
  readonly size: string;
  readonly regions: number;
  readonly vertices: number;
  readonly edges: number;
  /** The first run of the process. */
  readonly cold: number;
  /** Of the later runs. */
  readonly best: number;
  readonly median: number;
  /** The longest time between two yields in all runs: the worst delay of a cancellation. */
  readonly pause: number;
  /** Size of the finished complex. */
  readonly bytes: number;
  /** Peak memory of the process in bytes, including about 45 MB for Node itself. */
  readonly peak: number;
}

/** The best time on all threads, in ms. */
export interface Together {
  readonly together: number;
}

/** Best time of the engine for an edit, from the decoded text to the finished complex, in ms. */
export interface Edits {
  /** One weight of the last, linear layer. */
  readonly output: number;
  /** One bias of the layer before it, the same each time. */
  readonly neuron: number;
  /** Undoing the edit. */
  readonly back: number;
}

/** Computes the complex once cold and `reps` times warm. */
export function measure(size: string, reps: number): Figures {
  const network = heNetwork(size);
  const memory = new Memory();
  const run = (): Run => timed(() => arrange(network, box(-1, 1, -1, 1), { memory }));
  const cold = run();
  const warm = Array.from({ length: reps }, run);
  const times = warm.map(({ ms }) => ms).sort((p, q) => p - q);
  const { complex } = cold;
  return {
    size,
    regions: complex.cellCount,
    vertices: complex.vertexCount,
    edges: complex.edgeCount,
    cold: cold.ms,
    best: times[0],
    median: times[times.length >> 1],
    pause: Math.max(cold.pause, ...warm.map(({ pause }) => pause)),
    bytes: byteLength(complex),
    peak: 1024 * process.resourceUsage().maxRSS,
  };
}

/** The best time with `threads` worker threads for large parts, besides the main thread. */
export async function measureTogether(
  size: string,
  reps: number,
  threads: number,
): Promise<Together> {
  const network = heNetwork(size);
  const memory = new Memory();
  const never = new AbortController().signal;
  const pool = new WorkerPool(threads, startPoolWorker);
  let best = Infinity;
  for (let i = 0; i <= reps; i++) {
    const begin = performance.now();
    await arrangeTogether(pool, network, box(-1, 1, -1, 1), { memory }, never, () => undefined);
    best = Math.min(best, performance.now() - begin);
  }
  pool.stop();
  return { together: best };
}

function startPoolWorker(): PoolWorker {
  const worker = new Worker(join(dirname(process.argv[1]), 'poolWorker.js'));
  return {
    port: {
      post: (message, transfer) => {
        worker.postMessage(message, transfer);
      },
      onMessage: (listener) => {
        worker.on('message', (message: FromPoolWorker) => {
          listener(message);
        });
      },
    },
    onExit: (listener) => {
      worker.once('exit', listener);
    },
    stop: () => {
      worker.removeAllListeners('exit');
      void worker.terminate();
    },
  };
}

/** Edits the text of the network `reps` times in each way, as a user would by typing. */
export async function measureEdits(size: string, reps: number): Promise<Edits> {
  const network = heNetwork(size);
  const tools = { cache: new ComplexCache(), memory: new Memory() };
  const time = async (edited: Network): Promise<number> => {
    const { picture, problems } = await compute(
      {
        text: specText(edited),
        format: 'json',
        version: 0,
        fileName: size,
        want: 'picture',
        maxCells: Infinity,
      },
      tools,
      new AbortController().signal,
      () => undefined,
    );
    if (!picture) throw new Error(problems.map(({ message }) => message).join('\n'));
    return picture.timings.compute;
  };
  const best = async (change: (i: number) => Network): Promise<number> => {
    let least = Infinity;
    for (let i = 1; i <= reps; i++) least = Math.min(least, await time(change(i)));
    return least;
  };
  await time(network);
  const last = network.layers.length - 1;
  const output = await best((i) => nudged(network, last, 'weights', i));
  await time(network);
  const neuron = await best((i) => nudged(network, last - 1, 'bias', i));
  await time(network);
  await time(nudged(network, last, 'weights', 1));
  return { output, neuron, back: await time(network) };
}

/** The network with the first weight or bias of a layer changed slightly. */
function nudged(network: Network, layer: number, key: 'weights' | 'bias', by: number): Network {
  const changed = network.layers[layer][key].slice();
  changed[0] += by / 1024;
  const layers = network.layers.with(layer, { ...network.layers[layer], [key]: changed });
  return { ...network, layers };
}

interface Run {
  readonly ms: number;
  readonly pause: number;
  readonly complex: Complex;
}

function timed(start: () => ReturnType<typeof arrange>): Run {
  const begin = performance.now();
  let before = begin;
  let pause = 0;
  const work = start();
  for (;;) {
    const step = work.next();
    const now = performance.now();
    pause = Math.max(pause, now - before);
    before = now;
    if (step.done) return { ms: now - begin, pause, complex: step.value };
  }
}

function byteLength(complex: Complex): number {
  let bytes = 0;
  for (const value of Object.values(complex))
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  return bytes;
}
