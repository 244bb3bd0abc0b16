import { crossing, rounded, type ExactPoint } from '../exact/exactPoint.ts';
import { ExactRows, type ExactRow } from '../exact/exactRows.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';

/** Number of regions of n lines in general position: 1 + n + C(n, 2) (Steiner 1826). */
export function regionsInGeneralPosition(lines: number): number {
  return 1 + lines + (lines * (lines - 1)) / 2;
}

/**
 * The exact number of regions into which the folds of the first layer divide the whole plane. By
 * Zaslavsky's theorem (1975), an arrangement of n distinct lines has 1 + n + Σ (λ(p) − 1) regions,
 * summed over the points p where λ(p) > 1 lines meet. Quadratic in the number of folds.
 */
export function regionsOfFirstLayerInPlane(network: Network): number {
  const lines = firstLayerLines(network);
  const points = new Map<string, Meeting[]>();
  let regions = 1 + lines.length;
  lines.forEach((p, i) => {
    for (const q of lines.slice(0, i)) {
      const point = crossing(p, q);
      if (point.w === 0n) continue;
      const meeting = meetingAt(points, point);
      // Count each line once per point, from the second line through the point on.
      if (meeting.last !== i) regions++;
      meeting.last = i;
    }
  });
  return regions;
}

interface Meeting {
  readonly point: ExactPoint;
  /** The last line that was found to pass through the point. */
  last: number;
}

function firstLayerLines(network: Network): ExactRow[] {
  const folds = foldTable(network);
  const rows = new ExactRows(network, folds);
  const lines: ExactRow[] = [];
  for (let f = 0; f < folds.firstOfLayer[1]; f++) {
    const row = rows.fold(f, new Uint32Array(0));
    const isLine = row.a !== 0n || row.b !== 0n;
    if (isLine && !lines.some((line) => sameLine(line, row))) lines.push(row);
  }
  return lines;
}

function sameLine(p: ExactRow, q: ExactRow): boolean {
  const { x, y, w } = crossing(p, q);
  return x === 0n && y === 0n && w === 0n;
}

// Equal points round to equal doubles; points in one bucket are compared exactly.
function meetingAt(points: Map<string, Meeting[]>, point: ExactPoint): Meeting {
  const key = rounded(point).join();
  const bucket = points.get(key) ?? [];
  let meeting = bucket.find((m) => samePoint(m.point, point));
  if (!meeting) {
    meeting = { point, last: -1 };
    points.set(key, [...bucket, meeting]);
  }
  return meeting;
}

function samePoint(p: ExactPoint, q: ExactPoint): boolean {
  return p.x * q.w === q.x * p.w && p.y * q.w === q.y * p.w;
}
