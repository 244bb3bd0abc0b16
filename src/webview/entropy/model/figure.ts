import { render, svg } from 'lit-html';
import type { EntropyLayout } from '../../../protocol/entropy/model.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Theme } from '../../kit/theme.ts';
import type { PlotFrame } from './plotPane.ts';
import type { SurfacePane } from './surfacePane.ts';

/** A figure to save as a file. */
export type Figure =
  | { readonly ending: 'png'; readonly content: Uint8Array<ArrayBuffer> }
  | { readonly ending: 'svg'; readonly content: string };

/** Exports the largest pane: the surface as PNG, the phase diagram as SVG. */
export function figureOf(
  layout: EntropyLayout,
  surface: SurfacePane,
  plane: PlotFrame,
  theme: Theme,
): Figure {
  const png = layout === 'surface' ? surface.png() : undefined;
  if (png === undefined) return { ending: 'svg', content: svgOf(plane, theme) };
  return { ending: 'png', content: Uint8Array.from(atob(png), (c) => c.charCodeAt(0)) };
}

/** The largest pane as an image, with twice the pixels of the screen. */
export async function imageOf(
  layout: EntropyLayout,
  surface: SurfacePane,
  plane: PlotFrame,
  theme: Theme,
): Promise<Blob> {
  const figure = figureOf(layout, surface, plane, theme);
  if (figure.ending === 'png') return new Blob([figure.content], { type: 'image/png' });
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(figure.content)}`;
  await image.decode();
  const { width, height } = plane.size();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error(l10n.t('The image is too large.')));
    }, 'image/png');
  });
}

/** CSS properties of plot elements that are copied into the SVG. */
const styles = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray'],
  ...['stroke-linecap', 'stroke-linejoin', 'paint-order'],
];
const textStyles = ['font-family', 'font-size', 'font-weight'];

/** A plot as a standalone SVG, with styles as attributes and its pixel image embedded. */
function svgOf(plot: PlotFrame, theme: Theme): string {
  const { svg: drawing, canvas } = plot;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  for (const name of ['style', 'tabindex', 'role', 'aria-describedby']) copy.removeAttribute(name);
  const copies = [copy, ...copy.querySelectorAll('*')];
  [drawing, ...drawing.querySelectorAll('*')].forEach((element, i) => {
    const computed = getComputedStyle(element);
    const isText = element instanceof SVGTextElement;
    copies[i].removeAttribute('class');
    if (element instanceof SVGGeometryElement || isText)
      for (const name of isText ? [...styles, ...textStyles] : styles)
        copies[i].setAttribute(name, computed.getPropertyValue(name));
  });
  const { width, height } = plot.size();
  const place = (key: 'left' | 'top' | 'width' | 'height'): number =>
    Number.parseFloat(canvas.style[key]) || 0;
  const behind = document.createDocumentFragment();
  render(
    svg`<rect width=${width} height=${height} fill=${theme.background}></rect>
      <image
        x=${place('left')}
        y=${place('top')}
        width=${place('width')}
        height=${place('height')}
        href=${canvas.toDataURL('image/png')}
        preserveAspectRatio="none"
      ></image>`,
    behind,
  );
  copy.prepend(behind);
  return new XMLSerializer().serializeToString(copy);
}
