import { restPoints, type EquilibriumModel } from './equilibriumModel.ts';

/** Small fluctuations around an equilibrium, as an Ornstein–Uhlenbeck process. */
export interface Fluctuations {
  readonly variance: number;
  /** Correlation of two observations one interval apart. */
  readonly autocorrelation: number;
}

/**
 * Fluctuations about an equilibrium of relaxation rate `rate` under white noise of strength `noise`
 * (dx = drift dt + noise dW), observed every `interval`. Both grow as the rate goes to zero.
 */
export function fluctuations(rate: number, noise: number, interval: number): Fluctuations {
  return {
    variance: (noise * noise) / (2 * rate),
    autocorrelation: Math.exp(-rate * interval),
  };
}

/** The escape from a well over a neighbouring barrier. */
export interface Escape {
  readonly well: number;
  readonly ridge: number;
  /** Height of the barrier above the well, in units of the potential. */
  readonly barrier: number;
  /** Escapes per unit of time under small noise. */
  readonly rate: (noise: number) => number;
}

/**
 * All escapes between neighbouring wells, in ascending order of the well. Rates are those of
 * Kramers (1940); they are valid for barriers well above noise²/2 and a drift equal to minus the
 * slope of the potential.
 */
export function escapes(
  model: EquilibriumModel,
  control1: number,
  control2: number,
): readonly Escape[] {
  const points = restPoints(model, control1, control2);
  const found: Escape[] = [];
  points.forEach((well, i) => {
    if (!well.stable) return;
    for (const ridge of [points[i - 1], points[i + 1]]) {
      if (!ridge || ridge.stable) continue;
      const height = (x: number) => model.potential(x, control1, control2);
      const barrier = height(ridge.state) - height(well.state);
      const attempts = 1 / Math.sqrt(well.relaxationTime * ridge.relaxationTime) / (2 * Math.PI);
      const rate = (noise: number) => attempts * Math.exp((-2 * barrier) / (noise * noise));
      found.push({ well: well.state, ridge: ridge.state, barrier, rate });
    }
  });
  return found;
}
