import assert from 'node:assert/strict';
import { ringVertex } from '../../../src/core/complex/complex.ts';
import { contrast } from '../../../src/core/plot/colour.ts';
import type { Colouring } from '../../../src/core/picture/colouring.ts';
import { inkOf } from '../../../src/core/figure/page.ts';
import { svg, type SvgLook } from '../../../src/core/export/svg/plane.ts';
import { printable } from '../../../src/core/printable.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';
import { area, elements, numbers, parseSvg, subpaths } from './svgDocument.ts';

const paper: SvgLook = { style: 'light', colouring: 'region' };

describe('SVG', () => {
  for (const subject of [...planarSubjects(), awkwardSubject()]) {
    const { complex, domain } = subject;
    const document = draw(subject);
    const [picture] = elements(document, 'g', 'complex');
    const [px, py] = numbers(picture, 'data-pixel');
    const [x0, y0] = numbers(picture, 'data-point');
    const [sx, sy] = numbers(picture, 'data-scale');
    const regions = elements(elements(picture, 'g', 'regions')[0], 'path');

    describe(JSON.stringify(subject.title), () => {
      it('has every region where the network has it', () => {
        assert.equal(regions.length, complex.cellCount);
        regions.forEach((path, c) => {
          assert.equal(path.getAttribute('data-region'), String(c));
          const [points] = subpaths(path.getAttribute('d') ?? '');
          const first = complex.cellStart[c];
          assert.equal(points.length, complex.cellStart[c + 1] - first);
          points.forEach(([x, y], i) => {
            const v = 2 * ringVertex(complex, first + i);
            close(x0 + (x - px) / sx, complex.xy[v], 1e-12 / sx);
            close(y0 + (py - y) / sy, complex.xy[v + 1], 1e-12 / sy);
          });
        });
      });

      it('covers the domain', () => {
        const total = regions
          .map((path) => area(subpaths(path.getAttribute('d') ?? '')[0]))
          .reduce((a, b) => a + b);
        const corners: [number, number][] = [];
        for (let k = 0; k < domain.corners.length; k += 2)
          corners.push([
            px + (domain.corners[k] - x0) * sx,
            py - (domain.corners[k + 1] - y0) * sy,
          ]);
        // Vertices are rounded to doubles, which are coarse far from the origin.
        close(total, area(corners), 1e-10 * total);
      });

      it('draws every edge once, by layer, with the first layer on top', () => {
        const folds = foldTable(subject.network);
        const expected = new Map<string, number>();
        for (let e = 0; e < complex.edgeCount; e++) {
          const fold = complex.edgeFold[e];
          const name = fold < 0 ? 'border' : `folds layer-${folds.layer[fold] + 1}`;
          expected.set(name, (expected.get(name) ?? 0) + 1);
        }
        const drawn = new Map<string, number>();
        const groups = elements(picture, 'g').filter((group) =>
          /^(folds|border)/.test(group.getAttribute('class') ?? ''),
        );
        for (const group of groups) {
          const [path] = elements(group, 'path');
          const lines = subpaths(path.getAttribute('d') ?? '');
          assert.ok(lines.every((points) => points.length === 2));
          const name = group.getAttribute('class') ?? '';
          drawn.set(name, (drawn.get(name) ?? 0) + lines.length);
        }
        assert.deepEqual(drawn, expected);
        const layers = groups.flatMap(
          (group) =>
            /layer-(\d+)/
              .exec(group.getAttribute('class') ?? '')
              ?.slice(1)
              .map(Number) ?? [],
        );
        assert.deepEqual(
          layers,
          layers.toSorted((a, b) => b - a),
        );
      });

      it('describes its content for screen readers', () => {
        const root = document.documentElement;
        assert.equal(root?.getAttribute('role'), 'img');
        const spoken = (root?.getAttribute('aria-labelledby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent ?? '');
        assert.equal(spoken[0], printable(subject.title));
        assert.ok(spoken[1].includes(` ${complex.cellCount} activation region`));
        assert.ok(spoken[1].includes(subject.inputNames[0]));
      });
    });
  }

  it('labels its axes', () => {
    const subject = awkwardSubject();
    const names = elements(draw(subject), 'text', 'axis-name').map((text) => text.textContent);
    assert.deepEqual(names, subject.inputNames);
  });

  it('has a colour bar for numbers and a legend for all else', () => {
    const texts = (colouring: Colouring, part: string): (string | null)[] => {
      const [group] = elements(draw(awkwardSubject(), { style: 'light', colouring }), 'g', part);
      return group ? elements(group, 'text').map(({ textContent }) => textContent) : [];
    };
    assert.deepEqual(texts('region', 'colour-bar'), []);
    assert.ok(texts('region', 'legend').includes('hidden <&> "one"'));
    assert.ok(texts('class', 'legend').includes('"g"'));
    assert.ok(texts('class', 'legend').includes('Decision boundary'));
    assert.ok(texts('layer', 'legend').includes('Layer of last fold'));
    assert.equal(texts('height', 'colour-bar').at(-1), 'Mean height (f,1)');
    assert.equal(texts('gradient', 'colour-bar').at(-1), 'Gradient norm (f,1)');
    assert.ok(texts('gradient', 'colour-bar').length >= 4, 'at least three numbers');
  });

  it('has a background only on request', () => {
    const backgrounds = (['light', 'dark', 'transparent'] as const).map((style) =>
      elements(draw(awkwardSubject(), { style, colouring: 'region' }), 'rect', 'background').map(
        (rect) => rect.getAttribute('fill'),
      ),
    );
    assert.deepEqual(backgrounds, [['#ffffff'], ['#1e1e1e'], []]);
    for (const style of ['light', 'dark'] as const) {
      const { background = '', foreground, muted } = inkOf(style);
      assert.ok(contrast(bytes(foreground), bytes(background)) >= 7);
      assert.ok(contrast(bytes(muted), bytes(background)) >= 4.5);
    }
  });

  it('draws the graph of a function of one variable', () => {
    const subject = graphSubject();
    const document = draw(subject, { style: 'light', colouring: 'height' });
    const [graph] = elements(document, 'g', 'graph');
    const [px, py] = numbers(graph, 'data-pixel');
    const [x0, y0] = numbers(graph, 'data-point');
    const [sx, sy] = numbers(graph, 'data-scale');
    const [curve] = elements(graph, 'path', 'curve');
    const lines = subpaths(curve.getAttribute('d') ?? '');
    assert.equal(lines.length, 1, 'a continuous function has one curve');
    for (const [x, y] of lines[0]) {
      const t = x0 + (x - px) / sx;
      const [value] = forward(subject.network, [t, 0.5]).outputs;
      close(y0 + (py - y) / sy, value, 1e-12);
    }
    assert.equal(elements(graph, 'circle').length, subject.complex.cellCount - 1);
    const names = elements(document, 'text', 'axis-name').map(({ textContent }) => textContent);
    assert.deepEqual(names, ['t', 'f0']);
  });

  it('is deterministic', () => {
    assert.equal(
      [...svg(awkwardSubject(), paper)].join(''),
      [...svg(awkwardSubject(), paper)].join(''),
    );
  });
});

function draw(subject: Subject, look = paper) {
  return parseSvg([...svg(subject, look)].join(''));
}

function close(actual: number, expected: number, slack: number): void {
  const error = Math.abs(actual - expected);
  assert.ok(
    error <= slack + 4 * Number.EPSILON * Math.abs(expected),
    `${actual} is not ${expected}`,
  );
}

function bytes(hex: string): number[] {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}
