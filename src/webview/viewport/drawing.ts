import { bounds } from '../../core/complex/domain.ts';
import type { Subject } from '../../core/subject.ts';
import { foldTable, type FoldTable } from '../../core/network/folds.ts';
import { colourPieces, type Colouring, type Colours } from '../../core/picture/colouring.ts';
import { classesOf, type Classes } from '../../core/analysis/classes.ts';
import {
  policyEntropy,
  roughCellMeans,
  type PolicyEntropy,
} from '../../core/analysis/policyEntropy/policyEntropy.ts';
import { levelSetsOf, type LevelSets } from '../../core/analysis/levelSets.ts';
import { levelLines } from '../../core/picture/levelLines.ts';
import { levelsFrom } from '../../core/picture/levels.ts';
import { foldLines, type FoldLines } from '../../core/picture/foldLines.ts';
import type { Vec3 } from '../../core/plot/vec3.ts';
import {
  sceneFrameOf,
  keepSceneFrame,
  sceneHeight,
  type Extent,
  type SceneFrame,
} from '../../core/picture/sceneFrame.ts';
import { paletteOf, type Palette, type ThemeKind } from '../../core/plot/palette.ts';
import {
  heightRange,
  surfacePieces,
  type SurfacePieces,
} from '../../core/picture/surfacePieces.ts';
import { pieceBoxes, type PieceBoxes } from '../../core/picture/pieceBoxes.ts';
import { pieceEdges } from '../../core/picture/pieceEdges.ts';
import { surfaceOf, type Surface } from '../../core/picture/surface.ts';
import type { Picture, Sketch, SourcePlace } from '../../protocol/preview.ts';
import { timeSliced } from '../kit/timeSliced.ts';
import { memo, reuseEqual } from '../kit/memo.ts';
import type { Box } from './camera.ts';
import type { Choices } from '../complex/choices.ts';
import { type Highlight, highlightOf } from '../complex/places.ts';
import type { Height } from '../../core/height.ts';

/** What can be drawn: a complex with its names, and the version of the text that it shows. */
export interface Drawable extends Subject {
  readonly version: number;
  /** Present when a coarse complex stands in for the whole. */
  readonly sketch?: Sketch;
}

/**
 * What to draw, for every way of drawing it. Parts that did not change keep their identity, so that
 * a renderer uploads only what did.
 */
export interface Drawing<P extends Drawable = Picture> {
  readonly picture: P;
  readonly folds: FoldTable;
  readonly height: Height;
  readonly pieces: SurfacePieces;
  /** Where its pieces are. */
  readonly boxes: PieceBoxes;
  readonly extent: Extent;
  readonly sceneFrame: SceneFrame;
  readonly surface: Surface;
  readonly lines: FoldLines;
  /** Which output is largest where: absent when nobody asks, for one output, and until it is known. */
  readonly classes: Classes | undefined;
  readonly levels: LevelSets | undefined;
  /** Of a network whose outputs are a policy: absent when nobody asks, and until it is known. */
  readonly entropy: PolicyEntropy | undefined;
  /** What the faces mean: the choice, unless the picture has no such colours. */
  readonly colouring: Colouring;
  readonly levelLines: Float32Array;
  readonly colours: Colours;
  readonly palette: Palette;
  readonly highlight: Highlight | undefined;
  /** Where the surface is, when that is not over the inputs. */
  readonly image?: Image;
}

/** A surface that is not over its inputs: where its points are instead. */
export interface Image {
  /** What its three axes are called; nothing where it has none. */
  readonly axes: readonly [x: string, y: string, z: string];
  /** A point of a cell in the scene, its height not exaggerated. */
  readonly place: (cell: number, x: number, y: number) => Vec3;
  /** It lies in a plane, upon itself: what is below has to be seen as well. */
  readonly flat: boolean;
}

/** A graph has its picture to itself: as high as it is wide, nearly. */
const graphHeight = 1.5;

/** What of the plane and of heights is shown, and where in the scene that lies. */
export interface Setting {
  readonly extent: Extent;
  readonly sceneFrame: SceneFrame;
}

/** A drawing that is alone: its own extent, in the frame kept from the one before if that suits it. */
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

/**
 * Makes drawings, reusing what the last one has in common with the next. `onMore` says that another
 * drawing of the same would have more in it: what takes long comes later. `settingOf` decides, given
 * a drawing's own extent, the kept frame and the height of a scene, where the drawing is shown; with
 * infinite `patience` nothing comes later (see `timeSliced`).
 */
export function createDrawer<P extends Drawable = Picture>(
  onMore: () => void,
  settingOf = ownSetting,
  patience?: number,
): (
  picture: P,
  choices: Choices,
  sceneFrame: SceneFrame | undefined,
  theme: ThemeKind,
  highlight: SourcePlace | undefined,
) => Drawing<P> {
  const foldsOf = memo(foldTable);
  const pieces = memo(surfacePieces);
  const boxesOf = memo(pieceBoxes);
  const extentOf = memo(measure);
  const surface = memo(surfaceOf);
  const sides = memo(pieceEdges);
  const lines = memo(foldLines);
  const colours = memo(colourPieces);
  const highlightOn = memo(highlightOf);
  const classesIn = timeSliced(classesOf, onMore, patience);
  const levelSets = timeSliced(levelSetsOf, onMore, patience);
  const levelValues = memo(levelsFrom);
  const entropyIn = timeSliced(policyEntropy, onMore, patience);
  const roughMeans = memo(roughCellMeans);
  const linesOfLevels = memo(levelLines);
  // The whole keeps its identity too: the stage draws again only when that is new.
  const drawing = reuseEqual<Drawing<P>>();
  // An equal frame must not rebuild the surface.
  const sameSceneFrame = reuseEqual<SceneFrame>();

  return (picture, choices, kept, theme, highlight) => {
    const { complex } = picture;
    const folds = foldsOf(picture.network);
    const shown = heightShown(picture, choices);
    const colouring = colouringShown(picture, choices);
    const classes =
      !picture.sketch && wantsClasses(choices, shown, colouring)
        ? classesIn(picture.network, picture.domain, complex)
        : undefined;
    const isSplit = colouring === 'class' || shown.kind === 'argmax' || choices.boundaries;
    const drawnPieces = pieces(complex, shown, isSplit ? classes?.pieces : undefined);
    const own = extentOf(picture, drawnPieces);
    const setting = settingOf(own, kept, picture.graph ? graphHeight : undefined);
    const { extent } = setting;
    const sceneFrame = sameSceneFrame(setting.sceneFrame);
    const palette = paletteOf(theme);
    const drawnSurface = surface(drawnPieces, sceneFrame);
    const drawnLines = lines(
      sides(complex, folds, drawnPieces, choices.regions),
      drawnSurface.positions,
    );
    const isLined = !picture.graph && !picture.sketch;
    const values = isLined ? levelValues(choices.levels, extent.lo, extent.hi) : undefined;
    const drawnLevels =
      values && values.length > 0
        ? levelSets(picture.network, picture.domain, complex, shown, values)
        : undefined;
    const wantsEntropy = colouring === 'entropy' || choices.statisticsOpen;
    const entropy =
      picture.policy && !picture.sketch && wantsEntropy
        ? entropyIn(complex, choices.gain)
        : undefined;
    const drawnColours = colours(
      colouring,
      complex,
      folds,
      drawnPieces,
      palette,
      choices.regions,
      colouring === 'entropy'
        ? (entropy?.cellMean ?? roughMeans(complex, choices.gain))
        : noEntropy,
    );
    return drawing({
      picture,
      folds,
      height: shown,
      pieces: drawnPieces,
      boxes: boxesOf(drawnPieces),
      extent,
      sceneFrame,
      surface: drawnSurface,
      lines: drawnLines,
      classes,
      levels: drawnLevels,
      entropy,
      colouring,
      levelLines: drawnLevels ? linesOfLevels(drawnLevels, sceneFrame) : noLines,
      colours: drawnColours,
      palette,
      highlight: highlightOn(picture, folds, drawnPieces, highlight),
    });
  };
}

const noLines = new Float32Array(0);
const noEntropy = new Float64Array(0);

/** The chosen colouring where the picture has such colours, otherwise that of regions. */
function colouringShown({ complex, policy }: Subject, { colouring }: Choices): Colouring {
  if (colouring === 'class' && complex.outputCount < 2) return 'region';
  if (colouring === 'entropy' && !policy) return 'region';
  return colouring;
}

/** Classes are told of by the statistics too. */
function wantsClasses(choices: Choices, height: Height, colouring: Colouring): boolean {
  return (
    choices.boundaries ||
    choices.statisticsOpen ||
    colouring === 'class' ||
    height.kind === 'argmax'
  );
}

/** The chosen height where the network still has those outputs, otherwise what the spec shows. */
export function heightShown(picture: Subject, choices: Choices): Height {
  const { height } = choices;
  const { outputCount } = picture.complex;
  if (!height) return picture.show;
  if (height.kind === 'argmax') return outputCount > 1 ? height : picture.show;
  const highest =
    height.kind === 'difference' ? Math.max(height.index, height.minus) : height.index;
  return highest < outputCount ? height : picture.show;
}

/** The box of a drawing in the scene, with the heights as exaggerated. */
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

function measure(picture: Subject, pieces: SurfacePieces): Extent {
  return { ...bounds(picture.domain), ...heightRange(pieces) };
}
