import { classesOf } from '../analysis/classes.ts';
import { policyEntropy } from '../analysis/policyEntropy/policyEntropy.ts';
import { bounds } from '../complex/domain.ts';
import type { Height } from '../height.ts';
import { foldTable } from '../network/folds.ts';
import {
  colouringOf,
  colourPieces,
  type Colouring,
  type ColouringChoice,
  type Colours,
} from '../picture/colouring.ts';
import { paletteOf, type Palette, type ThemeKind } from '../plot/palette.ts';
import { pieceEdges, type PieceEdges } from '../picture/pieceEdges.ts';
import { sceneFrameOf, type Extent, type SceneFrame } from '../picture/sceneFrame.ts';
import type { RegionKind } from '../picture/regionKinds.ts';
import { heightRange, surfacePieces, type SurfacePieces } from '../picture/surfacePieces.ts';
import type { Subject } from '../subject.ts';
import { runToEnd } from '../yielding.ts';

/** The appearance of a picture. */
export interface Look {
  /** Default: `auto`. */
  readonly colouring?: ColouringChoice;
  readonly theme: ThemeKind;
  /** Factor on the logits of a policy. Default: 1. */
  readonly gain?: number;
  /** Default: the height of the spec. */
  readonly height?: Height;
  /**
   * Whether decision boundaries are drawn. Default: where outputs are compared. That of a single output
   * is where it is zero.
   */
  readonly boundaries?: boolean;
  /** Which regions are drawn and coloured. Default: activation regions. */
  readonly regions?: RegionKind;
  /** Layers whose fold lines are not drawn. */
  readonly hiddenLayers?: readonly number[];
  /** Contour lines of an SVG, as text for `levelsFrom`. Default: none. */
  readonly levels?: string;
}

/** What to draw: the surface of a subject, its frame and its colours. */
export interface Scene {
  readonly subject: Subject;
  readonly height: Height;
  readonly colouring: Colouring;
  readonly pieces: SurfacePieces;
  readonly edges: PieceEdges;
  /** The level that is the decision boundary of a single output, if that is drawn. */
  readonly boundaryLevel: number | undefined;
  readonly extent: Extent;
  readonly sceneFrame: SceneFrame;
  readonly palette: Palette;
  readonly colours: Colours;
}

/** The scene of a subject. */
export function sceneOf(subject: Subject, look: Look): Scene {
  const { complex } = subject;
  const folds = foldTable(subject.network);
  const height = look.height ?? subject.show;
  const colouring = colouringOf(subject, look.colouring ?? 'auto', look.height);
  const entropy =
    colouring === 'entropy' ? runToEnd(policyEntropy(complex, look.gain ?? 1)) : undefined;
  const isCompared = colouring === 'class' || height.kind === 'argmax';
  const boundaries = look.boundaries ?? isCompared;
  const boundaryLevel = boundaries && complex.outputCount === 1 && !subject.graph ? 0 : undefined;
  const isSplit = isCompared || (boundaries && complex.outputCount > 1);
  const classes = isSplit
    ? runToEnd(classesOf(subject.network, subject.domain, complex))?.pieces
    : undefined;
  const pieces = surfacePieces(complex, height, classes);
  const extent = { ...bounds(subject.domain), ...heightRange(pieces) };
  const palette = paletteOf(look.theme);
  const regions = look.regions ?? 'activation';
  const edges = pieceEdges(complex, folds, pieces, regions);
  const shownLines = (corners: Uint32Array, layer: number): Uint32Array =>
    look.hiddenLayers?.includes(layer) ? corners.subarray(0, 0) : corners;
  return {
    subject,
    height,
    colouring,
    pieces,
    edges: {
      ...edges,
      layers: edges.layers.map(shownLines),
      ties: boundaries ? edges.ties : edges.ties.subarray(0, 0),
    },
    boundaryLevel,
    extent,
    sceneFrame: sceneFrameOf(extent),
    palette,
    colours: colourPieces(
      colouring,
      { network: subject.network, complex, folds, pieces },
      {
        palette,
        regions,
        isSigned: height.kind === 'difference' || boundaryLevel !== undefined,
        ...(entropy && { cellEntropy: entropy.cellMean }),
      },
    ),
  };
}
