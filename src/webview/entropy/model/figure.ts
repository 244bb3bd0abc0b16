import { render, svg } from 'lit-html';
import type { EntropyLayout } from '../../../protocol/entropy/model.ts';
import type { Theme } from '../../kit/theme.ts';
import type { PlotFrame } from './plotPane.ts';
import type { SurfacePane } from './surfacePane.ts';

/** A figure to save as a file. */
export interface Figure {
  readonly ending: 'png' | 'svg';
  readonly content: string | Uint8Array;
}

/** Exports the largest pane: the surface as PNG, the phase diagram as SVG. */
export function figureOf(
  layout: EntropyLayout,
  surface: SurfacePane,
  plane: PlotFrame,
  theme: Theme,
): Figure | undefined {
  const png = layout === 'surface' ? surface.png() : undefined;
  if (png === undefined) return { ending: 'svg', content: svgOf(plane, theme) };
  return { ending: 'png', content: Uint8Array.from(atob(png), (c) => c.charCodeAt(0)) };
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
