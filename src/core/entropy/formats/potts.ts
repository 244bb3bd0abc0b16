import { entropyOf } from '../../numeric/softmax.ts';
import { rootBetween } from '../../numeric/root.ts';

/**
 * K ≥ 3 equal formats under usage feedback J = κ/B (the mean-field Potts model, Wu 1982). Unlike
 * with two, the transition is discontinuous, without critical slowing down as a warning.
 */
export interface PottsTransition {
  /** J at which the ordered state appears as a second, higher minimum. */
  readonly orderAppears: number;
  /** J at which both states have equal free energy: 2(K−1)/(K−2)·ln(K−1). */
  readonly equal: number;
  /** J at which the disordered state, all shares 1/K, ceases to be stable: K. */
  readonly disorderEnds: number;
  /** Share of the leading format in the ordered state at `equal`: (K−1)/K. */
  readonly leader: number;
  /** Entropy of the shares before and after the jump at `equal`, in nats. */
  readonly entropy: { readonly disordered: number; readonly ordered: number };
}

/** The transition for K formats. Throws a RangeError below three, where it is continuous. */
export function pottsTransition(formats: number): PottsTransition {
  if (!(Number.isInteger(formats) && formats >= 3)) {
    throw new RangeError(`A first-order transition takes at least 3 formats, not ${formats}.`);
  }
  const others = formats - 1;
  const leader = others / formats;
  return {
    orderAppears: feedbackOfOrder(formats, firstLeader(formats)),
    equal: ((2 * others) / (formats - 2)) * Math.log(others),
    disorderEnds: formats,
    leader,
    entropy: { disordered: Math.log(formats), ordered: leadEntropy(formats, leader) },
  };
}

/** The feedback J at which a leader of share m above 1/K rests and the others are equal. */
export function feedbackOfOrder(formats: number, leader: number): number {
  const others = formats - 1;
  const odds = Math.log(leader) - Math.log1p(-leader) + Math.log(others);
  return (odds * others) / (formats * leader - 1);
}

/** Free energy Σ π ln π − (J/2) Σ π² of shares; its wells are the stable states. */
export function freeEnergy(shares: readonly number[], feedback: number): number {
  return -entropyOf(shares) - (feedback / 2) * shares.reduce((sum, p) => sum + p * p, 0);
}

/** The share of the leader where the ordered state appears: least J. */
function firstLeader(formats: number): number {
  const others = formats - 1;
  // The slope of J in the logit x of m, times a positive factor; m = 1/K is the other zero.
  const slope = (x: number) => {
    const m = 1 / (1 + Math.exp(-x));
    const s = 1 / (1 + Math.exp(x));
    return formats * m - 1 - formats * m * s * (x + Math.log(others));
  };
  return 1 / (1 + Math.exp(-rootBetween(slope, 1e-3 - Math.log(formats - 1) / 3, 60)));
}

/** Entropy of one leader and K − 1 equal others. */
function leadEntropy(formats: number, leader: number): number {
  const rest = 1 - leader;
  return entropyOf([leader]) + entropyOf([rest]) + rest * Math.log(formats - 1);
}
