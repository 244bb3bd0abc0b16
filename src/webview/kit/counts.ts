import { l10n } from './l10n.ts';

/** Numbers of things, with separate texts for one and many, as translations need. */
export const counted = {
  regions: (n: number): string =>
    n === 1 ? l10n.t('1 region') : l10n.t('{0} regions', grouped(n)),
  linearRegions: (n: number): string =>
    n === 1 ? l10n.t('1 linear region') : l10n.t('{0} linear regions', grouped(n)),
  edges: (n: number): string => (n === 1 ? l10n.t('1 edge') : l10n.t('{0} edges', grouped(n))),
  vertices: (n: number): string =>
    n === 1 ? l10n.t('1 vertex') : l10n.t('{0} vertices', grouped(n)),
  faces: (n: number): string => (n === 1 ? l10n.t('1 face') : l10n.t('{0} faces', grouped(n))),
  neurons: (n: number): string =>
    n === 1 ? l10n.t('1 neuron') : l10n.t('{0} neurons', grouped(n)),
  layers: (n: number): string => (n === 1 ? l10n.t('1 layer') : l10n.t('{0} layers', grouped(n))),
  points: (n: number): string => (n === 1 ? l10n.t('1 point') : l10n.t('{0} points', grouped(n))),
};

/** A number with separators, in the English style of the spec in every language. */
export function grouped(n: number): string {
  return n.toLocaleString('en');
}
