import { binaryEntropy, sigmoid } from '../../numeric/logistic.ts';
import type { Controls } from '../hysteresis.ts';
import type { GrpoModel } from './grpoModel.ts';

/** The parts of the entropy of a critical token, in nats. */
export interface EntropyParts {
  /** Share φ of critical tokens; the others are assumed to be certain. */
  readonly criticalShare: number;
  /** Entropy among the right tokens, and among the wrong ones. */
  readonly right: number;
  readonly wrong: number;
}

/** The parts for tokens that are equally likely within each class. */
export function uniformParts(criticalShare: number, right: number, wrong: number): EntropyParts {
  return { criticalShare, right: Math.log(right), wrong: Math.log(wrong) };
}

/**
 * The mean token entropy H(u) = φ·(H₂(q) + q·h₊ + (1 − q)·h₋) of a state, in nats: it falls as u
 * grows past h₊ − h₋, so that surfaces over (u₀, B) may be drawn with H for u.
 */
export function tokenEntropy(u: number, { criticalShare, right, wrong }: EntropyParts): number {
  return criticalShare * (binaryEntropy(u) + sigmoid(u) * right + sigmoid(-u) * wrong);
}

/**
 * The rate per update at which a state returns to its equilibrium: η·P·(B − M′), where P = 1 for
 * natural policy gradient and q(1 − q) for the ordinary one, which is slow near certainty.
 */
export function relaxationRate(
  model: GrpoModel,
  u: number,
  { control1, control2 }: Controls,
  training: { readonly learningRate: number; readonly gradient: 'natural' | 'ordinary' },
): number {
  const preconditioner = training.gradient === 'natural' ? 1 : sigmoid(u) * sigmoid(-u);
  return training.learningRate * preconditioner * model.stiffness(u, control1, control2);
}
