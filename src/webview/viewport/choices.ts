import type { Colouring, ColouringChoice } from '../../core/picture/colouring.ts';
import type { RegionKind } from '../../core/picture/regionKinds.ts';
import type { RegionOrder } from '../../core/picture/regionTable.ts';
import { l10n } from '../kit/l10n.ts';
import type { Height } from '../../core/height.ts';

/** What the user has chosen to see. Saved with the document. */
export interface Choices {
  readonly colouring: ColouringChoice;
  /** Undefined: as in the spec. */
  readonly height: Height | undefined;
  /** Factor on the heights, after they are scaled to fit. */
  readonly exaggeration: number;
  readonly faces: boolean;
  readonly lines: boolean;
  /** Whether decision boundaries are drawn. Undefined: where outputs are compared. */
  readonly boundaries: boolean | undefined;
  /** Heights of the contour lines, as `levelsFrom` reads them. */
  readonly levels: string;
  /** Factor on the logits of a policy. */
  readonly gain: number;
  /** Layers whose fold lines are not drawn. */
  readonly hiddenLayers: readonly number[];
  /** Classes whose faces have no colour. */
  readonly hiddenClasses: readonly number[];
  /** The kind of regions that are drawn and coloured. */
  readonly regions: RegionKind;
  readonly settingsOpen: boolean;
  readonly statisticsOpen: boolean;
  readonly tableOpen: boolean;
  /** Whether the card is folded to a few lines. */
  readonly cardFolded: boolean;
  readonly tableOrder: RegionOrder;
  /** Which rows the table lists, as `filterRegions` reads it. */
  readonly tableFilter: string;
}

/** Choices to change, or how they follow from the current ones. */
export type ChoicesChange = Partial<Choices> | ((current: Choices) => Partial<Choices>);

export function withChange(choices: Choices, change: ChoicesChange): Choices {
  return { ...choices, ...(typeof change === 'function' ? change(choices) : change) };
}

export const defaultChoices: Choices = {
  colouring: 'auto',
  height: undefined,
  exaggeration: 1,
  faces: true,
  lines: true,
  boundaries: undefined,
  levels: '',
  gain: 1,
  hiddenLayers: [],
  hiddenClasses: [],
  regions: 'activation',
  settingsOpen: false,
  statisticsOpen: false,
  tableOpen: false,
  cardFolded: false,
  tableOrder: { by: 'region', descending: false },
  tableFilter: '',
};

/** The name of a colouring in the language of the interface. */
export function colouringName(colouring: Colouring): string {
  switch (colouring) {
    case 'region':
      return l10n.t('Regions');
    case 'height':
      return l10n.t('Mean height');
    case 'gradient':
      return l10n.t('Gradient norm');
    case 'layer':
      return l10n.t('Layer of last fold');
    case 'linear':
      return l10n.t('Linear regions');
    case 'class':
      return l10n.t('Largest output');
    case 'entropy':
      return l10n.t('Policy entropy');
  }
}

export const regionKinds = ['activation', 'linear'] as const satisfies readonly RegionKind[];

export const exaggerationRange = { min: 0, max: 3, step: 0.05 } as const;

/** The slider sets the base-10 logarithm of the gain; at its left end the gain is 0. */
export const gainRange = { min: -2, max: 3, step: 0.02 } as const;

export function gainAt(position: number): number {
  return position <= gainRange.min ? 0 : Number((10 ** position).toPrecision(3));
}

export function positionOf(gain: number): number {
  return gain > 0 ? Math.log10(gain) : gainRange.min;
}
