import { classesOf } from '../analysis/classes.ts';
import { policyEntropy } from '../analysis/policyEntropy/policyEntropy.ts';
import { bounds } from '../complex/domain.ts';
import type { Height } from '../height.ts';
import { foldTable } from '../network/folds.ts';
import { colourPieces, type Colouring, type Colours } from '../picture/colouring.ts';
import { paletteOf, type Palette, type ThemeKind } from '../plot/palette.ts';
import { pieceEdges, type PieceEdges } from '../picture/pieceEdges.ts';
import { sceneFrameOf, type Extent, type SceneFrame } from '../picture/sceneFrame.ts';
import { heightRange, surfacePieces, type SurfacePieces } from '../picture/surfacePieces.ts';
import type { Subject } from '../subject.ts';
import { runToEnd } from '../yielding.ts';

/** How a subject is to look. */
export interface Look {
  /** By region where a network has no such colours: `class` with one output, `entropy` of no policy. */
  readonly colouring: Colouring;
  readonly theme: ThemeKind;
  /** Factor on the logits of a policy, for its entropy; 1 unless given. */
  readonly gain?: number;
  /** What the spec shows unless given. */
  readonly height?: Height;
  /** Levels whose lines a plane shows, as `levelsFrom` reads them; none unless given. */
  readonly levels?: string;
}

/** A subject as it is drawn: its sheet, where that lies, and its colours. */
export interface Scene {
  readonly subject: Subject;
  readonly height: Height;
  readonly colouring: Colouring;
  readonly pieces: SurfacePieces;
  readonly sides: PieceEdges;
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
  const hasColours =
    look.colouring === 'class'
      ? complex.outputCount > 1
      : look.colouring !== 'entropy' || subject.policy === true;
  const colouring = hasColours ? look.colouring : 'region';
  const entropy =
    colouring === 'entropy' ? runToEnd(policyEntropy(complex, look.gain ?? 1)) : undefined;
  const isSplit = colouring === 'class' || height.kind === 'argmax';
  const classes = isSplit
    ? runToEnd(classesOf(subject.network, subject.domain, complex))?.pieces
    : undefined;
  const pieces = surfacePieces(complex, height, classes);
  const extent = { ...bounds(subject.domain), ...heightRange(pieces) };
  const palette = paletteOf(look.theme);
  return {
    subject,
    height,
    colouring,
    pieces,
    sides: pieceEdges(complex, folds, pieces),
    extent,
    sceneFrame: sceneFrameOf(extent),
    palette,
    colours: colourPieces(
      colouring,
      complex,
      folds,
      pieces,
      palette,
      'activation',
      entropy?.cellMean,
    ),
  };
}
