import { numberText } from '../../core/numberText.ts';
import { neuronName } from '../viewport/names.ts';
import { grouped } from '../kit/counts.ts';
import { l10n } from '../kit/l10n.ts';
import type { DrawableFrame } from './frames.ts';
import { layerName } from '../../core/network/network.ts';

/** The title of a frame, shown over its picture. */
export function frameTitle({ detail, network }: DrawableFrame): string {
  switch (detail.kind) {
    case 'fold': {
      const { units } = network.layers[detail.layer];
      if (detail.at === 0) return l10n.t('No neuron yet');
      if (detail.at === 1) return l10n.t('1 of {0} neurons', units);
      return l10n.t('{0} of {1} neurons', detail.at, units);
    }
    case 'layer':
      if (detail.at === 0) return l10n.t('Before the first layer');
      return l10n.t('After {0}', layerName(network, detail.layer - 1));
    case 'training':
      return l10n.t('Step {0}', grouped(detail.at));
    case 'interpolation':
      return `t = ${detail.at.toFixed(3)}`;
    case 'checkpoints':
      return detail.name;
  }
}

/** What is new in a frame, or what its picture shows; undefined if the title already says it. */
export function frameNews(frame: DrawableFrame): string | undefined {
  const { detail, network } = frame;
  switch (detail.kind) {
    case 'fold': {
      const newest = detail.entered.at(-1);
      if (newest === undefined) return undefined;
      return l10n.t('New: {0}', neuronName(network, detail.layer, newest));
    }
    case 'training':
      return l10n.t('Epoch {0}', numberText(detail.epoch, 4));
    case 'layer':
    case 'interpolation':
    case 'checkpoints':
      return undefined;
  }
}
