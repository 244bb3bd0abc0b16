import type { ExportChoice } from '../../../protocol/exports.ts';
import type { SimulatedRun, SimulateRequest } from '../../../protocol/entropy/interventions.ts';
import type { FigureTools, PlotFigure } from '../../kit/figure.ts';
import { l10n } from '../../kit/l10n.ts';
import { clipped, paddedExtent } from '../../kit/plot.ts';
import { choicesOfFigure } from '../../kit/saveFigure.ts';
import { bandsOfResults, curveOf, quantities } from './bands.ts';
import { interventionWords } from './labels.ts';

/** What the view can save. */
export function exportChoices(): readonly ExportChoice[] {
  return [
    ...choicesOfFigure('curves', l10n.t('SVG of the curves'), l10n.t('PNG of the curves')),
    {
      id: 'csv',
      label: l10n.t('CSV of the runs'),
      detail: l10n.t('One row per step and run'),
      group: l10n.t('Data'),
    },
  ];
}

/** Heights of plots below each other, divided by their width. */
const aspects = { first: 0.4, other: 0.32 };

/** The curves of all interventions. The numbers of seeds and steps, and what bands mean, are in its title. */
export function curvesFigure(
  results: readonly SimulatedRun[],
  { interventions, steps, seeds }: SimulateRequest,
  { keyOf }: FigureTools,
): PlotFigure {
  const bands = bandsOfResults(results, interventions);
  const words = interventionWords();
  const names = quantities();
  return {
    title:
      seeds === 1
        ? l10n.t('Interventions, simulated')
        : l10n.t('Interventions, simulated: mean and range of {0} seeds', seeds),
    description: l10n.t('{0} over steps', names.map(([, name]) => name).join(', ')),
    plots: names.map(([key, name], i) => {
      const all = bands.get(key) ?? [];
      return {
        xAxis: { name: l10n.t('step'), domain: [1, steps] },
        yAxis: { name, domain: paddedExtent(...all.flatMap(({ low, high }) => [low, high])) },
        aspect: i === 0 ? aspects.first : aspects.other,
        draw: (plot) =>
          clipped(
            plot,
            `clip-bench-${key}`,
            all.map((band) => curveOf(band, interventions.indexOf(band.id), plot)),
          ),
      };
    }),
    legend: interventions.map((id, i) => ({
      entries: [keyOf(words[id].name, `bench-line bench-${i}`)],
    })),
  };
}
