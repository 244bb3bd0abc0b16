import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fadeAt,
  lineDensityOf,
  mostCovered,
  valueAt,
  weightedDensity,
} from '../../../src/core/picture/lineDensity.ts';

const coordinate = fc.float({ min: -1, max: 1, noNaN: true });
const segments = fc
  .array(fc.tuple(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate), {
    maxLength: 60,
  })
  .map((list) => Float32Array.from(list.flat()));
const layers = fc.array(segments, { minLength: 1, maxLength: 4 });

describe('density of lines', () => {
  it('integrates to the length of the lines', () => {
    fc.assert(
      fc.property(layers, (lines) => {
        const { step, layers: densities } = lineDensityOf(lines);
        densities.forEach((density, l) => {
          const length = lengthOf(lines[l]);
          if (lines.some(hasExtent)) close(sum(density) * step * step, length);
        });
      }),
    );
  });

  it('is nowhere larger between the centres of squares than at them', () => {
    fc.assert(
      fc.property(layers, coordinate, coordinate, (lines, x, y) => {
        const density = lineDensityOf(lines);
        const ink = weightedDensity(
          density,
          lines.map((_, l) => l),
        );
        const value = valueAt(density, ink, x, y);
        assert.ok(value <= Math.max(...ink) * (1 + 1e-6) && value >= Math.min(...ink) - 1e-6);
      }),
    );
  });

  it('is higher where there are more lines', () => {
    const row = (x: number) => [x, -1, 0, x, 1, 0];
    const bundle = Array.from({ length: 40 }, (_, k) => row(-1 + k / 100)).flat();
    const density = lineDensityOf([Float32Array.from([...bundle, ...row(1)])]);
    const [ink] = density.layers;
    assert.ok(valueAt(density, ink, -0.8, 0) > 10 * valueAt(density, ink, 0.9, 0));
  });
});

describe('fade of lines', () => {
  const coverage = fc.double({ min: 0, max: 1e3, noNaN: true });

  it('covers at most a given share of the picture', () => {
    fc.assert(
      fc.property(coverage, (share) => {
        const { width, opacity } = fadeAt(share);
        assert.ok(share * width * opacity <= mostCovered + 1e-12);
      }),
    );
  });

  it('never makes denser lines wider or less transparent', () => {
    fc.assert(
      fc.property(coverage, coverage, (a, b) => {
        const [sparse, dense] = [fadeAt(Math.min(a, b)), fadeAt(Math.max(a, b))];
        assert.ok(dense.width <= sparse.width && dense.opacity <= sparse.opacity);
      }),
    );
  });

  it('leaves single lines as they are', () => {
    assert.deepEqual(fadeAt(0), { width: 1, opacity: 1 });
    assert.deepEqual(fadeAt(0.05), { width: 1, opacity: 1 });
  });
});

function lengthOf(points: Float32Array): number {
  let length = 0;
  for (let i = 0; i < points.length; i += 6)
    length += Math.hypot(points[i + 3] - points[i], points[i + 4] - points[i + 1]);
  return length;
}

function hasExtent(points: Float32Array): boolean {
  return lengthOf(points) > 0;
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-3 * (1 + expected), `${actual} is not ${expected}`);
}
