import type { Colouring } from '../core/picture/colouring.ts';
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
  readonly settingsOpen: boolean;
}

export const defaultChoices: Choices = {
  colouring: 'region',
  height: undefined,
  exaggeration: 1,
  faces: true,
  lines: true,
  hiddenLayers: [],
  settingsOpen: false,
};

export const colouringNames: Readonly<Record<Colouring, string>> = {
  region: 'Regions',
  height: 'Height',
  gradient: 'Gradient norm',
  layer: 'Layer of last fold',
  linear: 'Linear regions',
  class: 'Largest output',
};

export const exaggerationRange = { min: 0, max: 3, step: 0.05 } as const;
