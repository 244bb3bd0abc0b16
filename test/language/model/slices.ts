import { readFileSync } from 'node:fs';
import { filesBeside } from '../../../src/cli/model/filesBeside.ts';
import { evaluate } from '../../../src/core/model/evaluate.ts';
import { readModel } from '../../../src/language/model/readModel.ts';
import type { ModelFile } from '../../../src/language/model/modelFile.ts';

/** Exact answers about planes of models, made with programs that share no code with this one. */
export interface Slice {
  readonly id: string;
  readonly file: string;
  readonly also?: readonly string[];
  readonly slice: Readonly<Record<'origin' | 'u' | 'v', readonly number[]>>;
  readonly points: readonly SlicePoint[];
  readonly row_points?: readonly SlicePoint[];
}

interface SlicePoint {
  readonly st: readonly [number, number];
  readonly logits: readonly number[];
}

/** Reads a model file from the disk, and what is beside it. */
export function modelIn(path: string): ReturnType<typeof readModel> {
  return readModel(path, readFileSync(path), filesBeside(path));
}

/** The largest difference between the logits and the known ones, relative to the largest of these. */
export function logitError({ graph, refusal }: ModelFile, { slice, ...own }: Slice): number {
  if (!graph) throw new Error(refusal?.message ?? 'There is no graph.');
  const { origin, u, v } = slice;
  const points = [...own.points, ...(own.row_points ?? [])];
  const columns = points.length;
  const inputs = new Float64Array(origin.length * columns);
  for (const [i, o] of origin.entries())
    for (const [c, { st }] of points.entries())
      inputs[i * columns + c] = o + st[0] * u[i] + st[1] * v[i];
  const outputs = evaluate(graph, inputs, columns);
  let worst = 0;
  for (const [c, { logits }] of points.entries()) {
    const size = Math.max(...logits.map(Math.abs));
    const found = outputs.flatMap((output) =>
      Array.from({ length: output.length / columns }, (_, o) => output[o * columns + c]),
    );
    if (found.length !== logits.length) return Infinity;
    for (const [o, z] of found.entries()) worst = Math.max(worst, Math.abs(z - logits[o]) / size);
  }
  return worst;
}
