import assert from 'node:assert/strict';
import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** Parses an SVG document by the rules of XML; anything that is not well-formed throws. */
export function parseSvg(markup: string): Document {
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  const document = parser.parseFromString(markup, 'image/svg+xml');
  assert.equal(document.documentElement?.namespaceURI, 'http://www.w3.org/2000/svg');
  return document;
}

/** All elements of a name with a class, the class optional. */
export function elements(root: Document | Element, name: string, className?: string): Element[] {
  return Array.from(root.getElementsByTagName(name)).filter(
    (element) =>
      className === undefined ||
      (element.getAttribute('class') ?? '').split(' ').includes(className),
  );
}

/** The subpaths of a path of absolute M, L and Z. */
export function subpaths(d: string): [number, number][][] {
  assert.match(d, /^(M[^A-DF-Za-df-z]*(L[^A-DF-Za-df-z]*)+Z?)+$/);
  return d
    .split('M')
    .slice(1)
    .map((part) =>
      part
        .replace('Z', '')
        .split('L')
        .map((point) => {
          const [x, y, ...rest] = point.split(' ').map(Number);
          assert.ok(Number.isFinite(x) && Number.isFinite(y) && rest.length === 0, point);
          return [x, y];
        }),
    );
}

export function numbers(element: Element, name: string): number[] {
  return (element.getAttribute(name) ?? '').split(' ').map(Number);
}

/** Area of a polygon; positive when it runs counter-clockwise with y downwards. */
export function area(points: readonly (readonly [number, number])[]): number {
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    twice += (nextX - x) * (nextY + y);
  });
  return twice / 2;
}
