import type { ControlWindow } from './sheetRaster.ts';

/** The axis of the second control, linear or logarithmic; plots are linear in its coordinate. */
export interface ControlAxis {
  readonly coordinate: (control2: number) => number;
  readonly control2: (coordinate: number) => number;
  /** Derivative of the coordinate by the control. */
  readonly slope: (control2: number) => number;
}

const linear: ControlAxis = {
  coordinate: (control2) => control2,
  control2: (coordinate) => coordinate,
  slope: () => 1,
};

const logarithmic: ControlAxis = {
  coordinate: Math.log10,
  control2: (coordinate) => 10 ** coordinate,
  slope: (control2) => 1 / (control2 * Math.LN10),
};

/** The axis of a window: the control itself, or its decimal logarithm. */
export function control2Axis(window: Pick<ControlWindow, 'logarithmic'>): ControlAxis {
  return window.logarithmic ? logarithmic : linear;
}

/** Where along the axis a control is: 0 at the beginning of the window, 1 at its end. */
export function control2Share(window: ControlWindow, control2: number): number {
  const { coordinate } = control2Axis(window);
  const [from, to] = window.control2.map(coordinate);
  return (coordinate(control2) - from) / (to - from);
}

/** The control at a share of the axis. */
export function control2At(window: ControlWindow, share: number): number {
  const axis = control2Axis(window);
  const [from, to] = window.control2.map(axis.coordinate);
  return axis.control2(from + share * (to - from));
}

/** Default lower end of a logarithmic axis: smaller weights have hardly any effect. */
const leastStrength = 1e-3;

/** The window with a logarithmic axis, which cannot start at 0: such a window starts at its default. */
export function logarithmicWindow({
  control1,
  control2: [from, to],
}: ControlWindow): ControlWindow {
  const least = Math.min(leastStrength, to / 100);
  return { control1, control2: [from > 0 && from < least ? from : least, to], logarithmic: true };
}
