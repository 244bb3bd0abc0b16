import type { Check } from './check.ts';
import { entropyChecks } from '../entropy/selfChecks.ts';
import { foldChecks } from './foldChecks.ts';

/** Computes everything that this build should know the answer of. */
export function selfCheck(): readonly Check[] {
  return [...foldChecks(), ...entropyChecks()];
}
