import type { ComplexStats } from '../core/complex/stats.ts';

/** What `stats` prints: the counts and measures, whether they are of the whole, and the times. */
export interface Stats extends ComplexStats {
  /** False when the budget of cells stopped the subdivision. */
  readonly complete: boolean;
  /** Milliseconds: from text to network, and from network to finished complex. */
  readonly timings: { readonly parse: number; readonly compute: number };
}

/** A table for people: one quantity per line, in their words. */
export function statsTable(stats: Stats): string {
  const { timings } = stats;
  const rows: [string, string][] = [
    ['regions', whole(stats.regions)],
    ['linear regions', whole(stats.linearRegions)],
    ['vertices', whole(stats.vertices)],
    ['edges', whole(stats.edges)],
    ['  on the border', whole(stats.boundaryEdges)],
    ['  where folds coincide', whole(stats.coincidentEdges)],
    ['  where nothing bends', whole(stats.deadEdges)],
    ['V − E + F', whole(stats.euler)],
    ['area', real(stats.area)],
    ['  smallest region', real(stats.minArea)],
    ['  largest region', real(stats.maxArea)],
    ['length of the folds', real(stats.foldLength)],
    ['parsed in', `${timings.parse.toFixed(2)} ms`],
    ['computed in', `${timings.compute.toFixed(2)} ms`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function whole(n: number): string {
  return n.toLocaleString('en');
}

function real(x: number): string {
  return String(Number(x.toPrecision(6)));
}
