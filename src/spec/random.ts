import { mulberry32 } from '../core/random.ts';

/**
 * What weights are drawn from, the same on every machine and in every version: mulberry32, and only
 * +, −, ×, / and sqrt on doubles, whose results IEEE 754 fixes to the last bit. Math.log and Math.cos
 * may differ between JavaScript engines.
 */
export interface Random {
  /** A multiple of 2⁻³² in [0, 1). */
  readonly uniform: () => number;
  /** Standard normal, by Marsaglia's polar method; the second of its pair is thrown away. */
  readonly normal: () => number;
}

/** The stream of numbers of a seed, a whole number of which 32 bits count. */
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

/** The natural logarithm of s in (0, 1), to a few units in the last place. */
function ln(s: number): number {
  let exponent = 0;
  for (; s < Math.SQRT1_2; s *= 2) exponent--;
  // ln s = 2 artanh z with |z| ≤ 0.172: the terms shrink by 0.03.
  const z = (s - 1) / (s + 1);
  let sum = 0;
  for (let k = 23; k > 0; k -= 2) sum = sum * z * z + 1 / k;
  return 2 * z * sum + exponent * Math.LN2;
}
