import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { contrast, rgb, type ColourTable } from '../../../src/core/plot/colour.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { englishWords, pictureLegend } from '../../../src/core/picture/pictureLegend.ts';
import {
  colouringOf,
  colourPieces,
  lastFoldLayers,
  type Colouring,
} from '../../../src/core/picture/colouring.ts';
import {
  layerStyle,
  lineWidth,
  paletteOf,
  type Palette,
  type Rgb,
  type ThemeKind,
} from '../../../src/core/plot/palette.ts';
import {
  heightAt,
  heightRange,
  surfacePieces,
  type SurfacePieces,
} from '../../../src/core/picture/surfacePieces.ts';
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

  it('have a decision boundary that stands out from every face and every line', () => {
    for (const kind of kinds) {
      const palette = paletteOf(kind);
      const { boundary } = palette;
      assert.ok(contrast(boundary.colour, boundary.casing) >= 7, kind);
      assert.ok(boundary.casingWidth >= boundary.width + 2, kind);
      // It is the widest line as well.
      assert.ok(boundary.casingWidth > 2 * lineWidth(palette, 0), kind);
      const others = [
        ...facesOf(palette),
        ...palette.layers,
        palette.border,
        palette.contour.colour,
      ];
      for (const other of others) {
        const ratio = Math.max(contrast(boundary.colour, other), contrast(boundary.casing, other));
        assert.ok(ratio >= 3, `${kind}: ${other.join()}: ${ratio.toFixed(2)}`);
      }
    }
  });

  it('have a first layer that is visible on every face, with high contrast as WCAG requires', () => {
    for (const kind of kinds) {
      const palette = paletteOf(kind);
      const least = kind.startsWith('hc') ? 3 : 1.35;
      for (const face of facesOf(palette)) {
        const ratio = contrast(palette.layers[0], face);
        assert.ok(ratio >= least, `${kind}: ${face.join()}: ${ratio.toFixed(2)}`);
      }
    }
  });

  it('have layers whose faces have the hue of their lines, and leave these visible', () => {
    for (const kind of kinds) {
      const { layers, patches, neutral } = paletteOf(kind);
      assert.equal(patches.length, layers.length);
      layers.forEach((line, i) => {
        const [hue, other] = [hueOf(line), hueOf(patches[i])];
        assert.ok(
          hue === undefined || other === undefined
            ? hue === other
            : Math.abs(((hue - other + 540) % 360) - 180) < 20,
          `${kind} ${i}: ${hue} and ${other}`,
        );
        for (const face of [...patches, neutral]) {
          const ratio = contrast(line, face);
          assert.ok(ratio >= 1.5, `${kind} ${i}: ${ratio.toFixed(2)}`);
        }
      });
    }
  });

  it('of a slice start with the first layer after it', () => {
    const palette = paletteOf('dark');
    for (let layer = 0; layer < 9; layer++)
      assert.deepEqual(
        layerStyle(palette, { sliced: true }, layer + 1),
        layerStyle(palette, {}, layer),
      );
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

  it('follows the question that the spec asks, until something is chosen', () => {
    const one = {
      complex: { outputCount: 1 } as Complex,
      show: { kind: 'output', index: 0 },
    } as const;
    const two = { ...one, complex: { outputCount: 2 } as Complex };
    assert.equal(colouringOf(one, 'auto'), 'height');
    assert.equal(colouringOf(two, 'auto'), 'height');
    assert.equal(colouringOf({ ...two, classifies: true }, 'auto'), 'class');
    assert.equal(colouringOf({ ...two, show: { kind: 'argmax' } }, 'auto'), 'class');
    assert.equal(colouringOf({ ...two, classifies: true, policy: true }, 'auto'), 'entropy');
    const asked = { kind: 'output', index: 1 } as const;
    assert.equal(colouringOf({ ...two, classifies: true }, 'auto', asked), 'height');
    assert.equal(colouringOf(two, 'auto', { kind: 'argmax' }), 'class');
    assert.equal(colouringOf(two, 'region'), 'region');
    assert.equal(colouringOf(one, 'class'), 'height');
    assert.equal(colouringOf(two, 'entropy'), 'height');
  });

  it('has a scale on which every face has the colour of its mean height', () => {
    fc.assert(
      fc.property(generic, fc.boolean(), (net, isSigned) => {
        const complex = complete(arrange(net, domain));
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const coloured = { network: net, complex, folds: foldTable(net), pieces };
        const options = { palette: paletteOf('light'), isSigned };
        const { faces, scale } = colourPieces('height', coloured, options);
        assert.ok(scale.kind === 'ramp');
        const means = Array.from({ length: pieces.count }, (_, p) => {
          const { x, y } = meanCorner(pieces, p);
          return heightAt(pieces, p, x, y);
        });
        assert.deepEqual([scale.lo, scale.hi], [Math.min(...means), Math.max(...means)]);
        fc.pre(scale.hi > scale.lo);
        means.forEach((mean, p) => {
          const t = (mean - scale.lo) / (scale.hi - scale.lo);
          const at = 3 * Math.round(255 * t);
          for (let i = 0; i < 3; i++)
            assert.ok(Math.abs(scale.table[at + i] - faces[3 * p + i]) <= 6, `${t}`);
        });
      }),
    );
  });

  it('gives a layer one colour in faces, lines and legend', () => {
    fc.assert(
      fc.property(generic, fc.constantFrom(...kinds), fc.boolean(), (plain, kind, isSliced) => {
        const net: Network = isSliced ? sliced(plain) : plain;
        const complex = complete(arrange(net, domain));
        const folds = foldTable(net);
        const pieces = surfacePieces(complex, { kind: 'output', index: 0 });
        const palette = paletteOf(kind);
        const options = { palette, heights: heightRange(pieces) };
        const colours = colourPieces('layer', { network: net, complex, folds, pieces }, options);
        const layers = net.layers.map((_, layer) => layer);
        const legend = pictureLegend(
          {
            subject: { network: net, outputNames: ['f'] },
            height: { kind: 'output', index: 0 },
            colouring: 'layer',
            colours,
            palette,
            layers,
            hasBoundaries: true,
            contours: [],
          },
          englishWords,
        );
        assert.ok(legend.faces.kind === 'keys');
        const first = isSliced ? 1 : 0;
        for (const { of, colour } of legend.lines)
          if (of.kind === 'layer' && of.layer >= first)
            assert.deepEqual(colour, palette.layers[(of.layer - first) % palette.layers.length]);
        for (const { index, colour } of legend.faces.keys)
          assert.deepEqual(
            colour,
            index < 0 ? palette.neutral : palette.patches[(index - first) % palette.patches.length],
          );
        const { keys } = legend.faces;
        const last = lastFoldLayers(complex, folds);
        for (let p = 0; p < pieces.count; p++) {
          const layer = last[pieces.cell[p]];
          const shown = keys.find(({ index }) => index === layer)?.colour;
          assert.deepEqual([...colours.faces.subarray(3 * p, 3 * p + 3)], shown);
        }
      }),
    );
  });

  it('takes the colour of hidden classes, and keeps their keys', () => {
    fc.assert(
      fc.property(generic, fc.nat(3), (net, hidden) => {
        const complex = complete(arrange(net, domain));
        fc.pre(complex.outputCount > 1);
        const pieces = surfacePieces(
          complex,
          { kind: 'argmax' },
          classPieces(net, domain, complex),
        );
        const palette = paletteOf('dark');
        const coloured = { network: net, complex, folds: foldTable(net), pieces };
        const options = { palette, heights: heightRange(pieces) };
        const all = colourPieces('class', coloured, options);
        const some = colourPieces('class', coloured, { ...options, hiddenClasses: [hidden] });
        assert.deepEqual(some.scale, all.scale);
        for (let p = 0; p < pieces.count; p++)
          assert.deepEqual(
            [...some.faces.subarray(3 * p, 3 * p + 3)],
            pieces.top[p] === hidden ? palette.neutral : [...all.faces.subarray(3 * p, 3 * p + 3)],
          );
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

/** The network on the plane itself, as a slice of it. */
function sliced(net: Network): Network {
  const identity = { breakpoints: [], slopes: [1], intercept: 0 };
  const plane = {
    inputs: 2,
    units: 2,
    weights: new Float64Array([1, 0, 0, 1]),
    bias: new Float64Array(2),
    activation: identity,
  };
  return { ...net, layers: [plane, ...net.layers], sliced: true };
}

function meanCorner({ start, xy }: SurfacePieces, p: number): { x: number; y: number } {
  const [first, end] = [start[p], start[p + 1]];
  let [x, y] = [0, 0];
  for (let k = first; k < end; k++) {
    x += xy[2 * k] / (end - first);
    y += xy[2 * k + 1] / (end - first);
  }
  return { x, y };
}

/** All colours that a face can have. */
function facesOf({ regions, sequential, diverging, gradient, ...rest }: Palette): Rgb[] {
  const tables = [regions, sequential, diverging, gradient].flatMap((table) =>
    Array.from({ length: 256 }, (_, i): Rgb => [table[3 * i], table[3 * i + 1], table[3 * i + 2]]),
  );
  return [...tables, ...rest.categories, ...rest.patches, rest.neutral];
}

/** The hue in degrees; undefined for a grey. */
function hueOf(colour: Rgb): number | undefined {
  const [r, g, b] = colour;
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  if (most - least < 20) return undefined;
  const range = most - least;
  const hue = most === r ? (g - b) / range : most === g ? 2 + (b - r) / range : 4 + (r - g) / range;
  return (60 * hue + 360) % 360;
}

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
