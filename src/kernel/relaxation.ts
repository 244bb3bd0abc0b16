import { realAt } from './memory';
import { Neuron, program, roundoff } from './program';

/*
 * Linear relaxation, as in CROWN (Zhang et al. 2018): over an interval of preactivations, the graph of an
 * activation lies in a band around its chord. Sums of such bands bound the preactivations of the next
 * groups by affine functions.
 */

/** All values within `radius` of an affine function on a cell. */
@unmanaged
export class Band {
  a: f64;
  b: f64;
  c: f64;
  radius: f64;
}

// Result of `cover`.
export let bandSlope: f64 = 0;
export let bandOffset: f64 = 0;
export let bandWidth: f64 = 0;

/**
 * The band of an activation for preactivations from lo to hi: there it stays within bandWidth of
 * bandSlope · z + bandOffset. A piecewise linear function is furthest from its chord at a breakpoint.
 */
export function cover(neuron: Neuron, lo: f64, hi: f64): void {
  const threshold = program.threshold + ((<usize>neuron.firstFold) << 3);
  const slope = program.slope + ((<usize>neuron.firstPiece) << 3);
  const offset = program.offset + ((<usize>neuron.firstPiece) << 3);
  const folds = neuron.folds;
  let first = 0;
  while (first < folds && realAt(threshold, first) < lo) first++;
  let last = first;
  while (last < folds && realAt(threshold, last) < hi) last++;
  const slopeLo = realAt(slope, first);
  const offsetLo = realAt(offset, first);
  const slopeHi = realAt(slope, last);
  const offsetHi = realAt(offset, last);
  const atLo = slopeLo * lo + offsetLo;
  const atHi = slopeHi * hi + offsetHi;
  const chord = hi > lo ? (atHi - atLo) / (hi - lo) : 0;
  let least: f64 = 0;
  let most: f64 = 0;
  // Sizes of terms, not of sums: slope · z and the offset may cancel, and their roundings stay.
  let size = abs(slopeLo * lo) + abs(offsetLo) + abs(slopeHi * hi) + abs(offsetHi);
  size += abs(chord) * (abs(lo) + abs(hi));
  for (let k = first; k < last; k++) {
    const t = realAt(threshold, k);
    size += abs(realAt(slope, k) * t) + abs(realAt(offset, k));
    const beyond = realAt(slope, k) * t + realAt(offset, k) - (atLo + chord * (t - lo));
    least = min(least, beyond);
    most = max(most, beyond);
  }
  bandSlope = chord;
  bandOffset = atLo - chord * lo + (least + most) / 2;
  bandWidth = (most - least) / 2 + 16 * roundoff * size;
}

/** The piece that a neuron keeps for all preactivations from lo to hi, or −1 if there is a breakpoint. */
export function pieceOver(neuron: Neuron, lo: f64, hi: f64): i32 {
  const threshold = program.threshold + ((<usize>neuron.firstFold) << 3);
  const folds = neuron.folds;
  let piece = 0;
  while (piece < folds && realAt(threshold, piece) < lo) piece++;
  return piece < folds && realAt(threshold, piece) <= hi ? -1 : piece;
}

/** Adds two bands, times the weights at `v` and at `w`, to `bytes` of affine functions and their radii. */
export function addTwoBands(
  a: usize,
  stride: usize,
  bytes: usize,
  p: Band,
  v: usize,
  q: Band,
  w: usize,
): void {
  let b = a + stride;
  let c = b + stride;
  let r = c + stride;
  const end = a + bytes;
  const pa = f64x2.splat(p.a);
  const pb = f64x2.splat(p.b);
  const pc = f64x2.splat(p.c);
  const pr = f64x2.splat(p.radius);
  const qa = f64x2.splat(q.a);
  const qb = f64x2.splat(q.b);
  const qc = f64x2.splat(q.c);
  const qr = f64x2.splat(q.radius);
  for (; a < end; a += 16, b += 16, c += 16, r += 16, v += 16, w += 16) {
    const j = v128.load(v);
    const k = v128.load(w);
    const sumA = f64x2.add(f64x2.mul(j, pa), f64x2.mul(k, qa));
    const sumB = f64x2.add(f64x2.mul(j, pb), f64x2.mul(k, qb));
    const sumC = f64x2.add(f64x2.mul(j, pc), f64x2.mul(k, qc));
    const width = f64x2.add(f64x2.mul(f64x2.abs(j), pr), f64x2.mul(f64x2.abs(k), qr));
    v128.store(a, f64x2.add(v128.load(a), sumA));
    v128.store(b, f64x2.add(v128.load(b), sumB));
    v128.store(c, f64x2.add(v128.load(c), sumC));
    v128.store(r, f64x2.add(v128.load(r), width));
  }
}

/** The same for one band. */
export function addBand(a: usize, stride: usize, bytes: usize, p: Band, v: usize): void {
  let b = a + stride;
  let c = b + stride;
  let r = c + stride;
  const end = a + bytes;
  const pa = f64x2.splat(p.a);
  const pb = f64x2.splat(p.b);
  const pc = f64x2.splat(p.c);
  const pr = f64x2.splat(p.radius);
  for (; a < end; a += 16, b += 16, c += 16, r += 16, v += 16) {
    const j = v128.load(v);
    v128.store(a, f64x2.add(v128.load(a), f64x2.mul(j, pa)));
    v128.store(b, f64x2.add(v128.load(b), f64x2.mul(j, pb)));
    v128.store(c, f64x2.add(v128.load(c), f64x2.mul(j, pc)));
    v128.store(r, f64x2.add(v128.load(r), f64x2.mul(f64x2.abs(j), pr)));
  }
}
