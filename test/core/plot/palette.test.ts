import assert from 'node:assert/strict';
import { layerStyle, paletteOf, withFinerLines } from '../../../src/core/plot/palette.ts';

describe('the palettes', () => {
  it('keep decision boundaries the strongest lines, however fine', () => {
    for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] as const)
      for (const factor of [1, 0.5, 0.35]) {
        const full = paletteOf(theme);
        const { boundary, contour, ...fine } = withFinerLines(full, factor);
        const folds = [0, 1, 2].map((l) => layerStyle({ ...full, ...fine }, {}, l).width);
        assert.ok(boundary.casingWidth > boundary.width && boundary.width > contour.width);
        assert.ok(boundary.casingWidth > Math.max(...folds), theme);
        assert.equal(boundary.casingWidth, factor * full.boundary.casingWidth);
        assert.equal(folds[0], factor * layerStyle(full, {}, 0).width);
      }
  });
});
