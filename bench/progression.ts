/*
 * Times a progression: all frames of an interpolation between two random networks with their
 * statistics, on one thread and on two, with the speedup, and then the events between the frames.
 *
 *   npm run bench:progression [-- --frames N] [SIZE…]
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { arrange } from '../src/core/arrangement/arrange.ts';
import { box } from '../src/core/complex/domain.ts';
import type { Network } from '../src/core/network/network.ts';
import { eventsBetween, type Keyframe } from '../src/core/progression/events.ts';
import { interpolation } from '../src/core/progression/interpolation.ts';
import { frameStatistics } from '../src/core/progression/statistics.ts';
import { heNetwork } from './family.ts';

interface Part {
  readonly size: string;
  readonly frames: number;
  /** The stride over the frames, and the first one. */
  readonly stride: number;
  readonly offset: number;
}

const domain = box(-1, 1, -1, 1);

if (isMainThread) await main(process.argv.slice(2));
else parentPort?.postMessage(framesOf(workerData as Part).length);

async function main(args: readonly string[]): Promise<void> {
  const at = args.indexOf('--frames');
  const frames = at < 0 ? 200 : Number(args[at + 1]);
  const sizes = args.filter((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1));
  row('network', 'frames', 'regions', '1 thread', '2 threads', 'ratio', 'ms/frame', 'events', 'ms');
  for (const size of sizes.length > 0 ? sizes : ['1x48', '2x32', '3x32', '3x64']) {
    const whole = { size, frames, stride: 1, offset: 0 };
    const alone = time(() => framesOf(whole));
    const begin = performance.now();
    await Promise.all([0, 1].map((offset) => inThread({ ...whole, stride: 2, offset })));
    const together = performance.now() - begin;
    const events = time(() => countEvents(size, alone.result));
    const regions = alone.result.reduce((sum, { complex }) => sum + complex.cellCount, 0);
    row(
      size,
      frames,
      Math.round(regions / frames),
      alone.ms.toFixed(0),
      together.toFixed(0),
      (alone.ms / together).toFixed(2),
      (alone.ms / frames).toFixed(1),
      events.result,
      events.ms.toFixed(0),
    );
  }
}

function framesOf({ size, frames, stride, offset }: Part): Keyframe[] {
  const [from, to] = ends(size);
  const progression = interpolation(from, to, frames - 1);
  const made: Keyframe[] = [];
  for (let i = offset; i < frames; i += stride) {
    const { at: t, network } = progression.frame(i);
    const complex = finished(arrange(network, domain));
    frameStatistics(complex);
    made.push({ t, complex });
  }
  return made;
}

function countEvents(size: string, frames: readonly Keyframe[]): number {
  const [from, to] = ends(size);
  let count = 0;
  for (let i = 1; i < frames.length; i++)
    count += finished(eventsBetween({ from, to, domain }, frames[i - 1], frames[i])).length;
  return count;
}

/** A random network and a copy with permuted weights, so that no fold stays in place. */
function ends(size: string): [Network, Network] {
  const from = heNetwork(size);
  const to = from.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.toReversed(),
    bias: layer.bias.toReversed(),
  }));
  return [from, { ...from, layers: to }];
}

function inThread(part: Part): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(process.argv[1], { workerData: part });
    worker.once('exit', () => {
      resolve();
    });
    worker.once('error', reject);
  });
}

function finished<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function time<Result>(work: () => Result): { readonly ms: number; readonly result: Result } {
  const begin = performance.now();
  const result = work();
  return { ms: performance.now() - begin, result };
}

function row(...columns: (string | number)[]): void {
  process.stdout.write(`${columns.map((column) => String(column).padStart(9)).join(' ')}\n`);
}
