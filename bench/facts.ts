/*
 * Times what is derived from a fold complex beside the complex itself, on [−1, 1]²:
 *
 *   npm run bench:facts [-- [--reps N] [--max-cells N] [SIZE…]]
 *
 * Each network runs in its own process, with everything in turns. Of the best times, that of the complex is
 * printed in ms and the others as shares of it; then the peak memory of the process after the complex and
 * in all. Facts are what the statistics show: reports on neurons are part of them. Counts and integrals are
 * what `fold-complex stats` prints, with classes and their boundaries if there are several outputs. Levels
 * are nine level sets of the first output.
 */
import { execFileSync } from 'node:child_process';
import { classesOf } from '../src/core/analysis/classes.ts';
import { factsInSteps } from '../src/core/analysis/facts.ts';
import { foldEdgesOf } from '../src/core/analysis/foldEdges.ts';
import { growthOf } from '../src/core/analysis/growth.ts';
import { levelSetsOf } from '../src/core/analysis/levelSets.ts';
import { extrema } from '../src/core/analysis/extrema.ts';
import { reportNeurons } from '../src/core/analysis/neurons.ts';
import { arrange } from '../src/core/arrangement/arrange.ts';
import type { Complex } from '../src/core/complex/complex.ts';
import { box } from '../src/core/complex/domain.ts';
import { complexStats } from '../src/core/complex/stats.ts';
import { foldTable } from '../src/core/network/folds.ts';
import { runToEnd } from '../src/core/yielding.ts';
import { heNetwork } from './family.ts';

const sizes = ['3x64', '4x128', '3x256', '1x1000', '16x32', '784-64-64-10', '784-256-256-256-10'];

interface Figures {
  readonly regions: number;
  readonly complete: boolean;
  /** Best times in ms, by name. */
  readonly least: Readonly<Record<string, number>>;
  readonly before: number;
  readonly peak: number;
}

const { alone, reps, maxCells, chosen } = readArguments(process.argv.slice(2));
if (alone) process.stdout.write(JSON.stringify(measure(chosen[0])));
else printTable();

function readArguments(given: readonly string[]) {
  const valued = ['--reps', '--max-cells'];
  const valueOf = (flag: string): string | undefined => given[given.indexOf(flag) + 1];
  const number = (flag: string, usual: number): number =>
    given.includes(flag) ? Number(valueOf(flag)) : usual;
  const chosen = given.filter((arg, i) => !arg.startsWith('--') && !valued.includes(given[i - 1]));
  return {
    alone: given.includes('--alone'),
    reps: number('--reps', 5),
    maxCells: number('--max-cells', Infinity),
    chosen: chosen.length > 0 ? chosen : sizes,
  };
}

function measure(size: string): Figures {
  const network = heNetwork(size);
  const domain = box(-1, 1, -1, 1);
  const cut = (): Complex => runToEnd(arrange(network, domain, { maxCells }));
  const complex = cut();
  const before = peak();
  const folds = foldTable(network);
  const { min, max } = runToEnd(extrema(complex, 0));
  const levels = Array.from(
    { length: 9 },
    (_, i) => min.value + ((i + 1) / 10) * (max.value - min.value),
  );
  const works: Readonly<Record<string, () => unknown>> = {
    complex: cut,
    facts: () => runToEnd(factsInSteps(network, folds, complex)),
    neurons: () => {
      const foldEdges = runToEnd(foldEdgesOf(complex, folds));
      const growth = runToEnd(growthOf(complex, folds, foldEdges));
      return reportNeurons(network, folds, complex, foldEdges, growth);
    },
    stats: () => complexStats(complex),
    levels: () =>
      runToEnd(levelSetsOf(network, domain, complex, { kind: 'output', index: 0 }, levels)),
    classes: () => runToEnd(classesOf(network, domain, complex)),
  };
  // In turns, so that a slow time of the machine is one for all of them.
  const least: Record<string, number> = {};
  for (let i = 0; i < reps; i++)
    for (const [name, work] of Object.entries(works)) {
      const begin = performance.now();
      work();
      least[name] = Math.min(least[name] ?? Infinity, performance.now() - begin);
    }
  const { cellCount: regions, complete } = complex;
  return { regions, complete, least, before, peak: peak() };
}

/** Peak memory of the process in bytes. */
function peak(): number {
  return 1024 * process.resourceUsage().maxRSS;
}

function printTable(): void {
  const shown = ['facts', 'neurons', 'stats', 'levels', 'classes'];
  const row = (first: string, ...others: (string | number)[]): void => {
    const columns = others.map((column) => String(column).padStart(9));
    process.stdout.write(`${[first.padEnd(21), ...columns].join(' ')}\n`);
  };
  row('network', 'regions', 'complex', ...shown, 'MB before', 'peak MB');
  for (const size of chosen) {
    const given = [process.argv[1], '--alone', '--reps', String(reps), size];
    if (maxCells < Infinity) given.push('--max-cells', String(maxCells));
    const f = JSON.parse(execFileSync(process.execPath, given, { encoding: 'utf8' })) as Figures;
    row(
      size,
      `${f.regions}${f.complete ? '' : '+'}`,
      f.least.complex.toFixed(0),
      ...shown.map((name) => (f.least[name] / f.least.complex).toFixed(2)),
      Math.round(f.before / 2 ** 20),
      Math.round(f.peak / 2 ** 20),
    );
  }
}
