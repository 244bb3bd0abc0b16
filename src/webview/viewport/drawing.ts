import type { Complex } from '../../core/complex/complex.ts';
import { bounds } from '../../core/complex/domain.ts';
import type { Subject } from '../../core/subject.ts';
import { foldTable, type FoldTable } from '../../core/network/folds.ts';
import type { Network } from '../../core/network/network.ts';
import {
  colouringOf,
  colourPiecesInSteps,
  type Colouring,
  type Colours,
} from '../../core/picture/colouring.ts';
import { classesOf, type Classes } from '../../core/analysis/classes.ts';
import {
  policyEntropy,
  roughCellMeans,
  type PolicyEntropy,
} from '../../core/analysis/policyEntropy/policyEntropy.ts';
import { levelSetsOf, type LevelSets } from '../../core/analysis/levelSets.ts';
import { levelLines } from '../../core/picture/levelLines.ts';
import { levelsFrom } from '../../core/picture/levels.ts';
import { foldLinesInSteps, type FoldLines } from '../../core/picture/foldLines.ts';
import type { Box, Vec3 } from '../../core/plot/vec3.ts';
import {
  sceneFrameOf,
  keepSceneFrame,
  sceneHeight,
  type Extent,
  type SceneFrame,
} from '../../core/picture/sceneFrame.ts';
import { paletteOf, type Palette, type ThemeKind } from '../../core/plot/palette.ts';
import {
  heightRangeInSteps,
  surfacePiecesInSteps,
  type SurfacePieces,
} from '../../core/picture/surfacePieces.ts';
import { pieceBoxesInSteps, type PieceBoxes } from '../../core/picture/pieceBoxes.ts';
import { pieceEdgesInSteps } from '../../core/picture/pieceEdges.ts';
import type { RegionKind } from '../../core/picture/regionKinds.ts';
import { surfaceInSteps, type Surface } from '../../core/picture/surface.ts';
import type { Picture, Coarseness, SourcePlace } from '../../protocol/preview.ts';
import { runToEnd } from '../../core/yielding.ts';
import { timeSliced } from '../kit/timeSliced.ts';
import { memo, memoInSteps, reuseEqual } from '../kit/memo.ts';
import type { Choices } from './choices.ts';
import { type Highlight, highlightOf } from './highlightedFolds.ts';
import type { Height } from '../../core/height.ts';

/** What can be drawn: a complex with its names, and the version of the spec that it shows. */
export interface Drawable extends Subject {
  readonly version: number;
  /** Present when a coarse complex stands in for the full one. */
  readonly coarseness?: Coarseness;
}

/**
 * What to draw, for every renderer. Parts that have not changed keep their identity, so that a
 * renderer uploads only what has.
 */
export interface Drawing<P extends Drawable = Picture> {
  readonly picture: P;
  readonly folds: FoldTable;
  readonly height: Height;
  readonly pieces: SurfacePieces;
  /** Bounding boxes of the pieces. */
  readonly boxes: PieceBoxes;
  readonly extent: Extent;
  readonly sceneFrame: SceneFrame;
  readonly surface: Surface;
  readonly lines: FoldLines;
  /**
   * Where each output is the largest: absent if not needed, for one output, and until it is
   * computed.
   */
  readonly classes: Classes | undefined;
  readonly levels: LevelSets | undefined;
  /** Of a network whose outputs are a policy: absent if not needed, and until it is computed. */
  readonly entropy: PolicyEntropy | undefined;
  /** What the colours of faces mean: as chosen, if the picture has such colours. */
  readonly colouring: Colouring;
  /** Whether decision boundaries are drawn. */
  readonly boundaries: boolean;
  readonly levelLines: Float32Array;
  /** The level that is the decision boundary of a single output. */
  readonly boundaryLevel: number | undefined;
  readonly colours: Colours;
  readonly palette: Palette;
  readonly highlight: Highlight | undefined;
  /** Where the points of the surface are, if not over the inputs. */
  readonly image?: Image;
}

/** A surface that is not drawn over its inputs. */
export interface Image {
  /** Names of its three axes; empty where it has none. */
  readonly axes: readonly [x: string, y: string, z: string];
  /** The scene point of a point of a cell, before exaggeration. */
  readonly place: (cell: number, x: number, y: number) => Vec3;
  /** It lies in a plane and overlaps itself, so it is drawn transparent. */
  readonly flat: boolean;
}

/** Height of a graph in the scene; there is only one, so it may be nearly as high as wide. */
const graphHeight = 1.5;

/** The range of inputs and heights that is shown, and where it lies in the scene. */
export interface Setting {
  readonly extent: Extent;
  readonly sceneFrame: SceneFrame;
}

/** The setting of a single drawing: its own extent, in the frame of the last one if that fits. */
function ownSetting(
  own: Extent,
  kept: SceneFrame | undefined,
  height: number | undefined,
): Setting {
  return {
    extent: own,
    sceneFrame: kept ? keepSceneFrame(kept, own, height) : sceneFrameOf(own, height),
  };
}

/** What a drawing is made from. */
type Sources<P> = readonly [
  picture: P,
  choices: Choices,
  sceneFrame: SceneFrame | undefined,
  theme: ThemeKind,
  highlight: SourcePlace | undefined,
];

/** Creates drawings that share their unchanged parts with the last one. */
export interface Drawer<P extends Drawable = Picture> {
  (...sources: Sources<P>): Drawing<P>;
  /**
   * Makes the parts of the next drawing one by one, so that a large picture does not hold up the page. The
   * last drawing keeps its parts until the new picture is drawn.
   */
  readonly prepare: (...sources: Sources<P>) => Generator<undefined, Drawing<P>>;
  /** Makes a drawing of the current picture part by part. */
  readonly redraw: (...sources: Sources<P>) => Generator<undefined, Drawing<P>>;
  /** How many missing parts have become ready so far: each makes another drawing of the same sources. */
  readonly readyParts: () => number;
}

/**
 * Creates a drawer. Parts of a drawing that take long are missing at first; `onMore` is called when they
 * are ready for the next drawing. With infinite `patience` nothing is missing (see `timeSliced`).
 * `settingOf` decides where a drawing is shown, given its own extent, the last frame and the height of the
 * scene.
 */
export function createDrawer<P extends Drawable = Picture>(
  onMore: () => void,
  settingOf = ownSetting,
  patience?: number,
): Drawer<P> {
  let ready = 0;
  const onPart = (): void => {
    ready++;
    onMore();
  };
  const fresh = (): ReturnType<typeof drawingInSteps<P>> =>
    drawingInSteps<P>(onPart, settingOf, patience);
  let current = fresh();
  let next: { readonly picture: P; readonly steps: typeof current } | undefined;
  const draw = (...sources: Sources<P>): Drawing<P> => {
    if (next?.picture === sources[0]) {
      current = next.steps;
      next = undefined;
    }
    return runToEnd(current(...sources));
  };
  return Object.assign(draw, {
    prepare: (...sources: Sources<P>) => {
      next = { picture: sources[0], steps: fresh() };
      return next.steps(...sources);
    },
    redraw: (...sources: Sources<P>) => current(...sources),
    readyParts: () => ready,
  });
}

/** Makes a drawing in steps, most of which take some milliseconds. */
function drawingInSteps<P extends Drawable>(
  onMore: () => void,
  settingOf: typeof ownSetting,
  patience: number | undefined,
): (...sources: Sources<P>) => Generator<undefined, Drawing<P>> {
  const foldsOf = memo(foldTable);
  const pieces = memoInSteps(surfacePiecesInSteps);
  const boxesOf = memoInSteps(pieceBoxesInSteps);
  const extentOf = memoInSteps(measure);
  const surface = memoInSteps(surfaceInSteps);
  const sides = memoInSteps(pieceEdgesInSteps);
  const lines = memoInSteps(foldLinesInSteps);
  const colours = memoInSteps(coloursOf);
  const highlightOn = memo(highlightOf);
  const classesIn = timeSliced(classesOf, onMore, patience);
  const levelSets = timeSliced(levelSetsOf, onMore, patience);
  const levelValues = memo(levelsFrom);
  const entropyIn = timeSliced(policyEntropy, onMore, patience);
  const roughMeans = memoInSteps(roughCellMeans);
  const linesOfLevels = memo(levelLines);
  // The drawing keeps its identity too: the stage draws only a new one.
  const drawing = reuseEqual<Drawing<P>>();
  // An equal frame must not rebuild the surface.
  const sameSceneFrame = reuseEqual<SceneFrame>();

  return function* (picture, choices, kept, theme, highlight) {
    const { complex } = picture;
    const folds = foldsOf(picture.network);
    const shown = heightShown(picture, choices);
    // A height that this network does not have is not asked for either.
    const asked = shown === choices.height ? shown : undefined;
    const colouring = colouringOf(picture, choices.colouring, asked);
    const isCompared = colouring === 'class' || shown.kind === 'argmax';
    const boundaries = choices.boundaries ?? isCompared;
    const classes =
      !picture.coarseness && (isCompared || boundaries || choices.statisticsOpen)
        ? classesIn(picture.network, picture.domain, complex)
        : undefined;
    yield;
    const isSplit = isCompared || boundaries;
    const drawnPieces = yield* pieces(complex, shown, isSplit ? classes?.pieces : undefined);
    yield;
    const own = yield* extentOf(picture, drawnPieces);
    yield;
    const setting = settingOf(own, kept, picture.graph ? graphHeight : undefined);
    const { extent } = setting;
    const sceneFrame = sameSceneFrame(setting.sceneFrame);
    const palette = paletteOf(theme);
    const drawnSurface = yield* surface(drawnPieces, sceneFrame);
    yield;
    const drawnSides = yield* sides(complex, folds, drawnPieces, choices.regions);
    yield;
    const drawnLines = yield* lines(drawnSides, drawnSurface.positions, boundaries);
    yield;
    const isLined = !picture.graph && !picture.coarseness;
    const values = isLined ? levelValues(choices.levels, extent.lo, extent.hi) : undefined;
    const drawnLevels =
      values && values.length > 0
        ? levelSets(picture.network, picture.domain, complex, shown, values)
        : undefined;
    const wantsEntropy = colouring === 'entropy' || choices.statisticsOpen;
    const entropy =
      picture.policy && !picture.coarseness && wantsEntropy
        ? entropyIn(complex, choices.gain)
        : undefined;
    yield;
    const boundaryLevel = choices.boundaries && complex.outputCount === 1 ? 0 : undefined;
    // Drawings that share an extent share the scale of their colours.
    const scaleEnds: [number | undefined, number | undefined] =
      settingOf === ownSetting ? [undefined, undefined] : [extent.lo, extent.hi];
    const drawnColours = yield* colours(
      colouring,
      picture.network,
      complex,
      folds,
      drawnPieces,
      palette,
      ...scaleEnds,
      shown.kind === 'difference' || boundaryLevel === 0,
      choices.regions,
      colouring === 'entropy'
        ? (entropy?.cellMean ?? (yield* roughMeans(complex, choices.gain)))
        : noEntropy,
      choices.hiddenClasses,
    );
    yield;
    const boxes = yield* boxesOf(drawnPieces);
    yield;
    const drawnLevelLines = drawnLevels ? linesOfLevels(drawnLevels, sceneFrame) : noLines;
    yield;
    return drawing({
      picture,
      folds,
      height: shown,
      pieces: drawnPieces,
      boxes,
      extent,
      sceneFrame,
      surface: drawnSurface,
      lines: drawnLines,
      classes,
      levels: drawnLevels,
      entropy,
      colouring,
      boundaries,
      levelLines: drawnLevelLines,
      boundaryLevel,
      colours: drawnColours,
      palette,
      highlight: highlightOn(picture, folds, drawnPieces, highlight),
    });
  };
}

/** `colourPiecesInSteps` with arguments that can be compared one by one. */
function coloursOf(
  colouring: Colouring,
  network: Network,
  complex: Complex,
  folds: FoldTable,
  pieces: SurfacePieces,
  palette: Palette,
  lo: number | undefined,
  hi: number | undefined,
  isSigned: boolean,
  regions: RegionKind,
  cellEntropy: ArrayLike<number>,
  hiddenClasses: readonly number[],
): Generator<undefined, Colours> {
  const options = {
    palette,
    isSigned,
    regions,
    cellEntropy,
    hiddenClasses,
    ...(lo !== undefined && hi !== undefined && { heights: { lo, hi } }),
  };
  return colourPiecesInSteps(colouring, { network, complex, folds, pieces }, options);
}

const noLines = new Float32Array(0);
const noEntropy = new Float64Array(0);

/** The chosen height if the network still has these outputs, otherwise that of the spec. */
export function heightShown(picture: Subject, choices: Choices): Height {
  const { height } = choices;
  const { outputCount } = picture.complex;
  if (!height) return picture.show;
  if (height.kind === 'argmax') return outputCount > 1 ? height : picture.show;
  const highest =
    height.kind === 'difference' ? Math.max(height.index, height.minus) : height.index;
  return highest < outputCount ? height : picture.show;
}

/** The box of a drawing in the scene, with exaggerated heights. */
export function boxOf({ extent, sceneFrame }: Drawing<Drawable>, exaggeration: number): Box {
  const lo = sceneHeight(sceneFrame, extent.lo) * exaggeration;
  const hi = sceneHeight(sceneFrame, extent.hi) * exaggeration;
  return {
    min: [
      (extent.x0 - sceneFrame.x) * sceneFrame.sx,
      (extent.y0 - sceneFrame.y) * sceneFrame.sy,
      lo,
    ],
    max: [
      (extent.x1 - sceneFrame.x) * sceneFrame.sx,
      (extent.y1 - sceneFrame.y) * sceneFrame.sy,
      hi,
    ],
  };
}

/** The box seen from above; of a graph, its domain and its heights. */
export function footprint({ picture }: Drawing<Drawable>, box: Box): Box {
  const { min, max } = box;
  return picture.graph ? { min: [min[0], min[2], 0], max: [max[0], max[2], 0] } : box;
}

function* measure(picture: Subject, pieces: SurfacePieces): Generator<undefined, Extent> {
  return { ...bounds(picture.domain), ...(yield* heightRangeInSteps(pieces)) };
}
