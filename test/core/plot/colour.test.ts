import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { contrast, rgb, type ColourTable } from '../../../src/core/plot/colour.ts';
import {
  colourPieces,
  lastFoldLayers,
  type Colouring,
} from '../../../src/core/picture/colouring.ts';
import { lineWidth, paletteOf, type ThemeKind } from '../../../src/core/plot/palette.ts';
import { heightRange, surfacePieces } from '../../../src/core/picture/surfacePieces.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';
import { classPieces } from '../split.ts';

const kinds: readonly ThemeKind[] = ['dark', 'light', 'hc-dark', 'hc-light'];

describe('colours', () => {
  it('are sRGB bytes of OKLCH', () => {
    assert.deepEqual(rgb([1, 0, 0]), [255, 255, 255]);
    assert.deepEqual(rgb([0, 0, 0]), [0, 0, 0]);
    // sRGB red, from the definition of OKLab.
    assert.deepEqual(rgb([0.62796, 0.25768, 29.234]), [255, 0, 0]);
  });

  it('have ramps that are ordered by lightness alone', () => {
    for (const kind of kinds) {
      const { regions, sequential } = paletteOf(kind);
      for (const table of [regions, sequential])
        for (let i = 8; i < 256; i += 8)
          assert.ok(luminance(table, i) > luminance(table, i - 8), `${kind} at ${i}`);
    }
  });

  it('have fold lines that are visible on every face of the embossed picture', () => {
    for (const kind of kinds) {
      const { regions, layers } = paletteOf(kind);
      for (const line of layers)
        for (let i = 0; i < 256; i++) {
          const ratio = contrast(line, regions.subarray(3 * i, 3 * i + 3));
          assert.ok(ratio >= 1.4, `${kind}: ${line.join()} on ${i}: ${ratio.toFixed(2)}`);
        }
    }
  });

  it('have lines of the first layer with the contrast that WCAG requires for graphics', () => {
    for (const kind of ['hc-dark', 'hc-light'] as const) {
      const { regions, layers } = paletteOf(kind);
      for (let i = 0; i < 256; i++)
        assert.ok(contrast(layers[0], regions.subarray(3 * i, 3 * i + 3)) >= 3);
    }
  });

  it('draw deeper layers thinner, but never too thin to be visible', () => {
    const palette = paletteOf('dark');
    for (let layer = 0; layer < 20; layer++) {
      assert.ok(lineWidth(palette, layer) >= lineWidth(palette, layer + 1));
      assert.ok(lineWidth(palette, layer + 1) >= 0.75);
    }
    assert.ok(lineWidth(palette, 0) > lineWidth(palette, 1));
  });
});

describe('colouring', () => {
  const domain = box(-1, 1, -1, 1);
  const colourings: readonly Colouring[] = ['region', 'height', 'gradient', 'layer', 'linear'];

  it('gives every face a colour', () => {
    fc.assert(
      fc.property(generic, fc.constantFrom(...colourings), (net, colouring) => {
        const complex = complete(arrange(net, domain));
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const palette = paletteOf('light');
        const { faces } = colourPieces(
          colouring,
          { network: net, complex, folds: foldTable(net), pieces },
          { palette, heights: heightRange(pieces) },
        );
        assert.equal(faces.length, 3 * pieces.count);
        for (let p = 0; p < pieces.count; p++)
          assert.ok(faces[3 * p] + faces[3 * p + 1] + faces[3 * p + 2] > 100);
      }),
    );
  });

  it('keeps the colour of a region when the outputs are scaled', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const [before, after] = [net, rescaled(net)].map((n) => {
          const complex = complete(arrange(n, domain));
          const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
          const coloured = { network: n, complex, folds: foldTable(n), pieces };
          const options = { palette: paletteOf('dark'), heights: heightRange(pieces) };
          return colourPieces('region', coloured, options).faces;
        });
        assert.deepEqual(after, before);
      }),
    );
  });

  it('separates classes only by the largest output', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, domain));
        fc.pre(complex.outputCount > 1);
        const pieces = surfacePieces(
          complex,
          { kind: 'argmax' },
          classPieces(net, domain, complex),
        );
        const palette = paletteOf('dark');
        const { faces } = colourPieces(
          'class',
          { network: net, complex, folds: foldTable(net), pieces },
          { palette, heights: heightRange(pieces) },
        );
        for (let p = 0; p < pieces.count; p++)
          assert.deepEqual(
            [...faces.subarray(3 * p, 3 * p + 3)],
            palette.categories[pieces.top[p]],
          );
      }),
    );
  });

  it('gives one colour to a linear region where these are shown', () => {
    const joined = fc.constantFrom<Colouring>('region', 'height', 'layer', 'linear');
    fc.assert(
      fc.property(network, joined, (net, colouring) => {
        const complex = complete(arrange(net, domain));
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const palette = paletteOf('dark');
        const folds = foldTable(net);
        const { faces } = colourPieces(
          colouring,
          { network: net, complex, folds, pieces },
          { palette, heights: heightRange(pieces), regions: 'linear' },
        );
        const colours = new Map<number, string>();
        for (let p = 0; p < pieces.count; p++) {
          const region = complex.linearRegion[pieces.cell[p]];
          const colour = faces.subarray(3 * p, 3 * p + 3).join();
          assert.equal(colours.get(region) ?? colour, colour);
          colours.set(region, colour);
        }
      }),
    );
  });

  it('finds the deepest layer around every cell', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, domain));
        const folds = foldTable(net);
        const layers = lastFoldLayers(complex, folds);
        for (let e = 0; e < complex.edgeCount; e++) {
          const fold = complex.edgeFold[e];
          if (fold < 0) continue;
          for (const c of complex.edgeCells.subarray(2 * e, 2 * e + 2))
            assert.ok(layers[c] >= folds.layer[fold]);
        }
      }),
    );
  });
});

/** Twice the outputs: a power of two, so that not a bit of the order of heights changes. */
function rescaled(net: Network): Network {
  const last = net.layers[net.layers.length - 1];
  const scaled = {
    ...last,
    weights: last.weights.map((w) => 2 * w),
    bias: last.bias.map((b) => 2 * b),
  };
  return { ...net, layers: [...net.layers.slice(0, -1), scaled] };
}

function luminance(table: ColourTable, i: number): number {
  return contrast(table.subarray(3 * i, 3 * i + 3), [0, 0, 0]);
}
