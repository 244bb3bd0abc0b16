import { restPoints, type EquilibriumModel } from './equilibriumModel.ts';

/** Small noise around a resting state, as an Ornstein-Uhlenbeck process. */
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

/** The way out of a well over the ridge beside it. */
export interface Escape {
  readonly well: number;
  readonly ridge: number;
  /** Difference of potential to climb. */
  readonly barrier: number;
  /** Escapes per unit of time under small noise. */
  readonly rate: (noise: number) => number;
}

/**
 * All escapes between neighbouring wells, in ascending order of the well. The rate is that of
 * Kramers (1940) and asks for a barrier well above noise²/2, and for the drift to be minus the slope
 * of the potential.
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
