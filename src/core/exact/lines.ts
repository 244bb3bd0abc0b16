import type { ExactRow } from './exactRows.ts';
import { Interner } from './interner.ts';

/**
 * Numbers the lines on which affine functions vanish: functions that are proportional have one line.
 * Residues modulo a prime, divided by the first that is not zero, are the same for proportional rows,
 * and cross products check that rows with the same residues are proportional. Only a row whose
 * coefficients are all multiples of the prime may get a second number for its line. That costs a
 * determinant, which is zero then, and changes no sign.
 */
export class Lines {
  /** A row of each line; that line is above where it is positive. */
  readonly rows: ExactRow[] = [];
  private readonly residues = new Interner();
  private readonly lineOfResidues: number[] = [];

  clear(): void {
    this.rows.length = 0;
    this.lineOfResidues.length = 0;
    this.residues.clear();
  }

  /**
   * The line of a row, twice its number, plus 1 if the row is negative above it. A row that is
   * constant has none: `vanishing`, `positive` or `negative`.
   */
  find(row: ExactRow): number {
    const { a, b, c } = row;
    if (a === 0n && b === 0n) return c === 0n ? vanishing : c > 0n ? positive : negative;
    const [ra, rb, rc] = projective(residue(a), residue(b), residue(c));
    for (let attempt = 0; ; attempt++) {
      const { residues, lineOfResidues, rows } = this;
      const { count } = residues;
      const number = residues.internTuple([ra, rb, rc, attempt]);
      if (number === count) {
        lineOfResidues.push(rows.length);
        rows.push(row);
        return 2 * (rows.length - 1);
      }
      const line = lineOfResidues[number];
      const orientation = orientationOf(row, rows[line]);
      if (orientation !== 0) return 2 * line + (orientation > 0 ? 0 : 1);
    }
  }
}

/** In place of a line: rows without one. */
export const vanishing = -1;
export const positive = -2;
export const negative = -3;

/** 1 or −1 if a row is a positive or negative multiple of another, or else 0. Neither is constant. */
function orientationOf(p: ExactRow, q: ExactRow): -1 | 0 | 1 {
  if (p.a * q.b !== p.b * q.a || p.a * q.c !== p.c * q.a || p.b * q.c !== p.c * q.b) return 0;
  const same = p.a === 0n ? p.b > 0n === q.b > 0n : p.a > 0n === q.a > 0n;
  return same ? 1 : -1;
}

// The largest prime below 2²⁶: products of residues are exact in doubles.
const prime = 67108859;
const bigPrime = BigInt(prime);

function residue(n: bigint): number {
  const r = Number(n % bigPrime);
  return r < 0 ? r + prime : r;
}

/** Residues divided by the first of them that is not zero. */
function projective(a: number, b: number, c: number): [number, number, number] {
  const inverse = inverseOf(a !== 0 ? a : b !== 0 ? b : c);
  return [(a * inverse) % prime, (b * inverse) % prime, (c * inverse) % prime];
}

/** The inverse modulo the prime, by Euclid's algorithm; 0 of 0. */
function inverseOf(n: number): number {
  let [r, s] = [prime, n];
  let [x, y] = [0, 1];
  while (s !== 0) {
    const q = Math.floor(r / s);
    [r, s] = [s, r - q * s];
    [x, y] = [y, x - q * y];
  }
  return n === 0 ? 0 : x < 0 ? x + prime : x;
}
