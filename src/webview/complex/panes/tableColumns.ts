import { cellPattern } from '../../../core/complex/describe.ts';
import { pieceInPattern } from '../../../core/network/affine.ts';
import { numberText } from '../../../core/numberText.ts';
import { joinedRegion, type RegionKind } from '../../../core/picture/regionKinds.ts';
import {
  regionNumber,
  type RegionKey,
  type RegionTable,
} from '../../../core/picture/regionTable.ts';
import { grouped } from '../../kit/counts.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { l10n } from '../../kit/l10n.ts';
import { layersWithFolds } from '../../viewport/legendOf.ts';

/** A column of the table of regions. */
export interface Column {
  /** What a click on its header sorts by. */
  readonly key?: RegionKey;
  readonly name: string;
  readonly text: (rows: RegionTable, cell: number) => string;
}

/** The columns of the table of regions. */
export function columnsOf(drawing: Drawing, kind: RegionKind): Column[] {
  const { picture, folds } = drawing;
  const { network, complex, graph } = picture;
  const layers = layersWithFolds(drawing);
  const isLinear = kind === 'linear';
  const pattern = (_: RegionTable, cell: number): string => {
    const joined = isLinear ? joinedRegion(complex, cell).cells : [cell];
    const patterns = joined.map((c) => cellPattern(complex, c));
    const piece = (layer: number, i: number): string => {
      const own = pieceInPattern(folds, patterns[0], layer, i);
      const isSame = patterns.every((words) => pieceInPattern(folds, words, layer, i) === own);
      return isSame ? String(own) : '*';
    };
    const text = layers
      .map((layer) =>
        Array.from({ length: network.layers[layer].units }, (_, i) => piece(layer, i)).join(''),
      )
      .join(' ');
    return joined.length > 1 ? l10n.t('{0} ({1} patterns)', text, grouped(joined.length)) : text;
  };
  const slopes: Column[] = graph
    ? [
        {
          key: 'slopeX',
          name: l10n.t('Slope'),
          text: (rows, cell) => numberText(rows.slopeX[cell]),
        },
      ]
    : [
        {
          name: l10n.t('Gradient'),
          text: (rows, cell) =>
            `(${numberText(rows.slopeX[cell], 3)}, ${numberText(rows.slopeY[cell], 3)})`,
        },
        {
          key: 'gradient',
          name: l10n.t('Gradient norm'),
          text: (rows, cell) => numberText(rows.gradient[cell]),
        },
      ];
  return [
    {
      key: 'region',
      name: isLinear ? l10n.t('Linear region') : l10n.t('Region'),
      text: (rows, cell) => grouped(regionNumber(rows, cell)),
    },
    {
      key: 'area',
      name: graph ? l10n.t('Length') : l10n.t('Area'),
      text: (rows, cell) => numberText(rows.area[cell]),
    },
    ...slopes,
    {
      key: 'height',
      name: l10n.t('Height at centre'),
      text: (rows, cell) => numberText(rows.height[cell]),
    },
    { key: 'pattern', name: l10n.t('Pattern'), text: pattern },
  ];
}
