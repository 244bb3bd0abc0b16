import { search } from './cell';
import { lineAt, lineOf, shareLine } from './halfEdge';
import { exactSign } from './host';
import { Table, makeRoom, startTable } from './memory';
import { cornerAt, mostMaskBits, wrapped } from './ring';
import { Row } from './row';

/*
 * The sign of a row at a corner: that of its value where this is larger than its error, and the host's
 * exact one otherwise. A corner *is* where the lines of its two sides cross; its coordinates are only
 * near it.
 */

/** Mostly a few lookups; rows in integers, which take longer, are computed once for many signs. */
const exactWork: f64 = 5_000;

/** The corners of a ring strictly above and below the fold that was read last; on large rings just 0 or 1. */
export let above: u32 = 0;
export let below: u32 = 0;

/** i8 per corner: the same one by one. */
const signs = changetype<Table>(memory.data(offsetof<Table>()));

/** Makes room for signs, when the heap was cleared. */
export function startSigns(): void {
  startTable(signs, 1);
}

export function signOf(row: Row, ring: usize, size: i32, k: i32): i32 {
  const corner = cornerAt(ring, k);
  const z = row.a * corner.x + row.b * corner.y + row.c;
  const error = row.error + row.steepness * corner.error;
  if (z > error) return 1;
  if (z < -error) return -1;
  const before = cornerAt(ring, wrapped(k + size - 1, size));
  return signWhereLinesCross(row, lineOf(before.halfEdge), lineOf(corner.halfEdge));
}

/** The exact sign where two lines cross; a fold that one of them carries vanishes there. */
export function signWhereLinesCross(row: Row, p: i32, q: i32): i32 {
  const foldP = lineAt(p).fold;
  const foldQ = lineAt(q).fold;
  if (row.fold === foldP || row.fold === foldQ) return 0;
  search.work += exactWork;
  return exactSign(row.fold, foldP, foldQ);
}

/** Reads the signs of a fold round a ring. */
export function readSigns(row: Row, ring: usize, size: i32): void {
  makeRoom(signs, size);
  above = below = 0;
  for (let k = 0; k < size; k++) {
    const sign = signOf(row, ring, size, k);
    const bit: u32 = size > mostMaskBits ? 1 : 1 << k;
    store<i8>(signs.at + k, <i8>sign);
    if (sign > 0) above |= bit;
    else if (sign < 0) below |= bit;
  }
  search.work += 8 * size;
}

/** The sign at a corner of the ring whose signs were read last. */
export function signRead(k: i32): i32 {
  return load<i8>(signs.at + k);
}

/**
 * A fold that runs along sides of the cell shares their lines, which carry the first of them: those of
 * earlier groups have it, but not those of the same group, where a neuron is put in after the others. For
 * the fold whose signs were read last.
 */
export function shareSides(fold: i32, ring: usize, size: i32): void {
  for (let k = 0, before = size - 1; k < size; before = k++)
    if (signRead(before) === 0 && signRead(k) === 0)
      shareLine(lineOf(cornerAt(ring, before).halfEdge), fold);
}
