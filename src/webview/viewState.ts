import type { Frame } from '../core/picture/frame.ts';
import type { Height } from '../core/picture/sheet.ts';
import { isRegionKey, type RegionOrder } from '../core/picture/regionTable.ts';
import type { Camera, Orbit, Plane } from './camera.ts';
import {
  colouringNames,
  defaultChoices,
  exaggerationRange,
  regionKindNames,
  type Choices,
} from './choices.ts';

/** A region to find again after an edit: its activation pattern, and a point inside it. */
export interface Witness {
  readonly x: number;
  readonly y: number;
  readonly pattern: readonly number[];
}

/** What is kept for a document. Camera and frame are missing until there was a picture. */
export interface ViewState {
  readonly choices: Choices;
  readonly camera?: Camera;
  readonly frame?: Frame;
  readonly pinned?: Witness;
}

/**
 * The view state in what was kept, by this version or another one, or by nobody. What cannot be
 * understood is left at its default, piece by piece.
 */
export function decodeViewState(kept: unknown): ViewState {
  const state = record(kept);
  const camera = decodeCamera(state.camera);
  const frame = numbers(state.frame, ['x', 'y', 'z', 'sx', 'sy', 'sz']);
  const pinned = decodeWitness(state.pinned);
  return {
    choices: decodeChoices(state.choices),
    ...(camera && { camera }),
    ...(frame && { frame }),
    ...(pinned && { pinned }),
  };
}

function decodeChoices(kept: unknown): Choices {
  const given = record(kept);
  type Flag = 'faces' | 'lines' | 'settingsOpen' | 'statisticsOpen' | 'tableOpen';
  const flag = (key: Flag): boolean => {
    const value = given[key];
    return typeof value === 'boolean' ? value : defaultChoices[key];
  };
  const { exaggeration, hiddenLayers, colouring, regions } = given;
  const { min, max } = exaggerationRange;
  return {
    colouring: isColouring(colouring) ? colouring : defaultChoices.colouring,
    height: decodeHeight(given.height),
    exaggeration:
      isFinite(exaggeration) && exaggeration >= min && exaggeration <= max
        ? exaggeration
        : defaultChoices.exaggeration,
    faces: flag('faces'),
    lines: flag('lines'),
    hiddenLayers: Array.isArray(hiddenLayers) ? hiddenLayers.filter(isIndex) : [],
    regions: isRegionKind(regions) ? regions : defaultChoices.regions,
    settingsOpen: flag('settingsOpen'),
    statisticsOpen: flag('statisticsOpen'),
    tableOpen: flag('tableOpen'),
    tableOrder: decodeOrder(given.tableOrder),
  };
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

function decodeWitness(kept: unknown): Witness | undefined {
  const { pattern } = record(kept);
  const point = numbers(kept, ['x', 'y']);
  if (!point || !Array.isArray(pattern) || !pattern.every(isIndex)) return undefined;
  return { ...point, pattern };
}

/** The named fields, when all of them are finite numbers. */
function numbers<K extends string>(
  kept: unknown,
  names: readonly K[],
): Readonly<Record<K, number>> | undefined {
  const given = record(kept);
  const entries = names.map((name) => [name, given[name]] as const);
  if (!entries.every(([, value]) => isFinite(value))) return undefined;
  return Object.fromEntries(entries) as Record<K, number>;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isRegionKind(value: unknown): value is Choices['regions'] {
  return typeof value === 'string' && Object.hasOwn(regionKindNames, value);
}

function isColouring(value: unknown): value is Choices['colouring'] {
  return typeof value === 'string' && Object.hasOwn(colouringNames, value);
}
