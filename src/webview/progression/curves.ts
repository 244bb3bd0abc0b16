import { max, min } from 'd3-array';
import { numberText } from '../../core/numberText.ts';
import { grouped } from '../kit/counts.ts';
import { l10n } from '../kit/l10n.ts';
import type { Frames, FrameTrace } from './frames.ts';

/** One curve over the timeline. */
export interface Curve {
  readonly key: string;
  readonly name: string;
  /** A longer description than the name. */
  readonly hint: string;
  /** One value per frame; NaN if there is none or it has not been computed yet. */
  readonly values: readonly number[];
  /** An upper bound of the values. */
  readonly bound?: { readonly name: string; readonly values: readonly number[] };
  readonly text: (value: number) => string;
}

/** The curves of a sequence, from the frames computed so far. */
export function curvesOf(frames: Frames, length: number, output: number): Curve[] {
  const traces = Array.from({ length }, (_, i) => frames.trace(i));
  const all = (value: (trace: FrameTrace) => number | undefined): number[] =>
    traces.map((trace) => (trace && value(trace)) ?? NaN);
  const short = (value: number): string => numberText(value, 4);
  const training = (pick: 'loss' | 'accuracy'): number[] =>
    all(({ detail }) => (detail.kind === 'training' ? detail[pick] : undefined));

  const curves: Curve[] = [
    {
      key: 'loss',
      name: l10n.t('Loss'),
      hint: l10n.t('Mean over all data'),
      values: training('loss'),
      text: short,
    },
    {
      key: 'accuracy',
      name: l10n.t('Accuracy'),
      hint: l10n.t('Share of the data classified correctly'),
      values: training('accuracy'),
      text: (value) => `${numberText(100 * value, 3)} %`,
    },
    {
      key: 'regions',
      name: l10n.t('Regions'),
      hint: l10n.t('Activation regions in the domain'),
      values: all(({ numbers }) => numbers.regions),
      bound: {
        name: l10n.t('upper bound'),
        values: all(({ numbers }) => numbers.bound),
      },
      text: grouped,
    },
    {
      key: 'planeRegions',
      name: l10n.t('In the whole plane'),
      hint: l10n.t('Regions of the first layer, outside the domain too'),
      values: all(({ numbers }) => numbers.planeRegions),
      bound: {
        name: l10n.t('upper bound'),
        values: all(({ numbers: { bound, planeRegions } }) =>
          planeRegions === undefined ? undefined : bound,
        ),
      },
      text: grouped,
    },
    {
      key: 'meanArea',
      name: l10n.t('Mean area'),
      hint: l10n.t('Of an activation region'),
      values: all(({ numbers }) => numbers.meanArea),
      text: short,
    },
    {
      key: 'lipschitz',
      name: l10n.t('Lipschitz constant'),
      hint: l10n.t('Steepest slope of the output shown'),
      values: all(
        ({ numbers }) => numbers.lipschitz[Math.min(output, numbers.lipschitz.length - 1)],
      ),
      text: short,
    },
    {
      key: 'entropy',
      name: l10n.t('Entropy of the policy'),
      hint: l10n.t('Mean over the domain, in nats'),
      values: all(({ numbers: { entropy } }) => entropy && (entropy[0] + entropy[1]) / 2),
      text: short,
    },
  ];
  return curves.filter(({ values }) => values.some(Number.isFinite));
}

/** Relative differences below this are rounding errors, such as those of a sum of areas. */
const rounding = 1e-9;

/**
 * The range of a curve. Includes its bound unless that is far above the values. Lowest and highest are
 * equal if the values differ only by rounding errors, which would otherwise fill the plot with noise.
 */
export function curveRange({ values, bound }: Pick<Curve, 'values' | 'bound'>): {
  readonly lo: number;
  readonly hi: number;
} {
  const finite = values.filter(Number.isFinite);
  const top = max(finite) ?? NaN;
  const bottom = min(finite) ?? NaN;
  const lo = top - bottom > rounding * Math.max(Math.abs(top), Math.abs(bottom)) ? bottom : top;
  const highest = max((bound?.values ?? []).filter(Number.isFinite)) ?? 0;
  const hi = highest <= 4 * top ? Math.max(top, highest) : top;
  return { lo: lo > 0 && lo < hi / 2 ? 0 : lo, hi };
}
