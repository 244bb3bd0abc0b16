import { html, render, svg, type SVGTemplateResult } from 'lit-html';
import { elementOf } from '../../kit/elementOf.ts';
import { pointerIn, type Point } from '../../kit/plot.ts';
import type { Ink } from './plotColours.ts';

/** A pane with an SVG of the same size, over an optional pixel image. */
export interface PlotFrame {
  readonly node: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly svg: SVGSVGElement;
  /** Reads the size again. Call it before drawing; afterwards it forces a layout. */
  measure(): void;
  /** Size in CSS pixels when it was measured; zero while the pane is hidden. */
  size(): { readonly width: number; readonly height: number };
  show(content: unknown, ink: Ink): void;
}

export interface PlotEvents {
  /** Called on a press and while dragging, with the position in pixels; `first` for the press. */
  readonly drag?: (at: Point, event: PointerEvent, first: boolean) => void;
  readonly hover?: (at: Point) => void;
  readonly leave?: () => void;
}

/** A framed plot with a title. Listen to keys on `svg`. */
export function createPlotFrame(
  { id, title, label }: { readonly id: string; readonly title: string; readonly label: string },
  events: PlotEvents,
): PlotFrame {
  const canvas = document.createElement('canvas');
  canvas.ariaHidden = 'true';
  const place = elementOf(
    html`<div class="plot">
      ${canvas}
      <svg
        class="plot-drawing"
        tabindex="0"
        role="application"
        aria-label=${label}
        aria-describedby="situation plot-keys"
      ></svg>
    </div>`,
  );
  const drawing = place.querySelector('svg');
  if (!drawing) throw new Error('The plot has no drawing.');
  const node = elementOf(
    html`<section class="pane" id=${id} aria-label=${title}>
      <h2 class="pane-title">${title}</h2>
      ${place}
    </section>`,
  );

  let size = { width: 0, height: 0 };
  let pressed = false;
  drawing.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !events.drag) return;
    pressed = true;
    drawing.setPointerCapture(event.pointerId);
    events.drag(pointerIn(event), event, true);
  });
  drawing.addEventListener('pointermove', (event) => {
    if (pressed) events.drag?.(pointerIn(event), event, false);
    else events.hover?.(pointerIn(event));
  });
  const end = (): void => void (pressed = false);
  drawing.addEventListener('pointerup', end);
  drawing.addEventListener('pointercancel', end);
  drawing.addEventListener('pointerleave', () => events.leave?.());

  let shownInk: Ink | undefined;
  return {
    node,
    canvas,
    svg: drawing,
    measure: () => {
      size = { width: place.clientWidth, height: place.clientHeight };
    },
    size: () => size,
    show: (content, ink) => {
      const { width, height } = size;
      drawing.setAttribute('width', String(width));
      drawing.setAttribute('height', String(height));
      drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
      if (ink !== shownInk) {
        shownInk = ink;
        for (const [name, value] of Object.entries(ink.properties))
          drawing.style.setProperty(name, value);
      }
      render(svg`${content}`, drawing);
    },
  };
}

/** A line in pixels, with a halo in the background colour that separates it from what it crosses. */
export function haloedLine(kind: string, path: string): SVGTemplateResult {
  return svg`<path class="mark-halo ${kind}" d=${path}></path>
    <path class="mark-line ${kind}" d=${path}></path>`;
}

/** A dot with an outline in the background colour. */
export function dot([x, y]: Point, radius: number, kind: string): SVGTemplateResult {
  return svg`<circle class="mark-dot ${kind}" cx=${x} cy=${y} r=${radius}></circle>`;
}
