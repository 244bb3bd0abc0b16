import type { Colouring } from '../core/picture/colouring.ts';
import type { RegionKind } from '../core/picture/joined.ts';
import type { RegionOrder } from '../core/picture/regionTable.ts';
import type { Height } from '../core/picture/sheet.ts';

/** What the user has chosen to see; belongs to the document and survives every edit. */
export interface Choices {
  readonly colouring: Colouring;
  /** Undefined: as the spec says. */
  readonly height: Height | undefined;
  /** Factor on the heights, beyond what makes them fit. */
  readonly exaggeration: number;
  readonly faces: boolean;
  readonly lines: boolean;
  /** Layers whose fold lines are not drawn. */
  readonly hiddenLayers: readonly number[];
  /** What is drawn, and told apart by colours. */
  readonly regions: RegionKind;
  readonly settingsOpen: boolean;
  readonly statisticsOpen: boolean;
  readonly tableOpen: boolean;
  readonly tableOrder: RegionOrder;
}

export const defaultChoices: Choices = {
  colouring: 'region',
  height: undefined,
  exaggeration: 1,
  faces: true,
  lines: true,
  hiddenLayers: [],
  regions: 'activation',
  settingsOpen: false,
  statisticsOpen: false,
  tableOpen: false,
  tableOrder: { by: 'region', descending: false },
};

export const colouringNames: Readonly<Record<Colouring, string>> = {
  region: 'Regions',
  height: 'Height',
  gradient: 'Gradient norm',
  layer: 'Layer of last fold',
  linear: 'Linear regions',
  class: 'Largest output',
};

export const regionKindNames: Readonly<Record<RegionKind, string>> = {
  activation: 'By activation pattern',
  linear: 'By affine map',
};

export const exaggerationRange = { min: 0, max: 3, step: 0.05 } as const;
