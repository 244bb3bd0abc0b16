import { logSigmoid, sigmoid } from '../../numeric/logistic.ts';
import type { Patch, PatchPoint } from '../equilibriumModel.ts';

/** What the patches are made from. */
export interface ClampedFlow {
  /** F and F′. */
  readonly value: (u: number) => number;
  readonly slope: (u: number) => number;
  /** Whether samples of right and of wrong answers are below the clamp. */
  readonly isRight: (u: number, anchor: number) => boolean;
  readonly isWrong: (u: number, anchor: number) => boolean;
  readonly drift: (u: number, anchor: number, beta: number) => number;
  /** The log-ratios ln(π/ref) at which a sample reaches the clamp. */
  readonly ratios: readonly [number, number];
  /** The last state at which F is this much; undefined without a bonus that holds a policy. */
  readonly lastAt: ((level: number) => number | undefined) | undefined;
}

const nowhere: PatchPoint = { control1: NaN, state: NaN, byState: NaN, byControl2: NaN };

/** The equilibria of the clamped flow that are not on the surface of the flow without the clamp. */
export function clampPatches(flow: ClampedFlow): readonly Patch[] {
  return [
    rightPatch(flow),
    wrongPatch(flow),
    ...flow.ratios.flatMap((ratio) => [edgePatch(flow, ratio, 1), edgePatch(flow, ratio, -1)]),
    ...[flow.lastAt?.(0)].flatMap((state) => (state === undefined ? [] : [flatPatch(flow, state)])),
  ];
}

/** Where only right answers count: q·F = β(q − q_ref). */
function rightPatch({ value, slope, isRight, isWrong, lastAt }: ClampedFlow): Patch {
  const at = (u: number, beta: number): PatchPoint => {
    const [q, rest, f] = [sigmoid(u), sigmoid(-u), value(u) / beta];
    const [ref, other] = [q * (1 - f), rest + q * f];
    if (!(ref > 0 && other > 0)) return nowhere;
    return {
      state: u,
      control1: Math.log(ref / other),
      byState: (q * rest * (1 - f) - (q * slope(u)) / beta) / (ref * other),
      byControl2: (q * f) / beta / (ref * other),
    };
  };
  const existsAt = (u: number, beta: number): boolean => {
    const { control1 } = at(u, beta);
    return isRight(u, control1) && !isWrong(u, control1);
  };
  // A policy that an entropy bonus holds: 0 < F < β.
  const dense =
    lastAt && ((beta: number): readonly [number, number] => [lastAt(beta) ?? 0, lastAt(0) ?? 0]);
  return { parameter: 'state', at, existsAt, ...(dense && { dense }) };
}

/** Where only wrong answers count: (1 − q)·F = β(q − q_ref). */
function wrongPatch({ value, slope, isRight, isWrong }: ClampedFlow): Patch {
  const at = (u: number, beta: number): PatchPoint => {
    const [q, rest, f] = [sigmoid(u), sigmoid(-u), value(u) / beta];
    const [ref, other] = [q - rest * f, rest * (1 + f)];
    if (!(ref > 0 && other > 0)) return nowhere;
    return {
      state: u,
      control1: Math.log(ref / other),
      byState: (q * rest * (1 + f) - (rest * slope(u)) / beta) / (ref * other),
      byControl2: (rest * f) / beta / (ref * other),
    };
  };
  const existsAt = (u: number, beta: number): boolean => {
    const { control1 } = at(u, beta);
    return !isRight(u, control1) && isWrong(u, control1);
  };
  return { parameter: 'state', at, existsAt };
}

/**
 * States at which a sample of the right (side 1) or the wrong answer (−1) reaches the clamp. They are
 * unstable equilibria where the flow leads away to both sides.
 */
function edgePatch({ drift }: ClampedFlow, ratio: number, side: 1 | -1): Patch {
  const anchorAt = (u: number): number => {
    const logReference = logSigmoid(side * u) - ratio;
    return logReference < 0 ? side * (logReference - Math.log(-Math.expm1(logReference))) : NaN;
  };
  return {
    parameter: 'state',
    isEdge: true,
    at: (u) => {
      const control1 = anchorAt(u);
      const byState = sigmoid(-side * u) / sigmoid(-side * control1);
      return { state: u, control1, byState, byControl2: 0 };
    },
    existsAt: (u, beta) => {
      const control1 = anchorAt(u);
      const step = 1e-7 * (1 + Math.abs(u));
      return drift(u - step, control1, beta) < 0 && drift(u + step, control1, beta) > 0;
    },
  };
}

/** A state that rests whatever β is, over the references so far away that all samples are clamped. */
function flatPatch({ isRight, isWrong }: ClampedFlow, state: number): Patch {
  return {
    parameter: 'control1',
    at: (control1) => ({ state, control1, byState: 1e9, byControl2: 0 }),
    existsAt: (control1) => !isRight(state, control1) && !isWrong(state, control1),
  };
}
