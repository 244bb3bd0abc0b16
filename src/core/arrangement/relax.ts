import { roundoff } from './errorBound.ts';
import type { Program } from './program.ts';

/**
 * A band that holds the graph of a neuron's activation over an interval of its preactivation:
 * |σ(z) − (slope·z + offset)| ≤ width for z in [lo, hi]. The slope is that of the chord, as in CROWN
 * (Zhang et al. 2018); σ is furthest from its chord at a breakpoint.
 */
export class Band {
  slope = 0;
  offset = 0;
  width = 0;

  cover(program: Program, unit: number, lo: number, hi: number): void {
    const { threshold, slope, offset } = program;
    const first = program.pieceStart[unit];
    const foldStart = program.foldStart[unit];
    const foldEnd = program.foldEnd[unit];
    let f = foldStart;
    while (f < foldEnd && threshold[f] < lo) f++;
    let piece = first + f - foldStart;
    const atLo = slope[piece] * lo + offset[piece];
    let g = f;
    while (g < foldEnd && threshold[g] < hi) g++;
    const last = first + g - foldStart;
    const atHi = slope[last] * hi + offset[last];
    const chord = hi > lo ? (atHi - atLo) / (hi - lo) : 0;
    let least = 0;
    let most = 0;
    for (; f < g; f++, piece++) {
      const t = threshold[f];
      const beyond = slope[piece] * t + offset[piece] - (atLo + chord * (t - lo));
      if (beyond < least) least = beyond;
      if (beyond > most) most = beyond;
    }
    this.slope = chord;
    this.offset = atLo - chord * lo + (least + most) / 2;
    const size = Math.abs(atLo) + Math.abs(atHi) + Math.abs(chord) * (Math.abs(lo) + Math.abs(hi));
    this.width = (most - least) / 2 + 16 * roundoff * size;
  }
}

/** Bands round affine functions: |f − (a·x + b·y + c)| ≤ radius on a cell. */
export class AffineBands {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  readonly radius: Float64Array;

  constructor(count: number) {
    this.a = new Float64Array(count);
    this.b = new Float64Array(count);
    this.c = new Float64Array(count);
    this.radius = new Float64Array(count);
  }

  /** Adds band `k` of others to those from … to − 1, times the entries of the column at `column`. */
  add(
    real: Float64Array,
    others: AffineBands,
    k: number,
    column: number,
    from: number,
    to: number,
  ): void {
    const { a, b, c, radius } = this;
    const ak = others.a[k];
    const bk = others.b[k];
    const ck = others.c[k];
    const rk = others.radius[k];
    for (let s = from; s < to; s++) {
      const weight = real[column + s];
      a[s] += weight * ak;
      b[s] += weight * bk;
      c[s] += weight * ck;
      radius[s] += Math.abs(weight) * rk;
    }
  }

  /** The same for two bands at once: the sums are loaded and stored half as often. */
  addTwo(
    real: Float64Array,
    others: AffineBands,
    j: number,
    columnJ: number,
    k: number,
    columnK: number,
    from: number,
    to: number,
  ): void {
    const { a, b, c, radius } = this;
    const aj = others.a[j];
    const bj = others.b[j];
    const cj = others.c[j];
    const rj = others.radius[j];
    const ak = others.a[k];
    const bk = others.b[k];
    const ck = others.c[k];
    const rk = others.radius[k];
    for (let s = from; s < to; s++) {
      const v = real[columnJ + s];
      const w = real[columnK + s];
      a[s] += v * aj + w * ak;
      b[s] += v * bj + w * bk;
      c[s] += v * cj + w * ck;
      radius[s] += Math.abs(v) * rj + Math.abs(w) * rk;
    }
  }
}
