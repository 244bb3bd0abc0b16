import type { Workspace } from './workspace.ts';

/** Sign of the fold with the given slot at a vertex where the lines p and q of the forest cross. */
export function signAtVertex(
  w: Workspace,
  slot: number,
  fold: number,
  v: number,
  p: number,
  q: number,
): number {
  const { real } = w;
  const { vertex } = w.forest;
  const z = real[slot] * vertex[3 * v] + real[slot + 1] * vertex[3 * v + 1] + real[slot + 2];
  const error = real[slot + 3] + real[slot + 4] * vertex[3 * v + 2];
  if (z > error) return 1;
  if (z < -error) return -1;
  return exactSign(w, fold, p, q);
}

/** The same without looking at coordinates. */
export function exactSign(w: Workspace, fold: number, p: number, q: number): number {
  const { lineFold } = w.forest;
  w.work += exactWork;
  return w.sign.ofFold(fold, lineFold[p], lineFold[q]);
}

// Mostly a few lookups; rows in integers, which take longer, are computed once for many signs.
const exactWork = 5_000;
