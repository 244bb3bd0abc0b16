import {
  contourTexts,
  pictureLegend,
  type LegendWords,
  type PictureLegend,
} from '../../core/picture/pictureLegend.ts';
import { l10n } from '../kit/l10n.ts';
import { colouringName, type Choices } from './choices.ts';
import type { Drawable, Drawing } from './drawing.ts';

/** As many values as a legend has room for. */
const mostLevels = 6;

/**
 * The legend of a drawing, in the language of the interface. Boundaries that were hidden keep their
 * entry, so that they can be shown again.
 */
export function legendOf(drawing: Drawing<Drawable>, choices: Choices): PictureLegend {
  const { picture, height, colouring, colours, palette, levels, lines, boundaryLevel } = drawing;
  const drawn = levels && levels.curves.count > 0 ? levels.levels : [];
  const values = drawn.filter((level) => level !== boundaryLevel);
  const isDrawn = lines.ties.length > 0 || values.length < drawn.length;
  return pictureLegend(
    {
      subject: picture,
      height,
      colouring,
      colours,
      palette,
      layers: layersWithFolds(drawing),
      hasBoundaries: isDrawn || choices.boundaries === false,
      contours: contourTexts(values, mostLevels),
    },
    words,
  );
}

/** The layers that have folds, in order. */
export function layersWithFolds({ folds }: Drawing<Drawable>): number[] {
  const { firstOfLayer } = folds;
  return Array.from({ length: firstOfLayer.length - 1 }, (_, layer) => layer).filter(
    (layer) => firstOfLayer[layer + 1] > firstOfLayer[layer],
  );
}

const words: LegendWords = {
  title: (colouring, height) => {
    switch (colouring) {
      case 'height':
        // An output may be called just that.
        return height === 'height' ? colouringName(colouring) : l10n.t('Mean height ({0})', height);
      case 'gradient':
        return l10n.t('Gradient norm ({0})', height);
      default:
        return colouringName(colouring);
    }
  },
  get largestOutput() {
    return l10n.t('largest output');
  },
  get boundary() {
    return l10n.t('Decision boundary');
  },
  get noFold() {
    return l10n.t('No fold');
  },
  get nats() {
    return l10n.t('nats');
  },
  note: (colouring) =>
    colouring === 'region'
      ? l10n.t('Lighter regions are higher')
      : l10n.t('One colour per affine map'),
};
