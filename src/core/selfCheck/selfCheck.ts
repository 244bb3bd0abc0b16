import type { Check } from './check.ts';
import { entropyChecks } from '../entropy/selfChecks.ts';
import { foldChecks } from './foldChecks.ts';

/** Runs all checks. */
export function selfCheck(): readonly Check[] {
  return [...foldChecks(), ...entropyChecks()];
}
