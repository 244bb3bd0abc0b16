import { element, setAttributes, svgElement } from '../../kit/element.ts';

/** A pane that draws in an SVG of its own size, over an optional picture of pixels. */
export interface PlotFrame {
  readonly node: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly svg: SVGSVGElement;
  /** Looks at the size anew. To be done before a frame is drawn: after it, it costs a layout. */
  measure(): void;
  /** Size in CSS pixels when it was measured; zero while the pane is not shown. */
  size(): { readonly width: number; readonly height: number };
  show(children: readonly SVGElement[]): void;
}

export interface PlotEvents {
  /** Pressed, or dragged to, a place in pixels; `first` at the press itself. */
  readonly drag?: (x: number, y: number, event: PointerEvent, first: boolean) => void;
  readonly release?: () => void;
  readonly hover?: (x: number, y: number) => void;
  readonly leave?: () => void;
}

/** A framed plot with a title; its keys are heard by whoever listens on `svg`. */
export function createPlotFrame(
  { id, title, label }: { readonly id: string; readonly title: string; readonly label: string },
  events: PlotEvents,
): PlotFrame {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const svg = svgElement('svg', {
    ...{ class: 'plot-drawing', tabindex: 0, role: 'application' },
    ...{ 'aria-label': label, 'aria-describedby': 'situation plot-keys' },
  });
  const place = element('div', { class: 'plot' }, canvas, svg);
  const node = element(
    'section',
    { class: 'pane', id, 'aria-label': title },
    element('h2', { class: 'pane-title' }, title),
    place,
  );

  let size = { width: 0, height: 0 };
  let pressed = false;
  const at = (event: PointerEvent): [number, number] => {
    const { left, top } = svg.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !events.drag) return;
    pressed = true;
    svg.setPointerCapture(event.pointerId);
    events.drag(...at(event), event, true);
  });
  svg.addEventListener('pointermove', (event) => {
    if (pressed) events.drag?.(...at(event), event, false);
    else events.hover?.(...at(event));
  });
  const end = (): void => {
    if (pressed) events.release?.();
    pressed = false;
  };
  svg.addEventListener('pointerup', end);
  svg.addEventListener('pointercancel', end);
  svg.addEventListener('pointerleave', () => events.leave?.());

  return {
    node,
    canvas,
    svg,
    measure: () => {
      size = { width: place.clientWidth, height: place.clientHeight };
    },
    size: () => size,
    show: (children) => {
      const { width, height } = size;
      setAttributes(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
      svg.replaceChildren(...children);
    },
  };
}
