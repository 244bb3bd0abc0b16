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
