/** The arrangement of tiles of equal size in an area. */
export interface Tiling {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The numbers of columns and rows that make `count` square tiles with captions as large as
 * possible.
 */
export function tilingOf(count: number, width: number, height: number, caption: number): Tiling {
  let best: Tiling = { columns: 1, rows: count };
  let side = -Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const possible = Math.min(width / columns, height / rows - caption);
    if (possible <= side) continue;
    side = possible;
    best = { columns, rows };
  }
  return best;
}

/** `count` integers from 0 to length − 1, as evenly spaced as possible, including both ends. */
export function evenIndices(length: number, count: number): number[] {
  const n = Math.min(length, count);
  if (n === 1) return [0];
  return Array.from({ length: n }, (_, i) => Math.round((i * (length - 1)) / (n - 1)));
}
