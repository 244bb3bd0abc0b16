import assert from 'node:assert/strict';
import { cornerCamera, eyeOf } from '../../../src/core/export/svg/camera.ts';
import { surfaceSvg } from '../../../src/core/export/svg/surfaceSvg.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';
import { area, elements, parseSvg, subpaths } from './svgDocument.ts';

describe('the SVG of the surface', () => {
  for (const subject of [...planarSubjects(), awkwardSubject()])
    it(`shows every facet and every line: ${JSON.stringify(subject.title)}`, () => {
      const look = { style: 'light', colouring: 'region' } as const;
      const document = parseSvg([...surfaceSvg(subject, look, cornerCamera())].join(''));
      const [surface] = elements(document, 'g', 'surface');
      const paths = elements(surface, 'path');
      const facets = paths.filter((path) => path.getAttribute('data-region') !== null);
      const regions = facets.map((path) => Number(path.getAttribute('data-region')));
      assert.deepEqual(
        regions.sort((a, b) => a - b),
        Array.from({ length: subject.complex.cellCount }, (_, c) => c),
      );
      assert.equal(paths.length - facets.length, subject.complex.edgeCount);
      // Seen over a corner from above, facets that face the camera keep their orientation.
      const [, , width, height] = (document.documentElement?.getAttribute('viewBox') ?? '')
        .split(' ')
        .map(Number);
      let seen = 0;
      for (const path of facets)
        for (const points of subpaths(path.getAttribute('d') ?? '')) {
          if (area(points) > 0) seen++;
          assert.ok(points.every(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height));
        }
      assert.ok(seen > 0);
    });

  it('finds the position of the camera', () => {
    const { x, y, w } = eyeOf(cornerCamera());
    assert.ok(w === 0);
    assert.ok(x > 0 && y < 0, 'the corner camera looks from the south-east');
    // A perspective camera at (0, −3, 0) that looks north: x right, z up.
    const [near, far] = [1, 9];
    const perspective = [
      ...[1, 0, 0, 0],
      ...[0, 0, (far + near) / (far - near), 1],
      ...[0, 1, 0, 0],
      ...[0, 0, (3 * (far + near)) / (far - near) - (2 * far * near) / (far - near), 3],
    ];
    const eye = eyeOf(perspective);
    assert.ok(eye.w > 0);
    assert.ok(Math.abs(eye.x) < 1e-12 && Math.abs(eye.y / eye.w + 3) < 1e-12);
  });

  it('rejects a function of one variable', () => {
    const look = { style: 'light', colouring: 'region' } as const;
    assert.throws(() => surfaceSvg(graphSubject(), look, cornerCamera()), RangeError);
  });
});
