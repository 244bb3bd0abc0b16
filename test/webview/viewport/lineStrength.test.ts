import assert from 'node:assert/strict';
import { drawn, fromAbove, usePreviews } from '../actions.ts';
import { pictureOf } from '../harness.ts';
import { changeBetween, stagePicture } from '../pixels.ts';
import { threeClasses } from '../specs.ts';
import { themes, type ThemeName } from '../themes.ts';

describe('decision boundaries', () => {
  const open = usePreviews();

  for (const look of ['3D', '2D', 'without WebGL'] as const)
    it(`are the strongest lines in every theme, ${look}`, async () => {
      const preview = await open();
      if (look === 'without WebGL') await preview.page.evaluate(withoutWebGL);
      await preview.show(await pictureOf(threeClasses));
      if (look === 'without WebGL') await preview.page.locator('.notice button').first().click();
      const { camera } = fromAbove();
      const withChoices = async (choices: object): Promise<Buffer> => {
        const state = { choices, camera: look === '2D' ? camera : undefined };
        await preview.send({
          kind: 'restore',
          uri: 'file:///test.fold.yaml',
          state,
          locked: false,
        });
        await drawn(preview);
        return stagePicture(preview);
      };
      for (const theme of Object.keys(themes) as ThemeName[]) {
        await preview.theme(theme);
        const bare = await withChoices({
          lines: false,
          boundaries: false,
          hiddenClasses: [],
        });
        const bounded = await withChoices({ hiddenLayers: [0] });
        const all = await withChoices({});
        const boundary = await changeBetween(preview, bare, bounded);
        const folds = await changeBetween(preview, bounded, all);
        const found = JSON.stringify({ theme, boundary, folds });
        assert.ok(boundary.count > 500 && folds.count > 300, found);
        assert.ok(boundary.strength > 1.3 * folds.strength, found);
      }
    });
});

/** Runs in the page: makes WebGL unavailable. */
function withoutWebGL(): void {
  const { prototype } = HTMLCanvasElement;
  const getContext = Reflect.get(prototype, 'getContext') as (...args: unknown[]) => unknown;
  Object.assign(prototype, {
    getContext(this: HTMLCanvasElement, ...args: unknown[]): unknown {
      return args[0] === 'webgl2' ? null : Reflect.apply(getContext, this, args);
    },
  });
}
