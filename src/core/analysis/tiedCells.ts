import type { Complex } from '../complex/complex.ts';
import { cellPattern } from '../complex/describe.ts';
import type { Domain } from '../complex/domain.ts';
import { errorBound } from '../arrangement/errorBound.ts';
import { compile } from '../arrangement/program.ts';
import { ExactRows } from '../exact/exactRows.ts';
import { foldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import type { Refinement } from './refinement.ts';

/**
 * The fine cells all over which the winner ties with another output: both have the same affine map
 * there. Doubles can only prove that two maps differ; that they are equal is decided exactly.
 */
export function* tiedCells(
  network: Network,
  domain: Domain,
  complex: Complex,
  { parent, filled }: Refinement,
  winner: Int32Array,
): Generator<number> {
  const program = compile(network);
  const { gradient } = errorBound(program, domain);
  const firstOutput = program.rows - program.outputs;
  const { maps, outputCount } = complex;
  const rows = new ExactRows(program.network, foldTable(program.network));
  const mayEqual = (cell: number, i: number, j: number): boolean => {
    const p = 3 * (cell * outputCount + i);
    const q = 3 * (cell * outputCount + j);
    const error = gradient[firstOutput + i] + gradient[firstOutput + j];
    return Math.abs(maps[p] - maps[q]) + Math.abs(maps[p + 1] - maps[q + 1]) <= 2 * error;
  };
  for (let c = 0; c < winner.length; c++) {
    const cell = parent[c];
    if (cell < 0 || filled[cell] === 0) continue;
    const best = winner[c];
    for (let o = 0; o < outputCount; o++) {
      if (o === best || !mayEqual(cell, best, o)) continue;
      const exact = rows.outputs(cellPattern(complex, cell));
      const [p, q] = [exact[best], exact[o]];
      if (p.a !== q.a || p.b !== q.b || p.c !== q.c) continue;
      yield c;
      break;
    }
  }
}
