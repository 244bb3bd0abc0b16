import { max, mean, min } from 'd3-array';
import { svg } from 'lit-html';
import type { InterventionId } from '../../../core/entropy/simulator/catalogue.ts';
import type { Quantity, SimulatedRun } from '../../../protocol/entropy/interventions.ts';
import { l10n } from '../../kit/l10n.ts';
import { bandPath, linePath, type Plot } from '../../kit/plot.ts';

/** Mean, minimum and maximum over the seeds, per step. */
export interface Band {
  readonly id: InterventionId;
  readonly seeds: number;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export type Bands = ReadonlyMap<Quantity, readonly Band[]>;

/** The quantities that are drawn, with the names of their axes. */
export function quantities(): readonly (readonly [Quantity, string])[] {
  return [
    ['entropy', l10n.t('entropy (nats)')],
    ['heldOutReward', l10n.t('held-out reward')],
    ['kl', l10n.t('KL to reference')],
    ['clipFraction', l10n.t('clip fraction')],
  ];
}

/** The bands of each quantity, for the interventions that have a finished run. */
export function bandsOfResults(
  results: readonly SimulatedRun[],
  chosen: readonly InterventionId[],
): Bands {
  return new Map(quantities().map(([key]) => [key, bandsOfQuantity(key, results, chosen)]));
}

function bandsOfQuantity(
  key: Quantity,
  results: readonly SimulatedRun[],
  chosen: readonly InterventionId[],
): readonly Band[] {
  return chosen.flatMap((id) => {
    const curves = results
      .filter(({ intervention }) => intervention === id)
      .map((run) => run.curves[key]);
    if (curves.length === 0) return [];
    const over = (pick: (values: readonly number[]) => number | undefined): Float64Array =>
      Float64Array.from(curves[0], (_, i) => pick(curves.map((curve) => curve[i])) ?? NaN);
    return [{ id, seeds: curves.length, mean: over(mean), low: over(min), high: over(max) }];
  });
}

/** A band with the line of its mean, in one of the styles. */
export function curveOf(band: Band, style: number, { x, y }: Plot): unknown {
  const outline = bandPath(
    Array.from(band.low, (low, k) => ({ x: x(k + 1), low: y(low), high: y(band.high[k]) })),
  );
  const path = linePath(Array.from(band.mean, (value, k) => [x(k + 1), y(value)] as const));
  return svg`<path class="bench-band bench-${style}" d=${outline}></path>
    <path class="bench-line bench-${style}" d=${path}></path>`;
}
