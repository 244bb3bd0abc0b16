import { foldTable } from '../../core/network/folds.ts';
import { colourings } from '../../core/picture/colouring.ts';
import type { SceneFrame } from '../../core/picture/sceneFrame.ts';
import { isRegionKey, type RegionOrder } from '../../core/picture/regionTable.ts';
import type { Camera, Orbit, Plane } from '../viewport/camera.ts';
import {
  defaultChoices,
  exaggerationRange,
  gainRange,
  regionKinds,
  type Choices,
} from '../viewport/choices.ts';
import { isIndex, numbers, record } from '../kit/savedState.ts';
import type { State } from './state.ts';
import { regionReference } from './regionReference.ts';
import type { Height } from '../../core/height.ts';

/**
 * Identifies a region after an edit: its activation pattern, a point inside it, and a fold if one
 * is pinned.
 */
export interface RegionReference {
  readonly x: number;
  readonly y: number;
  readonly pattern: readonly number[];
  readonly fold?: {
    readonly layer: number;
    readonly neuron: number;
    readonly breakpoint: number;
  };
}

/** What is saved for a document. Camera and frame are missing before the first picture. */
export interface ViewState {
  readonly choices: Choices;
  readonly camera?: Camera;
  readonly frame?: SceneFrame;
  readonly pinned?: RegionReference;
}

/** What to save of a state: nothing before the first picture, nor during a coarse complex. */
export function viewStateOf({
  picture,
  choices,
  camera,
  sceneFrame,
  pinned,
}: State): ViewState | undefined {
  if (!picture || picture.coarseness) return undefined;
  return {
    choices,
    ...(camera && { camera }),
    ...(sceneFrame && { frame: sceneFrame }),
    ...(pinned && {
      pinned: regionReference({ picture, folds: foldTable(picture.network) }, pinned),
    }),
  };
}

/**
 * Reads a saved view state of any version. Invalid or missing values get their defaults one by one.
 */
export function decodeViewState(kept: unknown): ViewState {
  const state = record(kept);
  const camera = decodeCamera(state.camera);
  const frame = numbers(state.frame, ['x', 'y', 'z', 'sx', 'sy', 'sz']);
  const pinned = decodeRegionReference(state.pinned);
  return {
    choices: decodeChoices(state.choices),
    ...(camera && { camera }),
    ...(frame && { frame }),
    ...(pinned && { pinned }),
  };
}

function decodeChoices(kept: unknown): Choices {
  const given = record(kept);
  type Panes = 'settingsOpen' | 'statisticsOpen' | 'tableOpen' | 'cardFolded';
  type Flag = 'faces' | 'lines' | Panes;
  const flag = (key: Flag): boolean => {
    const value = given[key];
    return typeof value === 'boolean' ? value : defaultChoices[key];
  };
  const { exaggeration, hiddenLayers, hiddenClasses, regions, levels, gain, tableFilter } = given;
  const { min, max } = exaggerationRange;
  return {
    colouring: decodeColouring(given),
    height: decodeHeight(given.height),
    exaggeration:
      isFinite(exaggeration) && exaggeration >= min && exaggeration <= max
        ? exaggeration
        : defaultChoices.exaggeration,
    faces: flag('faces'),
    lines: flag('lines'),
    boundaries: decodeBoundaries(given),
    gain: isFinite(gain) && gain >= 0 && gain <= 10 ** gainRange.max ? gain : defaultChoices.gain,
    levels: typeof levels === 'string' ? levels : defaultChoices.levels,
    hiddenLayers: indices(hiddenLayers),
    hiddenClasses: indices(hiddenClasses),
    regions: isRegionKind(regions) ? regions : defaultChoices.regions,
    settingsOpen: flag('settingsOpen'),
    statisticsOpen: flag('statisticsOpen'),
    tableOpen: flag('tableOpen'),
    cardFolded: flag('cardFolded'),
    tableOrder: decodeOrder(given.tableOrder),
    tableFilter: typeof tableFilter === 'string' ? tableFilter : defaultChoices.tableFilter,
  };
}

/**
 * Choices were saved without hidden classes while regions were the colours by default, and decision
 * boundaries hidden. These values do not tell whether anyone chose them.
 */
function isBeforeAutomatic({ hiddenClasses }: ReturnType<typeof record>): boolean {
  return hiddenClasses === undefined;
}

function decodeColouring(given: ReturnType<typeof record>): Choices['colouring'] {
  const { colouring } = given;
  if (colouring === 'region' && isBeforeAutomatic(given)) return 'auto';
  return colourings.find((one) => one === colouring) ?? defaultChoices.colouring;
}

function decodeBoundaries(given: ReturnType<typeof record>): boolean | undefined {
  const { boundaries } = given;
  if (typeof boundaries !== 'boolean' || (!boundaries && isBeforeAutomatic(given)))
    return defaultChoices.boundaries;
  return boundaries;
}

function indices(kept: unknown): readonly number[] {
  return Array.isArray(kept) ? kept.filter(isIndex) : [];
}

function decodeHeight(kept: unknown): Height | undefined {
  const { kind, index, minus } = record(kept);
  if (kind === 'argmax') return { kind };
  if (kind === 'output' && isIndex(index)) return { kind, index };
  if (kind === 'difference' && isIndex(index) && isIndex(minus)) return { kind, index, minus };
  return undefined;
}

function decodeOrder(kept: unknown): RegionOrder {
  const { by, descending } = record(kept);
  const known = isRegionKey(by) && typeof descending === 'boolean';
  return known ? { by, descending } : defaultChoices.tableOrder;
}

function decodeCamera(kept: unknown): Camera | undefined {
  const { mode, orbit, plane } = record(kept);
  const decodedOrbit: Orbit | undefined = numbers(orbit, [
    'x',
    'y',
    'z',
    'azimuth',
    'elevation',
    'span',
  ]);
  const decodedPlane: Plane | undefined = numbers(plane, ['x', 'y', 'span']);
  if (!decodedOrbit || !decodedPlane || (mode !== '3d' && mode !== '2d')) return undefined;
  if (decodedOrbit.span <= 0 || decodedPlane.span <= 0) return undefined;
  return { mode, orbit: decodedOrbit, plane: decodedPlane };
}

function decodeRegionReference(kept: unknown): RegionReference | undefined {
  const { pattern, fold } = record(kept);
  const point = numbers(kept, ['x', 'y']);
  if (!point || !Array.isArray(pattern) || !pattern.every(isIndex)) return undefined;
  const place = numbers(fold, ['layer', 'neuron', 'breakpoint']);
  const isFold = place && Object.values(place).every(isIndex);
  return { ...point, pattern, ...(isFold && { fold: place }) };
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function isRegionKind(value: unknown): value is Choices['regions'] {
  return regionKinds.some((one) => one === value);
}
