import type { ReportedRegime } from '../../core/entropy/modelReport.ts';

/** What the regimes mean. */
export const regimeMeanings: Readonly<Record<ReportedRegime, string>> = {
  balanced: 'one equilibrium and no fold: nothing can jump',
  prevented: 'held, although a collapsed state is stable as well',
  notUndone: 'collapsed, although a held state is stable as well',
  undone: 'only the held state is stable: a collapse would be undone',
  collapsed: 'only the collapsed state is stable',
  heldOrDivergent: 'held, but beyond an unstable state nothing holds the policy',
  divergentOrHeld: 'beyond the unstable state, where nothing holds the policy',
  divergent: 'no state is stable: success keeps growing',
  unregularised: 'no KL term and no entropy bonus: entropy declines to zero, without a fold',
  oneState: 'one stable state',
  severalStates: 'several stable states: history decides',
};
