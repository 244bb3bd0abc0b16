import assert from 'node:assert/strict';
import type { Document, Element } from '@xmldom/xmldom';
import { cornerCamera } from '../../../src/core/export/svg/camera.ts';
import { pageSizeFrom, PageError, type PageSetup } from '../../../src/core/figure/page.ts';
import { svg, type SvgLook } from '../../../src/core/export/svg/plane.ts';
import { surfaceSvg } from '../../../src/core/export/svg/surfaceSvg.ts';
import { shortened, textWidth, type Font } from '../../../src/core/figure/textWidth.ts';
import type { Colouring } from '../../../src/core/picture/colouring.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';
import { elements, numbers, parseSvg } from './svgDocument.ts';

const setups: readonly Partial<PageSetup>[] = [
  {},
  { width: 170, font: 'serif', heading: true },
  { width: 85, height: 60, fontSize: 7 },
  { width: 120.5, height: 150.25, fontSize: 10, font: 'serif' },
  { width: 60, fontSize: 6 },
];
const colourings: readonly Colouring[] = ['region', 'height', 'gradient', 'layer', 'class'];

describe('figures', () => {
  for (const subject of [...planarSubjects(), awkwardSubject(), graphSubject()])
    it(`are exact in size, legible and complete: ${JSON.stringify(subject.title)}`, () => {
      for (const page of setups)
        for (const colouring of colourings) {
          const look: SvgLook = { style: 'light', colouring, page, boundaries: true };
          for (const { text, document } of drawings(subject, look)) {
            const context = JSON.stringify([page, colouring]);
            assert.doesNotMatch(text, /NaN|Infinity|undefined/, context);
            checkSize(document, page, context);
            checkTexts(
              document,
              { family: page.font ?? 'sans', size: page.fontSize ?? 8 },
              context,
            );
            checkColours(document, context);
          }
        }
    });

  it('have a page of the size that was asked for', () => {
    assert.deepEqual(pageSizeFrom('85'), { width: 85 });
    assert.deepEqual(pageSizeFrom(' 85 x 60mm '), { width: 85, height: 60 });
    assert.deepEqual(pageSizeFrom('85.5mm×60.25 mm'), { width: 85.5, height: 60.25 });
    for (const text of ['', '5', '85x', '85x3', '85 60', '-85', '1e9', '85in'])
      assert.equal(pageSizeFrom(text), undefined, text);
  });

  it('are refused where the page is too small', () => {
    for (const subject of [awkwardSubject(), graphSubject()])
      for (const page of [
        { width: 20, height: 20 },
        { width: 20, fontSize: 20 },
        { width: 85, height: 20 },
      ])
        assert.throws(() => svg(subject, { style: 'light', colouring: 'height', page }), PageError);
  });

  it('have faces in the colours of the scale, shaded only on request', () => {
    const fills = (shading: boolean): Set<string | null> => {
      const look: SvgLook = { style: 'light', colouring: 'class', shading };
      const document = parseSvg([...surfaceSvg(awkwardSubject(), look, cornerCamera())].join(''));
      return new Set(facesOf(document).map((face) => face.getAttribute('fill')));
    };
    assert.ok(fills(false).size <= awkwardSubject().outputNames.length);
    assert.ok(fills(true).size > fills(false).size);
  });

  it('have decision boundaries as their strongest lines', () => {
    for (const style of ['light', 'dark'] as const) {
      const look: SvgLook = { style, colouring: 'class' };
      for (const { document } of drawings(awkwardSubject(), look)) {
        const legend = elements(document, 'g', 'legend')[0];
        const samples = elements(legend, 'path', 'sample').map((path) =>
          Number(path.getAttribute('stroke-width')),
        );
        const [boundary, ...others] = samples.sort((a, b) => b - a);
        assert.equal(boundary, 1.5);
        assert.ok(others.every((width) => width > 0.2 && width < 0.6 * boundary));
      }
    }
  });

  it('have the decision boundary of a single output where it is zero', () => {
    for (const subject of planarSubjects().filter(({ outputNames }) => outputNames.length === 1)) {
      const crossing = ({ level, isThere }: { level: string; isThere: boolean }) => {
        const look: SvgLook = { style: 'light', levels: level, boundaries: isThere };
        return drawings(subject, look).map(({ document }) => ({
          boundary: elements(document, 'path').filter(
            (path) => path.getAttribute('data-level') === '0' && isBold(path),
          ).length,
          names: elements(elements(document, 'g', 'legend')[0], 'text').map(
            (one) => one.textContent,
          ),
        }));
      };
      const isCrossed = signs(subject).size > 1;
      for (const { boundary, names } of crossing({ level: '', isThere: true })) {
        if (isCrossed) assert.ok(boundary > 0, subject.title);
        assert.equal(names.includes('Decision boundary'), boundary > 0, subject.title);
      }
      for (const { boundary, names } of crossing({ level: '0', isThere: false })) {
        assert.equal(boundary, 0, subject.title);
        assert.ok(!names.includes('Decision boundary'), subject.title);
      }
    }
  });

  it('have texts that are cut off where they are too long', () => {
    const font: Font = { family: 'sans', size: 8 };
    assert.equal(shortened('weight', font, 100), 'weight');
    assert.equal(shortened('two\n lines', font, 100), 'two lines');
    for (const width of [2, 10, 30, 100]) {
      const text = shortened('a name that is far too long for its axis', font, width);
      assert.ok(text.endsWith('…'));
      assert.ok(textWidth(text, font) <= Math.max(width, textWidth('…', font)));
    }
  });
});

function drawings(subject: Subject, look: SvgLook): { text: string; document: Document }[] {
  const texts = [[...svg(subject, look)].join('')];
  if (!subject.graph) texts.push([...surfaceSvg(subject, look, cornerCamera())].join(''));
  if (!subject.graph) {
    const lined = { ...look, levels: 'round' };
    texts.push([...svg(subject, lined)].join(''));
    texts.push([...surfaceSvg(subject, lined, cornerCamera())].join(''));
  }
  return texts.map((text) => ({ text, document: parseSvg(text) }));
}

function checkSize(document: Document, page: Partial<PageSetup>, context: string): void {
  const root = document.documentElement!;
  const [width, height] = ['width', 'height'].map((name) => {
    const [, size] = /^([\d.]+)mm$/.exec(root.getAttribute(name) ?? '') ?? [];
    return Number(size);
  });
  assert.equal(width, page.width ?? 85, context);
  if (page.height !== undefined) assert.equal(height, page.height, context);
  const box = numbers(root, 'viewBox');
  [0, 0, (width * 72) / 25.4, (height * 72) / 25.4].forEach((size, i) =>
    assert.ok(Math.abs(box[i] - size) < 1e-9, context),
  );
}

type Corner = readonly [number, number];

function checkTexts(document: Document, font: Font, context: string): void {
  const [, , width, height] = numbers(document.documentElement!, 'viewBox');
  const boxes = elements(document, 'text').map((text) => ({
    name: text.textContent ?? '',
    box: boxOf(text, font),
  }));
  for (const { name, box } of boxes)
    for (const [x, y] of box)
      assert.ok(x >= 0 && x <= width && y >= 0 && y <= height, `${name} is cut off: ${context}`);
  boxes.forEach((one, i) =>
    boxes.slice(i + 1).forEach((other) => {
      const isClear = separated(one.box, other.box);
      assert.ok(isClear, `${one.name} is over ${other.name}: ${context}`);
    }),
  );
}

/** The corners of a text, from the baseline to the height of capitals. */
function boxOf(text: Element, { family, size: fontSize }: Font): Corner[] {
  const parent = text.parentNode as Element;
  const size = Number(parent.getAttribute('font-size') ?? fontSize);
  const width = textWidth(text.textContent ?? '', { family, size });
  const [x, y] = ['x', 'y'].map((name) => Number(text.getAttribute(name)));
  const anchor = text.getAttribute('text-anchor');
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  const top = y - 0.7 * size;
  const corners: Corner[] = [
    [left, top],
    [left + width, top],
    [left + width, y],
    [left, y],
  ];
  const transform = text.getAttribute('transform') ?? '';
  const shift = /translate\(([^)]*)\)/.exec(transform)?.[1].split(' ').map(Number) ?? [0, 0];
  const [degrees, cx = 0, cy = 0] = /rotate\(([^)]*)\)/
    .exec(transform)?.[1]
    .split(' ')
    .map(Number) ?? [0];
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return corners.map(([u, v]) => [
    shift[0] + cx + cos * (u - cx) - sin * (v - cy),
    shift[1] + cy + sin * (u - cx) + cos * (v - cy),
  ]);
}

/** Whether a side of one of two rectangles separates them. */
function separated(p: readonly Corner[], q: readonly Corner[]): boolean {
  return [p, q].some((box) =>
    [0, 1].some((i) => {
      const [x, y] = [box[i + 1][0] - box[i][0], box[i + 1][1] - box[i][1]];
      const [a, b] = [p, q].map((corners) => corners.map(([u, v]) => u * x + v * y));
      return Math.min(...a) >= Math.max(...b) || Math.min(...b) >= Math.max(...a);
    }),
  );
}

function isBold(path: Element): boolean {
  const group = path.parentNode as Element;
  return [path, group].some((one) => one.getAttribute('stroke-width') === '1.5');
}

/** The signs of the output at the vertices. */
function signs({ network, complex }: Subject): Set<number> {
  const { xy } = complex;
  const points = Array.from({ length: complex.vertexCount }, (_, v) => [xy[2 * v], xy[2 * v + 1]]);
  return new Set(
    points.map((point) => Math.sign(forward(network, point).outputs[0])).filter(Boolean),
  );
}

function facesOf(document: Document): Element[] {
  return elements(document, 'path').filter((path) => path.getAttribute('data-region') !== null);
}

/** Every colour of a face is in the legend. */
function checkColours(document: Document, context: string): void {
  const samples = elements(document, 'rect', 'sample').map((sample) => sample.getAttribute('fill'));
  if (samples.length === 0) return;
  assert.deepEqual(
    new Set(facesOf(document).map((face) => face.getAttribute('fill'))),
    new Set(samples),
    context,
  );
}
