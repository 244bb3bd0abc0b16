/*
 * Measures every level and probability that the run view prints, on logs whose origin is known, and
 * prints the tables of docs/entropy.md.
 *
 *   npm run bench:statistics [-- --reps N] [-- --only NAME,…]
 */
import { levelTables } from './statistics/level.ts';
import { lawTables } from './statistics/law.ts';
import { sweepTables } from './statistics/sweep.ts';
import { warningTables } from './statistics/warning.ts';
import type { Table } from './statistics/table.ts';

const reps = Number(option('--reps') ?? 1000);
const only = option('--only')?.split(',');
const seed = 20_261_201;

const parts: Readonly<Record<string, (reps: number, seed: number) => readonly Table[]>> = {
  law: lawTables,
  level: levelTables,
  sweep: sweepTables,
  warning: warningTables,
};

process.stdout.write(
  `${reps} simulations a cell, seed ${seed}. Standard error of a percentage p: ` +
    `${errorAt(0.95)} points at 95 %, ${errorAt(0.5)} at 50 %.\n`,
);
for (const [name, tables] of Object.entries(parts)) {
  if (only && !only.includes(name)) continue;
  for (const { title, head, rows } of tables(reps, seed)) {
    process.stdout.write(
      `\n${title}\n\n| ${head.join(' | ')} |\n|${' --- |'.repeat(head.length)}\n`,
    );
    for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
  }
}

function errorAt(p: number): string {
  return (100 * Math.sqrt((p * (1 - p)) / reps)).toFixed(1);
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
