import { control2Axis, control2Share } from '../../../core/entropy/controlAxis.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import type { ControlWindow } from '../../../core/entropy/sheetRaster.ts';
import type { Line } from './state.ts';

/** The ends of a line within a window; undefined for a line through a missing point. */
export function lineEnds(
  line: Line,
  place: Controls | undefined,
  { control1, control2 }: ControlWindow,
): readonly [Controls, Controls] | undefined {
  if (line.kind === 'drawn') return [line.from, line.to];
  if (!place) return undefined;
  return line.kind === 'across'
    ? [
        { control1: control1[0], control2: place.control2 },
        { control1: control1[1], control2: place.control2 },
      ]
    : [
        { control1: place.control1, control2: control2[0] },
        { control1: place.control1, control2: control2[1] },
      ];
}

/** The point at a share of a line that is straight in the window: 0 at its start, 1 at its end. */
export function alongLine(
  [from, to]: readonly [Controls, Controls],
  share: number,
  window: ControlWindow,
): Controls {
  const axis = control2Axis(window);
  const [low, high] = [axis.coordinate(from.control2), axis.coordinate(to.control2)];
  return {
    control1: from.control1 + share * (to.control1 - from.control1),
    control2: low === high ? from.control2 : axis.control2(low + share * (high - low)),
  };
}

/** The position on a line that is nearest to a point, with controls in units of the window. */
export function shareOnLine(
  [from, to]: readonly [Controls, Controls],
  place: Controls,
  window: ControlWindow,
): number {
  const [dx, dy] = apart(from, to, window);
  const length = dx * dx + dy * dy;
  if (length === 0) return 0;
  const [x, y] = apart(from, place, window);
  return Math.min(1, Math.max(0, (x * dx + y * dy) / length));
}

/** The vector from one point to another, in units of the window. */
export function apart(
  from: Controls,
  to: Controls,
  window: ControlWindow,
): readonly [x: number, y: number] {
  const [left, right] = window.control1;
  return [
    (to.control1 - from.control1) / (right - left),
    control2Share(window, to.control2) - control2Share(window, from.control2),
  ];
}

/** The height of a point on a line that rises: 0 at its start, 1 at its end, beyond them outside. */
export function shareUpLine(
  [from, to]: readonly [Controls, Controls],
  place: Controls,
  window: ControlWindow,
): number {
  const [, rise] = apart(from, to, window);
  return rise === 0 ? 0 : apart(from, place, window)[1] / rise;
}

/** The distance of a point from a line, in units of the window. */
export function offLine(
  line: readonly [Controls, Controls],
  place: Controls,
  window: ControlWindow,
): number {
  const near = alongLine(line, shareOnLine(line, place, window), window);
  return Math.hypot(...apart(near, place, window));
}

/**
 * A point moved right and up by shares of the window. Points outside the window, where a slider may
 * have moved them, can move back in.
 */
export function steppedFrom(
  at: Controls,
  [right, up]: readonly [number, number],
  window: ControlWindow,
): Controls {
  const axis = control2Axis(window);
  const stepped = (x: number, by: number, [from, to]: readonly number[]): number =>
    Math.min(Math.max(x + by * (to - from), Math.min(from, x)), Math.max(to, x));
  const coordinate = axis.coordinate(at.control2);
  return {
    control1: stepped(at.control1, right, window.control1),
    control2:
      up === 0
        ? at.control2
        : axis.control2(stepped(coordinate, up, window.control2.map(axis.coordinate))),
  };
}
