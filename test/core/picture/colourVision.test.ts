import assert from 'node:assert/strict';
import { paletteOf, type ThemeKind } from '../../../src/core/plot/palette.ts';

type Triple = readonly [number, number, number];

/**
 * A colour as seen by someone who lacks one kind of cone, in linear light (Machado, Oliveira and
 * Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency",
 * severity 1).
 */
const deficiencies: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const themes: readonly ThemeKind[] = ['dark', 'light', 'hc-dark', 'hc-light'];

for (const [name, matrix] of Object.entries(deficiencies)) {
  const seen = (colour: ArrayLike<number>): Triple => {
    const light = [0, 1, 2].map((i) => linear(colour[i]));
    const [r, g, b] = matrix.map((row) => row.reduce((sum, x, i) => sum + x * light[i], 0));
    return labOf([r, g, b]);
  };
  const tableAt = (table: Uint8Array, i: number): Triple =>
    seen([table[3 * i], table[3 * i + 1], table[3 * i + 2]]);

  describe(`colours with ${name === 'none' ? 'full colour vision' : name}`, () => {
    for (const kind of themes) {
      const palette = paletteOf(kind);

      it(`increase in lightness along the ramps of ${kind}`, () => {
        for (const key of ['regions', 'sequential'] as const) {
          const lightness = Array.from({ length: 16 }, (_, k) => tableAt(palette[key], 17 * k)[0]);
          lightness.forEach((l, k) => {
            if (k > 0) assert.ok(l > lightness[k - 1] + 0.004, `${key} at ${k}: ${l}`);
          });
        }
      });

      it(`distinguish below from above zero in ${kind}`, () => {
        for (const share of [0.2, 0.5, 1]) {
          const reach = Math.round(127 * share);
          const [below, above] = [127 - reach, 128 + reach].map((i) =>
            tableAt(palette.diverging, i),
          );
          assert.ok(distance(below, above) > 0.06 * share, `${share}: ${distance(below, above)}`);
        }
      });

      it(`distinguish one class or layer from the next in ${kind}`, () => {
        for (const key of ['categories', 'layers', 'patches'] as const) {
          const colours = palette[key].map(seen);
          colours.forEach((colour, i) => {
            const next = colours[(i + 1) % colours.length];
            const apart = distance(colour, next);
            assert.ok(apart > 0.035, `${key} ${i} and the next: ${apart}`);
          });
        }
      });
    }
  });
}

function linear(byte: number): number {
  const v = byte / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

/** OKLab of linear light (Ottosson 2020). */
function labOf([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(p: Triple, q: Triple): number {
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
