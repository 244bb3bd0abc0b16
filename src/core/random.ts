import { ln } from './numeric/portable.ts';

/**
 * A generator of uniform random numbers, the same on every machine and in every version: mulberry32
 * (Tommy Ettinger), a 32-bit counter with a mixing function. Each call returns the next multiple of
 * 2⁻³² in [0, 1). Only the lower 32 bits of the seed, an integer, are used.
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A standard normal number from two uniform ones (Box and Muller 1958). The second of the pair is
 * discarded, so that every call consumes the same number of values. Math.log and Math.cos may
 * differ between engines in the last place.
 */
export function boxMullerNormal(uniform: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
  return radius * Math.cos(2 * Math.PI * uniform());
}

/** A random number generator whose results are the same on every machine and in every version. */
export interface Random {
  /** A multiple of 2⁻³² in [0, 1). */
  readonly uniform: () => number;
  /** Standard normal, by Marsaglia's polar method; the second of each pair is discarded. */
  readonly normal: () => number;
}

/** A generator with a seed, an integer of which the lower 32 bits are used. */
export function randomFrom(seed: number): Random {
  const uniform = mulberry32(seed);
  const normal = (): number => {
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * ln(s)) / s);
    }
  };
  return { uniform, normal };
}
