import type { DataSet } from '../../core/training/dataSet.ts';
import type { Shot } from '../viewport/renderer.ts';
import type { Theme } from '../kit/theme.ts';
import { paintPoints } from './points.ts';

/** A frame to export: its shot, and the title below it. */
export interface Framed {
  readonly shot: Shot;
  readonly title: string;
}

/** What all frames of one image share. */
export interface Page {
  readonly theme: Theme;
  /** The training data. */
  readonly data: DataSet | undefined;
}

export const captionHeight = 34;
const captionSize = 13;
/** Pixels of the image per CSS pixel. */
const sharpness = 2;

/** The size of an image with frames in rows of `columns`, all of the size of the first. */
function pageSize(
  frames: readonly Framed[],
  columns: number,
): { readonly width: number; readonly height: number } {
  const { width, height } = frames[0].shot.viewport;
  const rows = Math.ceil(frames.length / columns);
  return { width: columns * width, height: rows * (height + captionHeight) };
}

/** Paints a frame and its title at the origin, on the theme's background. */
export function paintFrame(
  context: CanvasRenderingContext2D,
  { shot, title }: Framed,
  { theme, data }: Page,
  ratio: number,
  take: (shot: Shot) => HTMLCanvasElement,
): void {
  const { width, height } = shot.viewport;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height + captionHeight);
  const picture = take({ ...shot, viewport: { ...shot.viewport, ratio } });
  context.drawImage(picture, 0, 0, width, height);
  if (data) paintPoints(context, shot, data);
  context.font = `${captionSize}px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.foreground;
  context.fillText(title, width / 2, height + captionHeight / 2, width - 8);
}

/** A frame with its data points, on the background of the theme. */
export function frameImage(
  { shot }: Framed,
  { theme, data }: Page,
  ratio: number,
  take: (shot: Shot) => HTMLCanvasElement,
): HTMLCanvasElement {
  const { width, height } = shot.viewport;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2-D canvas.');
  context.scale(ratio, ratio);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  context.drawImage(take({ ...shot, viewport: { ...shot.viewport, ratio } }), 0, 0, width, height);
  if (data) paintPoints(context, shot, data);
  return canvas;
}

/** A PNG with frames in rows of `columns`. */
export async function pngOf(
  frames: readonly Framed[],
  columns: number,
  page: Page,
  take: (shot: Shot) => HTMLCanvasElement,
): Promise<Blob> {
  const size = pageSize(frames, columns);
  const canvas = document.createElement('canvas');
  canvas.width = size.width * sharpness;
  canvas.height = size.height * sharpness;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2-D canvas.');
  context.scale(sharpness, sharpness);
  context.fillStyle = page.theme.background;
  context.fillRect(0, 0, size.width, size.height);
  const { width, height } = frames[0].shot.viewport;
  frames.forEach((one, i) => {
    context.save();
    context.translate((i % columns) * width, Math.floor(i / columns) * (height + captionHeight));
    paintFrame(context, one, page, sharpness, take);
    context.restore();
  });
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('The picture is too large for this browser.');
  return blob;
}
