import type { Facts } from '../../../core/analysis/facts.ts';
import type { NeuronReport } from '../../../core/analysis/neurons.ts';
import type { Complex } from '../../../core/complex/complex.ts';
import { cellArea } from '../../../core/complex/measure.ts';
import type { Picture } from '../../../protocol/preview.ts';
import { l10n } from '../../kit/l10n.ts';
import { layerName } from '../../../core/network/network.ts';

/** The neuron that explains what a fold is: the first whose fold crosses the domain as a straight line. */
export function straightNeuron(facts: Facts): NeuronReport | undefined {
  return facts.neurons.find(({ role, layer }) => role === 'folding' && facts.lines[layer]);
}

/** The neuron of a later layer whose fold meets the most folds of earlier ones, if one does. */
export function bentNeuron(facts: Facts): NeuronReport | undefined {
  const bends = ({ layer, neuron }: NeuronReport): number =>
    facts.margins?.[layer][neuron].bends ?? 0;
  return facts.neurons
    .filter(({ role, layer }) => role === 'folding' && !facts.lines[layer])
    .reduce<NeuronReport | undefined>(
      (best, one) => (best && bends(best) >= bends(one) ? best : one),
      undefined,
    );
}

/** The cell that is easiest to see: the largest one on which an output is not constant, if there is one. */
export function exampleCell({ complex }: Picture): number {
  let best = 0;
  let most = -1;
  let hasSloped = false;
  for (let cell = 0; cell < complex.cellCount; cell++) {
    const isSloped = hasSlope(complex, cell);
    if (hasSloped && !isSloped) continue;
    const area = cellArea(complex, cell);
    if (area > most || (isSloped && !hasSloped)) [best, most] = [cell, area];
    hasSloped ||= isSloped;
  }
  return best;
}

function hasSlope({ maps, outputCount }: Complex, cell: number): boolean {
  for (let o = cell * outputCount; o < (cell + 1) * outputCount; o++)
    if (maps[3 * o] !== 0 || maps[3 * o + 1] !== 0) return true;
  return false;
}

/** Layers with folds, each with the number of regions after it; names that repeat have a number. */
export function growth({ network }: Picture, facts: Facts): { name: string; regions: number }[] {
  const folding = [...new Set(facts.neurons.map(({ layer }) => layer))];
  const names = folding.map((layer) => layerName(network, layer));
  return folding.map((layer, i) => {
    const isRepeated = names.filter((name) => name === names[i]).length > 1;
    const number = layer + (network.sliced ? 0 : 1);
    return {
      name: isRepeated ? l10n.t('{0} (layer {1})', names[i], number) : names[i],
      regions: facts.regionsByLayer[layer],
    };
  });
}
