/*
 * Times the fold complex over the fixed family on [−1, 1]², from parsed network to finished complex.
 *
 *   npm run bench [-- --reps N] [SIZE…]
 *
 * Every network has a process of its own: "cold" is its first run there, the others follow warm.
 */
import { execFileSync } from 'node:child_process';
import { arrange, Memory } from '../src/core/complex/arrange.ts';
import type { Complex } from '../src/core/complex/complex.ts';
import { box } from '../src/core/complex/domain.ts';
import { family, heNetwork } from './family.ts';

interface Figures {
  readonly size: string;
  readonly regions: number;
  readonly vertices: number;
  readonly edges: number;
  readonly cold: number;
  readonly best: number;
  readonly median: number;
  /** The longest time between two yields of the warm runs, in ms: how late a cancel can be. */
  readonly pause: number;
  readonly bytes: number;
}

const alone = '--alone';
const { reps, sizes, isAlone } = readArguments(process.argv.slice(2));
if (isAlone) {
  process.stdout.write(JSON.stringify(measure(sizes[0], reps)));
} else {
  printRow(
    'network',
    'regions',
    'vertices',
    'edges',
    'cold ms',
    'best ms',
    'median',
    'pause',
    'regions/s',
    'B/region',
  );
  for (const size of sizes) printFigures(measureAlone(size));
}

function readArguments(args: readonly string[]) {
  const at = args.indexOf('--reps');
  const sizes = args.filter((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1));
  return {
    reps: at < 0 ? 9 : Number(args[at + 1]),
    sizes: sizes.length > 0 ? sizes : family,
    isAlone: args.includes(alone),
  };
}

function measureAlone(size: string): Figures {
  const args = [process.argv[1], alone, '--reps', String(reps), size];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Figures;
}

function measure(size: string, runs: number): Figures {
  const network = heNetwork(size);
  const memory = new Memory();
  const cold = time(() => arrange(network, box(-1, 1, -1, 1), { memory }));
  const warm = Array.from({ length: runs }, () =>
    time(() => arrange(network, box(-1, 1, -1, 1), { memory })),
  );
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
    pause: Math.max(...warm.map(({ pause }) => pause)),
    bytes: byteLength(complex),
  };
}

function time(start: () => ReturnType<typeof arrange>) {
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

function printFigures(f: Figures): void {
  printRow(
    f.size,
    f.regions,
    f.vertices,
    f.edges,
    f.cold.toFixed(1),
    f.best.toFixed(1),
    f.median.toFixed(1),
    f.pause.toFixed(1),
    Math.round(f.regions / (f.best / 1000)),
    Math.round(f.bytes / f.regions),
  );
}

function printRow(...columns: (string | number)[]): void {
  process.stdout.write(`${columns.map((column) => String(column).padStart(9)).join(' ')}\n`);
}
