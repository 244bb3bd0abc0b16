import assert from 'node:assert/strict';
import { fontStacks, textWidth, type FontFamily } from '../../src/core/figure/textWidth.ts';
import { sharedBrowser } from './browser.ts';

/** Fonts with the widths that figures are laid out for. */
const known: Readonly<Record<FontFamily, readonly string[]>> = {
  sans: ['Helvetica', 'Arial', 'Liberation Sans', 'Nimbus Sans'],
  serif: ['Latin Modern Roman', 'CMU Serif', 'Times New Roman', 'Times', 'Liberation Serif'],
};

describe('the fonts of figures', () => {
  for (const family of ['sans', 'serif'] as const)
    it(`are not wider than the layout expects: ${family}, where one is installed`, async function () {
      const page = await (await sharedBrowser()).newPage();
      const printable = Array.from({ length: 95 }, (_, i) => String.fromCodePoint(32 + i));
      const texts = [
        ...printable.map((character) => character.repeat(20)),
        'Decision boundary',
        'Mean height (y)',
        '−0.25',
        '1.5×10⁻⁷',
        'größer als süß',
      ];
      const widths = await page.evaluate(
        ([stack, names, all]) => {
          const context = document.createElement('canvas').getContext('2d');
          if (!context) throw new Error('no canvas');
          const measured = (font: string, text: string): number => {
            context.font = `100px ${font}`;
            return context.measureText(text).width;
          };
          const sample = 'mmmwwwiii';
          const isInstalled = names.some(
            (name) =>
              measured(`'${name}', monospace`, sample) !== measured('monospace', sample) ||
              measured(`'${name}', serif`, sample) !== measured('serif', sample),
          );
          return isInstalled ? all.map((text) => measured(stack, text)) : undefined;
        },
        [fontStacks[family], known[family], texts] as const,
      );
      await page.close();
      if (!widths) this.skip();
      widths.forEach((width, i) => {
        const expected = textWidth(texts[i], { family, size: 100 });
        assert.ok(width <= 1.03 * expected, `${texts[i]} is ${width} wide, not ${expected}`);
      });
    });
});
