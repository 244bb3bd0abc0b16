import type { Size } from '../../core/plot/labelPlacement.ts';
import { l10n } from './l10n.ts';

/** Longest side that an image may have, in pixels; browsers make no larger canvas everywhere. */
const longestSide = 16_384;

/** Throws a RangeError if an image with `ratio` pixels per unit of a size would be too large. */
export function checkImageSize(size: Size, ratio: number): void {
  const longest = Math.round(Math.max(size.width, size.height) * ratio);
  if (longest <= longestSide) return;
  throw new RangeError(
    l10n.t('An image can be at most {0} pixels wide or high, not {1}.', longestSide, longest),
  );
}

/** A canvas as PNG. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error(l10n.t('The image is too large.')))),
      'image/png',
    ),
  );
}

/** An SVG, whose size is in millimetres, as an image with `scale` pixels per millimetre. */
export async function rasterised(svg: string, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = millimetresOf(svg);
    checkImageSize({ width, height }, scale);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error(l10n.t('The image is too large.'));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The size of an SVG; that of the decoded image would be rounded to whole pixels. */
function millimetresOf(svg: string): Size {
  const root = `${svg.slice(0, svg.indexOf('>'))}/>`;
  const { documentElement } = new DOMParser().parseFromString(root, 'image/svg+xml');
  const { width, height } = documentElement as unknown as SVGSVGElement;
  return {
    width: width.baseVal.valueInSpecifiedUnits,
    height: height.baseVal.valueInSpecifiedUnits,
  };
}
