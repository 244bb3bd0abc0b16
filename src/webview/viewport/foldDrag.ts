import { chord } from '../../core/complex/chord.ts';
import { foldsOfEdge } from '../../core/complex/complex.ts';
import { cellPattern, describeEdge } from '../../core/complex/describe.ts';
import { bounds } from '../../core/complex/domain.ts';
import {
  moveFold,
  turnFold,
  type FoldMove,
  type GrabbedFold,
} from '../../core/network/moveFold.ts';
import { nearestOnSegment } from '../../core/picture/segment.ts';
import { withMinus } from '../../core/numberText.ts';
import { shortest } from '../../core/numeric/shortest.ts';
import type { SourcePlace } from '../../protocol/preview.ts';
import { l10n } from '../kit/l10n.ts';
import { foldName } from './names.ts';
import type { Shot } from './renderer.ts';
import type { Spot } from './picking.ts';

type Point = readonly [x: number, y: number];

/** A fold that is being dragged, and everything that its moves depend on. */
export interface FoldDrag {
  readonly held: GrabbedFold;
  readonly version: number;
  readonly place: Required<SourcePlace>;
  readonly name: string;
  /** Point of the fold where the drag began. */
  readonly start: Point;
  /** The end of its line in the domain that is farther away: the centre of rotations. */
  readonly pivot: Point;
  /** Half a pixel, in the network's coordinates. */
  readonly tolerance: number;
  /** Diameter of the domain. */
  readonly reach: number;
}

/** A move of a dragged fold. */
export interface FoldDragMove extends FoldMove {
  readonly drag: FoldDrag;
  /** A point that the fold now passes through. */
  readonly at: Point;
  /** In radians, counter-clockwise; absent when the fold was only translated. */
  readonly angle?: number;
}

/**
 * Starts to drag the fold at a spot with an edge. Of folds that coincide there, this is the spot's
 * own, or else the highlighted one.
 */
export function startFoldDrag(
  { drawing, projection }: Shot,
  { x, y, edge, fold: own }: Spot,
  highlight: SourcePlace | undefined,
): FoldDrag {
  const { picture, folds, sceneFrame } = drawing;
  const { complex, network, domain, version } = picture;
  const all = foldsOfEdge(complex, edge);
  const fold = all.find((f) => f === own) ?? all.find(isHighlighted) ?? all[0];
  const cell = Math.max(complex.edgeCells[2 * edge], complex.edgeCells[2 * edge + 1]);
  const { from, to } = describeEdge(network, folds, complex, edge);
  const start = nearestOnSegment([from.x, from.y], [to.x, to.y], [x, y]);
  const ends = chord(domain, start, [to.x - from.x, to.y - from.y]) ?? [
    [from.x, from.y],
    [to.x, to.y],
  ];
  const { x0, x1, y0, y1 } = bounds(domain);
  return {
    held: { network, folds, fold, pattern: cellPattern(complex, cell) },
    version,
    place: { layer: folds.layer[fold], neuron: folds.neuron[fold] },
    name: foldName(network, folds, fold),
    start,
    pivot: distance(ends[0], start) > distance(ends[1], start) ? ends[0] : ends[1],
    tolerance: 0.5 / (projection.scale * Math.max(sceneFrame.sx, sceneFrame.sy)),
    reach: Math.hypot(x1 - x0, y1 - y0),
  };

  function isHighlighted(f: number): boolean {
    return folds.layer[f] === highlight?.layer && folds.neuron[f] === highlight.neuron;
  }
}

/** The fold translated so that it passes through a point. */
export function shifted(drag: FoldDrag, at: Point): FoldDragMove | undefined {
  const move = moveFold(drag.held, at, drag.tolerance);
  return move && { ...move, drag, at };
}

/** The fold rotated about its pivot so that it passes through a point. */
export function turnedTo(drag: FoldDrag, at: Point): FoldDragMove | undefined {
  const direction = ([x, y]: Point): number => Math.atan2(y - drag.pivot[1], x - drag.pivot[0]);
  return turned(drag, direction(at) - direction(drag.start));
}

/** The fold rotated about its pivot by an angle in radians. */
export function turned(drag: FoldDrag, angle: number): FoldDragMove | undefined {
  const { pivot, start, tolerance, reach } = drag;
  const [dx, dy] = [start[0] - pivot[0], start[1] - pivot[1]];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = [pivot[0] + cos * dx - sin * dy, pivot[1] + sin * dx + cos * dy] as const;
  const move = turnFold(drag.held, angle, at, tolerance, reach);
  return move && { ...move, drag, at, angle };
}

/** A move as text: `bias −0.44`, after the angle of a rotation. */
export function moveText({ bias, angle }: FoldDragMove): string {
  const number = l10n.t('bias {0}', withMinus(String(bias)));
  if (angle === undefined) return number;
  const degrees = (180 / Math.PI) * Math.atan2(Math.sin(angle), Math.cos(angle));
  return l10n.t('{0}°, {1}', withMinus(String(shortest(degrees, 0.05))), number);
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}
