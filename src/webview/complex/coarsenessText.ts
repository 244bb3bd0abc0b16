import type { FoldTable } from '../../core/network/folds.ts';
import { type Network, layerName } from '../../core/network/network.ts';
import type { Coarseness } from '../../protocol/preview.ts';
import { l10n } from '../kit/l10n.ts';

/** Which folds a coarse complex is made of. */
export function coarsenessText(
  network: Network,
  { firstOfLayer }: FoldTable,
  { layers, neurons }: Coarseness,
): string {
  if (neurons > 0) {
    const { units } = network.layers[layers];
    return l10n.t(
      'Coarse complex: the first {0} of {1} neurons of {2}',
      neurons,
      units,
      layerName(network, layers),
    );
  }
  const folding = network.layers.map((_, l) => firstOfLayer[l + 1] > firstOfLayer[l]);
  const shown = folding.slice(0, layers).filter(Boolean).length;
  return l10n.t(
    'Coarse complex: the first {0} of {1} layers',
    shown,
    folding.filter(Boolean).length,
  );
}
