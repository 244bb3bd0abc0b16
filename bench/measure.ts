import type { Complex } from '../src/core/complex/complex.ts';
import { box } from '../src/core/complex/domain.ts';
import type { Network } from '../src/core/network/network.ts';

/** Measurements of one network in one process; times in ms. */
export interface Figures {
  readonly regions: number;
  readonly vertices: number;
  readonly edges: number;
  /** The first run of the process, loading the engine included. */
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

/** Computes the complex once cold and `reps` times warm, but in at most 5 seconds or 3 times. */
export async function measure(network: Network, reps: number): Promise<Figures> {
  const begin = performance.now();
  const run = await loadEngine();
  const loading = performance.now() - begin;
  const cold = timed(() => run(network));
  // Without their complexes: memory that is kept makes the next run wait for new pages.
  const warm: Pick<Run, 'ms' | 'pause'>[] = [];
  const deadline = performance.now() + 5000;
  while (warm.length < reps && (warm.length < 3 || performance.now() < deadline))
    warm.push(timesOf(timed(() => run(network))));
  const times = warm.map(({ ms }) => ms).sort((p, q) => p - q);
  const { complex } = cold;
  return {
    regions: complex.cellCount,
    vertices: complex.vertexCount,
    edges: complex.edgeCount,
    cold: loading + cold.ms,
    best: times[0],
    median: times[times.length >> 1],
    pause: Math.max(cold.pause, ...warm.map(({ pause }) => pause)),
    bytes: byteLength(complex),
    peak: 1024 * process.resourceUsage().maxRSS,
  };
}

type Work = Generator<unknown, Complex>;

/**
 * The engine of the commit that is built, which is not loaded before. Until December 2026, working arrays
 * were kept from run to run by an object that the caller had; it is looked up, because later there is none.
 */
export async function loadEngine(): Promise<(network: Network) => Work> {
  const { arrange } = await import('../src/core/arrangement/arrange.ts');
  // A sum, so that the compiler does not look for the module.
  const keeper = (await import('../src/core/arrangement/memory' + '.ts').catch(() => undefined)) as
    { readonly Memory: new () => object } | undefined;
  const options: object = keeper ? { memory: new keeper.Memory() } : {};
  return (network) => arrange(network, box(-1, 1, -1, 1), options);
}

interface Run {
  readonly ms: number;
  readonly pause: number;
  readonly complex: Complex;
}

function timed(start: () => Work): Run {
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

function timesOf({ ms, pause }: Run): Pick<Run, 'ms' | 'pause'> {
  return { ms, pause };
}

function byteLength(complex: Complex): number {
  let bytes = 0;
  for (const value of Object.values(complex))
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  return bytes;
}
