/*
 * Times the fold complex over a family of networks on [−1, 1]², from decoded network to finished complex.
 *
 *   npm run bench [-- [--family heldOut] [--reps N] [--threads N] [--edits] [SIZE…]]
 *   npm run bench -- --compare REF [--rounds N] [--family heldOut] [SIZE…]
 *   npm run bench -- --prototype FOLDER [--family heldOut] [SIZE…]
 *
 * Each network runs in its own process: "cold" is the first run there, loading the engine included and
 * starting Node not; later ones are "warm". --threads adds the best time with that number of threads.
 * --edits adds the time the engine takes for an edit: in the output layer, in a neuron before it, and undone.
 *
 * --compare builds another commit in a temporary folder, alternates with it in fresh processes, and prints
 * how many times faster this one is. --prototype times the cutting alone beside a prototype of the kernel
 * and a program in JavaScript (`bench/peers.ts`), in turns in one process. Both can be given.
 */
import { measureAlone, NetworkFile } from './alone.ts';
import { buildOf } from './builds.ts';
import { type Figures, measure } from './measure.ts';
import type { Edits } from './measureEdits.ts';
import type { Together } from './measureTogether.ts';
import type { Peers } from './peers.ts';

const args = readArguments(process.argv.slice(2));
if (args.alone !== undefined) process.stdout.write(JSON.stringify(await measured(args.alone)));
else await printTables();

function readArguments(given: readonly string[]) {
  const valueOf = (flag: string): string | undefined => {
    const at = given.indexOf(flag);
    return at < 0 ? undefined : given[at + 1];
  };
  const valued = [
    ...['--reps', '--threads', '--rounds', '--compare', '--family', '--prototype'],
    ...['--alone', '--network'],
  ];
  return {
    names: given.filter((arg, i) => !arg.startsWith('--') && !valued.includes(given[i - 1])),
    family: valueOf('--family'),
    reps: Number(valueOf('--reps') ?? 9),
    threads: Number(valueOf('--threads') ?? 1),
    /** Alternating processes per network in a comparison. */
    rounds: Number(valueOf('--rounds') ?? 5),
    compare: valueOf('--compare'),
    prototype: valueOf('--prototype'),
    edits: given.includes('--edits'),
    alone: valueOf('--alone'),
    network: valueOf('--network') ?? '',
  };
}

/** Runs in a process of its own, which loads only what it measures. */
async function measured(what: string): Promise<Figures | Edits | Together | Peers> {
  const network = NetworkFile.read(args.network);
  switch (what) {
    case 'complex':
      return measure(network, args.reps);
    case 'edits':
      return (await import('./measureEdits.ts')).measureEdits(network, args.reps);
    case 'together':
      return (await import('./measureTogether.ts')).measureTogether(
        network,
        args.reps,
        args.threads - 1,
      );
    case 'peers':
      return (await import('./peers.ts')).measurePeers(network, args.prototype ?? '', 15);
    default:
      throw new Error(`There is no measurement "${what}".`);
  }
}

async function printTables(): Promise<void> {
  if (args.compare !== undefined) await compare(args.compare);
  if (args.prototype !== undefined) await printPeers();
  if (args.compare === undefined && args.prototype === undefined) await printFigures();
}

/** The chosen networks, made one by one. */
async function* networks(): AsyncGenerator<readonly [string, NetworkFile]> {
  const { family, heNetwork } = await import('./family.ts');
  const { heldOut } = await import('./heldOut.ts');
  const all = args.family === 'heldOut' ? Object.keys(heldOut) : family;
  for (const name of args.names.length > 0 ? args.names : all) {
    using file = new NetworkFile(name in heldOut ? heldOut[name]() : heNetwork(name));
    yield [name, file];
  }
}

function alone(
  what: 'complex' | 'edits' | 'together' | 'peers',
  file: NetworkFile,
  script = process.argv[1],
): unknown {
  const options = ['--reps', String(args.reps), '--threads', String(args.threads)];
  if (args.prototype !== undefined) options.push('--prototype', args.prototype);
  return measureAlone(script, what, file, options);
}

async function printFigures(): Promise<void> {
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
    'peak MB',
    ...(args.threads > 1 ? [`${args.threads} threads`] : []),
    ...(args.edits ? ['edit out', 'edit unit', 'back'] : []),
  );
  for await (const [name, file] of networks()) {
    const f = alone('complex', file) as Figures;
    const all = args.threads > 1 && alone('together', file);
    const edits = args.edits && (alone('edits', file) as Edits);
    printRow(
      name,
      f.regions,
      f.vertices,
      f.edges,
      f.cold.toFixed(1),
      f.best.toFixed(1),
      f.median.toFixed(1),
      f.pause.toFixed(1),
      Math.round(f.regions / (f.best / 1000)),
      Math.round(f.bytes / f.regions),
      Math.round(f.peak / 2 ** 20),
      ...(all ? [(all as Together).together.toFixed(1)] : []),
      ...(edits ? [edits.output, edits.neuron, edits.back].map((ms) => ms.toFixed(1)) : []),
    );
  }
}

/** Cold runs are compared for complexes that a user waits for, and sees at once. */
function isMiddling(regions: number): boolean {
  return regions >= 2000 && regions <= 20_000;
}

/**
 * The least of all rounds for each version, so that periods in which the machine is slow do not
 * count.
 */
async function compare(ref: string): Promise<void> {
  using other = buildOf(ref, 'bench/complex.ts');
  const groups = ['warm ms', 'cold ms', 'peak MB', 'pause ms'];
  printRow('network', 'regions', ...groups.flatMap((name) => [name, 'now', 'times']));
  const warm: number[] = [];
  const cold: number[] = [];
  for await (const [name, file] of networks()) {
    const before: Figures[] = [];
    const now: Figures[] = [];
    for (let round = 0; round < args.rounds; round++) {
      before.push(alone('complex', file, other.script) as Figures);
      now.push(alone('complex', file) as Figures);
    }
    const [{ regions }] = now;
    const compared = (['best', 'cold', 'peak', 'pause'] as const).map((key) => {
      const [a, b] = [before, now].map((all) => Math.min(...all.map((f) => f[key])));
      const unit = key === 'peak' ? 2 ** 20 : 1;
      return { before: a / unit, now: b / unit, times: a / b };
    });
    warm.push(compared[0].times);
    if (isMiddling(regions)) cold.push(compared[1].times);
    printRow(
      name,
      before[0].regions === regions ? regions : `${before[0].regions}≠${regions}`,
      ...compared.flatMap((pair) => [
        pair.before.toFixed(1),
        pair.now.toFixed(1),
        pair.times.toFixed(2),
      ]),
    );
  }
  print(`warm, geometric mean of ${warm.length}: ${geometricMean(warm).toFixed(2)} times as fast`);
  if (cold.length > 0)
    print(
      `cold, geometric mean of the ${cold.length} of 2,000 to 20,000 regions: ` +
        `${geometricMean(cold).toFixed(2)} times as fast`,
    );
}

async function printPeers(): Promise<void> {
  printRow('network', 'regions', 'engine', 'cutting', 'prototype', 'script', 'c/p', 'c/s');
  const ratios: number[] = [];
  for await (const [name, file] of networks()) {
    const p = alone('peers', file) as Peers;
    ratios.push(p.subdivision / p.prototype);
    printRow(
      name,
      p.regions,
      ...[p.engine, p.subdivision, p.prototype, p.script].map((ms) => ms.toFixed(1)),
      (p.subdivision / p.prototype).toFixed(2),
      (p.subdivision / p.script).toFixed(2),
    );
  }
  print(`cutting relative to the prototype, geometric mean: ${geometricMean(ratios).toFixed(2)}`);
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function printRow(...columns: (string | number)[]): void {
  const [first, ...others] = columns.map(String);
  print([first.padEnd(12), ...others.map((column) => column.padStart(9))].join(' '));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
