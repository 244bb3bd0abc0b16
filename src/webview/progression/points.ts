import { locate } from '../../core/complex/locate.ts';
import { css } from '../../core/plot/colour.ts';
import type { Palette } from '../../core/plot/palette.ts';
import type { DataSet } from '../../core/training/dataSet.ts';
import { canvasSized } from '../viewport/flat/canvas.ts';
import { pixelOf } from '../viewport/overlay.ts';
import type { Shot } from '../viewport/renderer.ts';
import type { Height } from '../../core/height.ts';

/** The radius of a point in pixels: smaller in a small picture, whose regions it must not hide. */
function radiusIn({ viewport: { width, height } }: Shot): number {
  return Math.min(3.6, Math.max(1.3, Math.min(width, height) / 110));
}

/** Rings around a point, as multiples of its radius: a light one in a dark one shows on any colour. */
export const pointRings = { dark: 1.75, light: 1.4 } as const;

/** The colour of a class. */
export function pointColour({ layers }: Palette, label: number): string {
  return css(layers[(1 + label) % layers.length]);
}

/** A data point, projected onto a picture. */
export interface PlacedPoint {
  readonly at: readonly [x: number, y: number];
  /** Its class; 0 if the targets are not classes. */
  readonly label: number;
  readonly radius: number;
}

/** The data points on the surface; none if they are not in the displayed slice. */
export function* placedPoints(shot: Shot, data: DataSet): Generator<PlacedPoint> {
  const { drawing } = shot;
  const { network, complex, graph } = drawing.picture;
  if (network.sliced) return;
  const pixel = pixelOf(shot);
  const radius = radiusIn(shot);
  let cell = 0;
  for (let i = 0; i < data.count; i++) {
    const x = data.points[i * data.inputs];
    const y = graph ? 0.5 : data.points[i * data.inputs + 1];
    cell = locate(complex, x, y, cell);
    const target = graph && data.targets.kind === 'values' ? data.targets.values[i] : undefined;
    if (cell < 0 && target === undefined) continue;
    const height = target ?? heightIn(shot, drawing.height, cell, x, y);
    const label = data.targets.kind === 'classes' ? data.targets.labels[i] : 0;
    yield { at: pixel(x, y, height), label, radius };
  }
}

/** Paints the data points in the colour and shape of their class. */
export function paintPoints(context: CanvasRenderingContext2D, shot: Shot, data: DataSet): void {
  const { drawing, viewport } = shot;
  const { left, right, top, bottom, width, height } = viewport;
  context.save();
  context.beginPath();
  context.rect(left, top, width - left - right, height - top - bottom);
  context.clip();
  for (const { at, label, radius } of placedPoints(shot, data)) {
    const shape = (size: number, fill: string): void => {
      const [px, py] = at;
      context.beginPath();
      if (label % 2 === 0) context.arc(px, py, size, 0, 2 * Math.PI);
      else context.rect(px - 0.9 * size, py - 0.9 * size, 1.8 * size, 1.8 * size);
      context.fillStyle = fill;
      context.fill();
    };
    shape(pointRings.dark * radius, '#000');
    shape(pointRings.light * radius, '#fff');
    shape(radius, pointColour(drawing.palette, label));
  }
  context.restore();
}

function heightIn(
  { drawing: { picture } }: Shot,
  height: Height,
  cell: number,
  x: number,
  y: number,
): number {
  const { maps, outputCount } = picture.complex;
  const value = (output: number): number => {
    const m = 3 * (cell * outputCount + output);
    return maps[m] * x + maps[m + 1] * y + maps[m + 2];
  };
  switch (height.kind) {
    case 'output':
      return value(height.index);
    case 'difference':
      return value(height.index) - value(height.minus);
    case 'argmax':
      return Math.max(...Array.from({ length: outputCount }, (_, o) => value(o)));
  }
}

/** A canvas over the picture with the data points. */
export function createPointsLayer(): {
  readonly node: HTMLElement;
  /** Paints the points over a shot; hidden unless both are given. */
  paint(shot: Shot | undefined, data: DataSet | undefined): void;
} {
  const node = document.createElement('canvas');
  node.className = 'points';
  node.ariaHidden = 'true';
  return {
    node,
    paint: (shot, data) => {
      node.hidden = !data || !shot;
      if (!data || !shot) return;
      const context = canvasSized(node, shot.viewport);
      context.clearRect(0, 0, shot.viewport.width, shot.viewport.height);
      paintPoints(context, shot, data);
    },
  };
}
