/*
 * Times the fold complex over the fixed family on [−1, 1]², from decoded network to finished complex.
 *
 *   npm run bench [-- [--reps N] [--threads N] [--edits] [--compare REF] [SIZE…]]
 *
 * Each network runs in its own process: "cold" is the first run there, later ones are "warm".
 * --threads adds the best time with that number of threads. --edits adds the time the engine takes for
 * an edit: in the output layer, in a neuron before it, and undone. --compare builds another commit in
 * a temporary folder, alternates with it, and prints the ratio of the times.
 */
import { execFileSync } from 'node:child_process';
import { buildOf } from './builds.ts';
import { family } from './family.ts';
import {
  type Edits,
  type Figures,
  measure,
  measureEdits,
  measureTogether,
  type Together,
} from './measure.ts';

/** Number of alternating processes per network in a comparison. */
const rounds = 3;

const args = readArguments(process.argv.slice(2));
if (args.alone === 'complex') report(measure(args.sizes[0], args.reps));
else if (args.alone === 'edits') report(await measureEdits(args.sizes[0], args.reps));
else if (args.alone === 'together')
  report(await measureTogether(args.sizes[0], args.reps, args.threads - 1));
else if (args.compare) compare(args.compare);
else printTable();

function readArguments(given: readonly string[]) {
  const valueOf = (flag: string): string | undefined => {
    const at = given.indexOf(flag);
    return at < 0 ? undefined : given[at + 1];
  };
  const valued = ['--reps', '--threads', '--compare', '--alone'];
  const sizes = given.filter((arg, i) => !arg.startsWith('--') && !valued.includes(given[i - 1]));
  return {
    reps: Number(valueOf('--reps') ?? 9),
    threads: Number(valueOf('--threads') ?? 1),
    compare: valueOf('--compare'),
    alone: valueOf('--alone'),
    edits: given.includes('--edits'),
    sizes: sizes.length > 0 ? sizes : family,
  };
}

function report(figures: Figures | Edits | Together): void {
  process.stdout.write(JSON.stringify(figures));
}

function alone(script: string, what: 'complex' | 'edits' | 'together', size: string): unknown {
  const given = [script, '--alone', what, '--reps', String(args.reps)];
  given.push('--threads', String(args.threads), size);
  return JSON.parse(execFileSync(process.execPath, given, { encoding: 'utf8' }));
}

function printTable(): void {
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
  for (const size of args.sizes) {
    const f = alone(process.argv[1], 'complex', size) as Figures;
    const all =
      args.threads > 1 &&
      (alone(process.argv[1], 'together', size) as Together).together.toFixed(1);
    const edits = args.edits && (alone(process.argv[1], 'edits', size) as Edits);
    printRow(
      size,
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
      ...(all ? [all] : []),
      ...(edits ? [edits.output, edits.neuron, edits.back].map((ms) => ms.toFixed(1)) : []),
    );
  }
}

/**
 * The best of all rounds for each version, so that periods in which the machine is slow do not
 * count.
 */
function compare(ref: string): void {
  using other = buildOf(ref, 'bench/complex.ts');
  printRow('network', 'regions', 'before', 'now', 'ratio', 'cold', 'now', 'ratio');
  for (const size of args.sizes) {
    const before: Figures[] = [];
    const now: Figures[] = [];
    for (let round = 0; round < rounds; round++) {
      before.push(alone(other.script, 'complex', size) as Figures);
      now.push(alone(process.argv[1], 'complex', size) as Figures);
    }
    const least = (all: Figures[], key: 'best' | 'cold'): number =>
      Math.min(...all.map((f) => f[key]));
    const same = before[0].regions === now[0].regions;
    printRow(
      size,
      same ? now[0].regions : `${before[0].regions}≠${now[0].regions}`,
      ...(['best', 'cold'] as const).flatMap((key) => [
        least(before, key).toFixed(1),
        least(now, key).toFixed(1),
        (least(now, key) / least(before, key)).toFixed(2),
      ]),
    );
  }
}

function printRow(...columns: (string | number)[]): void {
  const [first, ...others] = columns.map(String);
  const row = [first.padEnd(12), ...others.map((column) => column.padStart(9))];
  process.stdout.write(`${row.join(' ')}\n`);
}
