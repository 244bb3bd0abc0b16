import type { Page } from 'playwright-core';

/**
 * To be called before the page is resized for the first time: from then on it remembers which texts it
 * paints on its canvases, and where.
 */
export async function watchPaintedText({ page }: { readonly page: Page }): Promise<void> {
  await page.evaluate(watch);
}

/**
 * What is wrong with the layout of the page as it stands, one line per fault: text that is cut off or
 * outside the page, text over text, controls that are cut off, and a page or pane that has to be
 * scrolled sideways. Tables may scroll sideways, and a text with an ellipsis may be cut if its tooltip
 * has all of it.
 */
export async function layoutFaults({ page }: { readonly page: Page }): Promise<string[]> {
  return page.evaluate(inspect);
}

/** A text painted on a canvas, in pixels of its canvas. */
interface PaintedText {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

declare global {
  interface Window {
    paintedText?: WeakMap<HTMLCanvasElement, PaintedText[]>;
  }
}

/** Runs in the page. */
function watch(): void {
  const painted = (window.paintedText ??= new WeakMap<HTMLCanvasElement, PaintedText[]>());
  const { prototype } = CanvasRenderingContext2D;
  // They are called with the context that they belong to.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { fillText, clearRect } = prototype;
  prototype.clearRect = function (...area) {
    const [x, y] = area;
    if (x <= 0 && y <= 0) painted.set(this.canvas, []);
    clearRect.apply(this, area);
  };
  prototype.fillText = function (text, x, y, ...most) {
    const size = this.measureText(text);
    const { a, d, e, f } = this.getTransform();
    const ratio = devicePixelRatio;
    const list = painted.get(this.canvas) ?? [];
    list.push({
      text,
      left: (a * (x - size.actualBoundingBoxLeft) + e) / ratio,
      right: (a * (x + size.actualBoundingBoxRight) + e) / ratio,
      top: (d * (y - size.actualBoundingBoxAscent) + f) / ratio,
      bottom: (d * (y + size.actualBoundingBoxDescent) + f) / ratio,
    });
    painted.set(this.canvas, list);
    fillText.call(this, text, x, y, ...most);
  };
}

/** Runs in the page. */
function inspect(): string[] {
  interface Rect {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  /** A line of text on the page; `layer` is the panel over the page that it belongs to, if any. */
  interface Line {
    readonly text: string;
    readonly node: Element;
    readonly layer: Element | undefined;
    readonly rect: Rect;
  }

  /** Pixels by which boxes may miss each other: rounding, and the air around letters. */
  const slack = 1.5;
  const air = { x: 2, y: 3 };
  const faults: string[] = [];
  const lines: Line[] = [];
  const page: Rect = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

  /** The parent in what is rendered: through slots and out of shadow roots. */
  const parentOf = (node: Node): Element | undefined => {
    if (node instanceof Element || node instanceof Text)
      if (node.assignedSlot) return node.assignedSlot;
    const { parentNode } = node;
    if (parentNode instanceof ShadowRoot) return parentNode.host;
    return parentNode instanceof Element ? parentNode : undefined;
  };
  const ancestorsOf = (node: Node): Element[] => {
    const found: Element[] = [];
    for (let at = parentOf(node); at; at = parentOf(at)) found.push(at);
    return found;
  };
  const nameOf = (element: Element): string => {
    const id = element.id ? `#${element.id}` : '';
    const classes = [...element.classList].map((name) => `.${name}`).join('');
    return `${element.localName}${id}${classes}`;
  };
  /** The element with its nearest ancestor that has a name of its own. */
  const placeOf = (element: Element): string => {
    const own = nameOf(element);
    const above = [element, ...ancestorsOf(element)].find((one) => one.id || one.classList.length);
    return above && above !== element ? `${nameOf(above)} ${own}` : own;
  };
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isHiddenOnPurpose = (chain: readonly Element[]): boolean =>
    chain.some((one) => {
      const { clipPath, position } = getComputedStyle(one);
      if (clipPath.startsWith('inset(50%') || one.matches('.sr-only, title, desc, defs'))
        return true;
      const { width, height } = one.getBoundingClientRect();
      return position === 'absolute' && width <= 1 && height <= 1 && one instanceof HTMLElement;
    });
  const isOpaque = (element: Element): boolean => {
    const { backgroundColor } = getComputedStyle(element);
    const alpha = /rgba\(.*, ([\d.]+)\)|\/ ([\d.]+)\)/.exec(backgroundColor);
    return backgroundColor !== 'transparent' && Number(alpha?.[1] ?? alpha?.[2] ?? 1) > 0.5;
  };
  /** The opaque panel that a text is on, if it lies over the page. */
  const layerOf = (chain: readonly Element[]): Element | undefined => {
    const top = chain.findLastIndex((one) => {
      const { position } = getComputedStyle(one);
      return position === 'absolute' || position === 'fixed';
    });
    return chain.slice(0, top + 1).find(isOpaque);
  };

  const isOver = (a: Rect, b: Rect, { x, y } = air): boolean =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > x &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;
  const isWithin = (a: Rect, b: Rect): boolean =>
    a.left >= b.left - slack &&
    a.right <= b.right + slack &&
    a.top >= b.top - slack &&
    a.bottom <= b.bottom + slack;
  const shared = (a: Rect, b: Rect): Rect => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });

  /**
   * What is left of a box after all that clips it, and what cuts it: scrolled out of sight is not cut,
   * but hidden without a way to get there is.
   */
  const clip = (
    rect: Rect,
    chain: readonly Element[],
  ): { rect: Rect; cutBy?: Element | 'page' } => {
    let left = rect;
    let cutBy: Element | 'page' | undefined;
    // Overflow past a scrolling ancestor can be reached along these axes.
    const reach = { x: false, y: false };
    const take = (frame: Rect, by: Element | 'page', clips = { x: true, y: true }): void => {
      const across = { ...left, ...(clips.x && { left: frame.left, right: frame.right }) };
      const window_ = clips.y ? { ...across, top: frame.top, bottom: frame.bottom } : across;
      const isCut =
        (clips.x &&
          !reach.x &&
          (left.left < frame.left - slack || left.right > frame.right + slack)) ||
        (clips.y &&
          !reach.y &&
          (left.top < frame.top - slack || left.bottom > frame.bottom + slack));
      if (isCut) cutBy ??= by;
      left = shared(left, window_);
    };
    for (const one of chain) {
      if (one === document.body || one === document.documentElement) continue;
      const { overflowX, overflowY, display } = getComputedStyle(one);
      if (display === 'contents' || display === 'inline') continue;
      const isClipping = (overflow: string): boolean => overflow !== 'visible';
      if (!isClipping(overflowX) && !isClipping(overflowY)) continue;
      const doesScroll = (overflow: string): boolean =>
        overflow === 'auto' || overflow === 'scroll';
      if (doesScroll(overflowX)) reach.x = true;
      if (doesScroll(overflowY)) reach.y = true;
      const outer = one.getBoundingClientRect();
      const x = outer.left + one.clientLeft;
      const y = outer.top + one.clientTop;
      const frame =
        one instanceof SVGElement
          ? outer
          : { left: x, top: y, right: x + one.clientWidth, bottom: y + one.clientHeight };
      take(frame, one, { x: isClipping(overflowX), y: isClipping(overflowY) });
    }
    take(page, 'page');
    return { rect: left, ...(cutBy && { cutBy }) };
  };

  const isEmpty = ({ left, top, right, bottom }: Rect): boolean => right <= left || bottom <= top;
  const addText = (text: string, node: Element, chain: readonly Element[], rect: Rect): void => {
    const { rect: rest, cutBy } = clip(rect, chain);
    if (cutBy !== undefined) {
      const told = chain.some((one) => {
        const title = one.getAttribute('title') ?? one.querySelector(':scope > title')?.textContent;
        return title?.includes(text.replace(/…$/, ''));
      });
      const by = cutBy === 'page' ? 'the page' : placeOf(cutBy);
      if (!told) faults.push(`cut: “${text}” in ${placeOf(node)}, by ${by}`);
    }
    if (!isEmpty(rest)) lines.push({ text, node, layer: layerOf(chain), rect: rest });
  };

  const control = 'button, input, select, a[href], vscode-button, vscode-dropdown, vscode-checkbox';
  const visit = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      if (!isSeen(element) || element.matches('script, style, option, vscode-option')) continue;
      const above = [element, ...ancestorsOf(element)];
      const isHidden = (): boolean => isHiddenOnPurpose(above);
      if (element.matches(control) && !isHidden()) {
        const { cutBy } = clip(element.getBoundingClientRect(), ancestorsOf(element));
        const label = element.getAttribute('aria-label') ?? element.textContent.trim();
        if (cutBy !== undefined && !element.hasAttribute('title'))
          faults.push(
            `cut: the control “${label}”, by ${cutBy === 'page' ? 'the page' : placeOf(cutBy)}`,
          );
      }
      if (element instanceof HTMLElement && element !== document.body && !isHidden()) {
        const { overflowX } = getComputedStyle(element);
        const scrolls = overflowX === 'auto' || overflowX === 'scroll';
        const mayScroll = element.querySelector(':scope > table, :scope > pre') !== null;
        if (scrolls && !mayScroll && element.scrollWidth > element.clientWidth + 1)
          faults.push(
            `scrolls sideways: ${placeOf(element)}, ${element.scrollWidth} in ${element.clientWidth}`,
          );
      }
      if (element instanceof HTMLCanvasElement && !isHidden()) {
        const { left, top } = element.getBoundingClientRect();
        for (const painted of window.paintedText?.get(element) ?? []) {
          const rect = {
            left: left + painted.left,
            top: top + painted.top,
            right: left + painted.right,
            bottom: top + painted.bottom,
          };
          // A label of a point that is out of sight.
          const frame = element.getBoundingClientRect();
          if (!isOver(rect, frame, { x: 0, y: 0 })) continue;
          if (!isWithin(rect, frame))
            faults.push(`cut: “${painted.text}” painted in ${placeOf(element)}`);
          addText(painted.text, element, above, shared(rect, frame));
        }
      }
      if (element instanceof HTMLInputElement && element.matches('[type=text], [type=number]')) {
        if (element.scrollWidth > element.clientWidth + 1 && !element.title)
          faults.push(`cut: the value “${element.value}” of ${placeOf(element)}`);
      }
      for (const node of element.childNodes) {
        const text = node.textContent?.replace(/\s+/g, ' ').trim() ?? '';
        if (!(node instanceof Text) || text === '' || isHidden()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()].filter(({ width, height }) => width && height);
        rects.forEach((rect) => addText(text, element, above, rect));
      }
    }
  };
  visit(document);

  const root = document.documentElement;
  for (const one of [root, document.body])
    if (one.scrollWidth > innerWidth + 1)
      faults.push(`the page scrolls sideways: ${one.scrollWidth} in ${innerWidth}`);

  lines.forEach((a, i) => {
    for (const b of lines.slice(i + 1)) {
      if (a.layer !== b.layer || a.node === b.node) continue;
      if (a.node.contains(b.node) && a.text === b.text) continue;
      if (isOver(a.rect, b.rect))
        faults.push(
          `over each other: “${a.text}” in ${placeOf(a.node)} and “${b.text}” in ${placeOf(b.node)}`,
        );
    }
  });
  return [...new Set(faults)];
}
