import { boxMullerNormal, mulberry32 } from '../../../src/core/random.ts';

/*
 * Logs whose origin is known, with the properties of real ones: autocorrelated, heavy-tailed, bounded
 * and noisy, and moved by causes outside the training.
 */

/** Noise of unit variance from row to row. */
export interface NoiseKind {
  /** Correlation of neighbouring rows. */
  readonly correlation: number;
  /** Student's t with three degrees of freedom, or the normal distribution. */
  readonly heavy?: boolean;
}

/** A stationary first-order autoregression of unit variance. */
export function noiseOf(
  rows: number,
  { correlation, heavy = false }: NoiseKind,
  uniform: () => number,
): readonly number[] {
  const draw = (): number => {
    const z = boxMullerNormal(uniform);
    if (!heavy) return z;
    const squares = [0, 1, 2].reduce((sum) => sum + boxMullerNormal(uniform) ** 2, 0);
    return z / Math.sqrt(squares);
  };
  let x = draw();
  return Array.from({ length: rows }, (_, i) => {
    if (i > 0) x = correlation * x + Math.sqrt(1 - correlation ** 2) * draw();
    return x;
  });
}

/** A random walk with steps of unit variance. */
export function randomWalk(rows: number, uniform: () => number): readonly number[] {
  let x = 0;
  return Array.from({ length: rows }, () => (x += boxMullerNormal(uniform)));
}

/** A cause that comes and goes: −1 and 1 in turns of a given number of rows. */
export function squareWave(rows: number, half: number, uniform: () => number): readonly number[] {
  const start = Math.floor(uniform() * 2 * half);
  return Array.from({ length: rows }, (_, i) =>
    Math.floor((i + start) / half) % 2 === 0 ? 1 : -1,
  );
}

/** A slow sine of unit amplitude. */
export function slowSine(rows: number, period: number, uniform: () => number): readonly number[] {
  const phase = 2 * Math.PI * uniform();
  return Array.from({ length: rows }, (_, i) => Math.sin(phase + (2 * Math.PI * i) / period));
}

/** Entropy that falls from 1.25 nats to 0.07. */
export function fallingEntropy(rows: number): readonly number[] {
  return Array.from({ length: rows }, (_, i) => 1.2 * Math.exp((-4 * i) / rows) + 0.05);
}

/** A level as a log shows it: never below 0, with noise in proportion to it. */
export function measured(
  level: readonly number[],
  share: number,
  noise: readonly number[],
): readonly number[] {
  return level.map((h, i) => Math.max(0, h * (1 + share * noise[i])));
}

/** Generators with different seeds for each simulation of a cell. */
export function simulations(count: number, seed: number): readonly (() => number)[] {
  return Array.from({ length: count }, (_, i) => mulberry32(seed + 7919 * i));
}
