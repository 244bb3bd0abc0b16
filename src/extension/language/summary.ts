import { l10n } from 'vscode';
import type { Facts } from '../../core/analysis/facts.ts';
import type { Role } from '../../core/analysis/neurons.ts';

/** "42 regions", or "20,000+ regions" if a budget stopped the count. */
export function regionsText(regions: number, complete: boolean): string {
  const number = `${regions.toLocaleString('en')}${complete ? '' : '+'}`;
  return regions === 1 && complete ? l10n.t('1 region') : l10n.t('{0} regions', number);
}

/** "3 dead neurons"; undefined if there are none. */
export function deadText(facts: Facts, layer?: number): string | undefined {
  const dead = neuronsIn(facts, 'constant', layer).length;
  if (dead === 0 || !facts.complete) return undefined;
  return dead === 1 ? l10n.t('1 dead neuron') : l10n.t('{0} dead neurons', dead);
}

/** The regions of the domain before and after a layer. */
export function growthOf(facts: Facts, layer: number): { before: number; after: number } {
  const { regionsByLayer } = facts;
  return { before: layer === 0 ? 1 : regionsByLayer[layer - 1], after: regionsByLayer[layer] };
}

/** The neurons of a role, counted from 0, in one layer or in all. */
export function neuronsIn(facts: Facts, role: Role, layer?: number): number[] {
  return facts.neurons
    .filter((one) => one.role === role && (layer === undefined || one.layer === layer))
    .map(({ neuron }) => neuron);
}
