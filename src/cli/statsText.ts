import { printable } from '../core/printable.ts';
import type { ComplexStats } from '../core/complex/stats.ts';

/** What `stats` prints: counts, measures and times, and whether they are complete. */
export interface Stats extends ComplexStats {
  /** False if the budget of cells stopped the computation. */
  readonly complete: boolean;
  /** Present for several outputs. */
  readonly classes?: ClassStats;
  /** Milliseconds from text to network, and from network to complex. */
  readonly timings: { readonly parse: number; readonly compute: number };
}

/** The regions of the largest outputs. */
export interface ClassStats {
  /** Per output, the area on which it is the largest; of equal ones the first. */
  readonly areas: readonly { readonly output: string; readonly area: number }[];
  /** Area of the pieces on which two outputs are equal everywhere. */
  readonly tiedArea: number;
  /** Length of all decision boundaries. */
  readonly boundaryLength: number;
}

/** A table with one quantity per line. */
export function statsTable(stats: Stats): string {
  const { timings } = stats;
  const rows: [string, string][] = [
    ['regions', whole(stats.regions)],
    ['linear regions', whole(stats.linearRegions)],
    ['vertices', whole(stats.vertices)],
    ['edges', whole(stats.edges)],
    ['  on the border', whole(stats.boundaryEdges)],
    ['  with coincident folds', whole(stats.coincidentEdges)],
    ['  without a bend', whole(stats.deadEdges)],
    ['V − E + F', whole(stats.euler)],
    ['area', real(stats.area)],
    ['  smallest region', real(stats.minArea)],
    ['  largest region', real(stats.maxArea)],
    ['length of the folds', real(stats.foldLength)],
    ...classRows(stats.classes),
    ['parsed in', `${timings.parse.toFixed(2)} ms`],
    ['computed in', `${timings.compute.toFixed(2)} ms`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function classRows(classes: ClassStats | undefined): [string, string][] {
  if (!classes) return [];
  return [
    ['length of the decision boundaries', real(classes.boundaryLength)],
    ...classes.areas.map(({ output, area }): [string, string] => [
      `  largest is ${printable(output)}, area`,
      real(area),
    ]),
    ...(classes.tiedArea > 0 ? [['  tied, area', real(classes.tiedArea)] as [string, string]] : []),
  ];
}

function whole(n: number): string {
  return n.toLocaleString('en');
}

function real(x: number): string {
  return String(Number(x.toPrecision(6)));
}
