import type { Network } from '../network/network.ts';
import type { Domain } from '../complex/domain.ts';
import { errorBound, type ErrorBound } from './errorBound.ts';
import { compile, type Program } from './program.ts';

/** What a subdivision starts from: a network, laid out, over a domain. */
export interface ArrangementInput {
  readonly program: Program;
  readonly domain: Domain;
  readonly bound: ErrorBound;
  /** Work in nanoseconds, about. Decides what subproblems are split off, see `subdivide`. */
  readonly grain: number;
}

/** Throws what `compile` and `errorBound` throw. */
export function arrangementInput(
  network: Network,
  domain: Domain,
  grain = usualGrain,
): ArrangementInput {
  const program = compile(network);
  return { program, domain, bound: errorBound(program, domain), grain };
}

// About four milliseconds on a machine of today.
const usualGrain = 3e6;
