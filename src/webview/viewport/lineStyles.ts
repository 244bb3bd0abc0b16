import {
  fadeAt,
  weightedDensity,
  type Fade,
  type LineDensity,
} from '../../core/picture/lineDensity.ts';
import { recedingFor } from '../../core/picture/receding.ts';
import { levelOf, type LevelSets } from '../../core/analysis/levelSets.ts';
import { joined } from '../../core/numeric/joined.ts';
import { layerStyle, type Rgb } from '../../core/plot/palette.ts';
import { memo } from '../kit/memo.ts';
import type { Drawable, Drawing } from './drawing.ts';
import type { Shot } from './renderer.ts';

/** How the fold lines of a shot are drawn. */
export interface FoldStyle {
  /** Per layer: colour and full width in pixels; 0 if the layer is not shown. */
  readonly layers: readonly { readonly colour: Rgb; readonly width: number }[];
  readonly opacity: number;
  /** Per square of the density: the area of its lines at full width, divided by its own. */
  readonly ink: Float32Array;
  /** Factor from ink to the share of the picture that it covers. */
  readonly factor: number;
}

/** A surface seen at a lower angle does not make its lines paler. */
const lowest = 0.3;

/** Creates a function that returns the style of a shot; its parts keep their identity. */
export function foldStyling(): (shot: Shot) => FoldStyle {
  const inkOf = memo((density: LineDensity, ...widths: readonly number[]) =>
    weightedDensity(density, widths),
  );
  return (shot) => {
    const { layers, opacity } = foldWidths(shot);
    const ink = inkOf(shot.drawing.lines.density, ...layers.map(({ width }) => width));
    return { layers, opacity, ink, factor: factorOf(shot) };
  };
}

/** The fold lines of a shot where none fades more than another. */
export function meanFoldStyle(shot: Shot): Pick<FoldStyle, 'layers' | 'opacity'> {
  const { layers, opacity } = foldWidths(shot);
  const fade = meanFade(shot);
  return {
    layers: layers.map(({ colour, width }) => ({ colour, width: fade.width * width })),
    opacity: fade.opacity * opacity,
  };
}

/** How the fold lines of a shot fade on average. */
export function meanFade(shot: Shot): Fade {
  const { layers } = foldWidths(shot);
  const { density } = shot.drawing.lines;
  const ink = density.layers.reduce(
    (sum, values, l) => sum + layers[l].width * values.reduce((total, value) => total + value, 0),
    0,
  );
  return fadeAt((factorOf(shot) * ink) / (density.columns * density.rows));
}

function foldWidths({ drawing, choices }: Shot): Pick<FoldStyle, 'layers' | 'opacity'> {
  const { palette, picture, lines } = drawing;
  const recede = recedingFor(choices.lines && hasStrongLines(drawing));
  return {
    layers: lines.layers.map((_, l) => {
      const { line, width } = layerStyle(palette, picture.network, l);
      const isShown = choices.lines && !choices.hiddenLayers.includes(l);
      return { colour: line, width: isShown ? recede.width * width : 0 };
    }),
    opacity: recede.opacity,
  };
}

function factorOf({ projection }: Shot): number {
  return 1 / (projection.scale * Math.max(lowest, projection.towards[2]));
}

function hasStrongLines({ lines, levelLines }: Drawing<Drawable>): boolean {
  return lines.ties.length > 0 || levelLines.length > 0;
}

/** The lines of a drawing that are stronger than fold lines: x, y, z of both ends of each segment. */
export interface StrongLines {
  /** Where the largest output changes, or the sign of a single output. */
  readonly boundaries: Float32Array;
  readonly contours: Float32Array;
}

/** Creates a function that separates the strong lines of a drawing; they keep their identity. */
export function strongLines(): (drawing: Drawing<Drawable>) => StrongLines {
  const separate = memo(separated);
  return ({ lines, levels, levelLines, boundaryLevel }) =>
    separate(lines.ties, levels, levelLines, boundaryLevel);
}

function separated(
  ties: Float32Array,
  levels: LevelSets | undefined,
  levelLines: Float32Array,
  boundaryLevel: number | undefined,
): StrongLines {
  if (!levels || boundaryLevel === undefined) return { boundaries: ties, contours: levelLines };
  const { count, start, closed } = levels.curves;
  const parts: Record<keyof StrongLines, Float32Array[]> = { boundaries: [ties], contours: [] };
  let at = 0;
  for (let k = 0; k < count; k++) {
    const next = at + 6 * (start[k + 1] - start[k] - (closed[k] === 0 ? 1 : 0));
    const isBoundary = levels.levels[levelOf(levels, k)] === boundaryLevel;
    parts[isBoundary ? 'boundaries' : 'contours'].push(levelLines.subarray(at, next));
    at = next;
  }
  return {
    boundaries: joined(Float32Array, parts.boundaries),
    contours: joined(Float32Array, parts.contours),
  };
}
