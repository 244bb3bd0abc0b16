import assert from 'node:assert/strict';
import { projected } from '../../../src/core/export/svg/camera.ts';
import { sceneOf } from '../../../src/core/export/scene.ts';
import { svg } from '../../../src/core/export/svg/plane.ts';
import { surfaceSvg } from '../../../src/core/export/svg/surfaceSvg.ts';
import { sceneHeight } from '../../../src/core/picture/sceneFrame.ts';
import type { FromView, ImageSize, ImageStyle, ViewAnswer } from '../../../src/protocol/preview.ts';
import { drawn, fromAbove, lastSent, usePreviews } from '../actions.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { eight, hinge, sawtooth } from '../specs.ts';

/** An image rendered by the view, as decoded by the browser. */
interface Decoded {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha at places given by shares of width and height. */
  readonly samples: readonly (readonly number[])[];
}

describe('images of the view', () => {
  const open = usePreviews();
  let asked = 0;

  /** The response to a request; an image arrives as a binary string. */
  const answerTo = async (
    preview: Preview,
    question:
      | { kind: 'takeImage'; size: ImageSize; style: ImageStyle }
      | { kind: 'rasterise'; svg: string; scale: number }
      | { kind: 'tellLook' },
  ): Promise<Exclude<ViewAnswer, { kind: 'png' }>> => {
    const id = ++asked;
    await preview.send({ ...question, id });
    const answer = await preview.page.waitForFunction((wanted) => {
      const found = (window.standIn.sent as unknown as FromView[]).find(
        (m) => m.kind === 'answer' && m.id === wanted,
      );
      return (
        found?.kind === 'answer' && (found.answer.kind === 'png' ? { kind: 'png' } : found.answer)
      );
    }, id);
    return (await answer.jsonValue()) as Exclude<ViewAnswer, { kind: 'png' }>;
  };
  const decoded = async (
    preview: Preview,
    size: ImageSize,
    style: ImageStyle,
    places: readonly (readonly [number, number])[] = [],
  ): Promise<Decoded> => {
    await answerTo(preview, { kind: 'takeImage', size, style });
    return lastImage(preview, places);
  };
  const lastImage = (
    preview: Preview,
    places: readonly (readonly [number, number])[],
  ): Promise<Decoded> =>
    preview.page.evaluate(
      async ([wanted, at]) => {
        const found = (window.standIn.sent as unknown as FromView[]).find(
          (m) => m.kind === 'answer' && m.id === wanted,
        );
        if (found?.kind !== 'answer' || found.answer.kind !== 'png') throw new Error('no image');
        const image = await createImageBitmap(new Blob([found.answer.png], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.drawImage(image, 0, 0);
        const samples = at.map(([x, y]) => [
          ...context.getImageData(x * image.width, y * image.height, 1, 1).data,
        ]);
        return { width: image.width, height: image.height, samples };
      },
      [asked, places] as const,
    );
  const sizeOf = async (preview: Preview): Promise<{ width: number; height: number }> => {
    const box = await preview.page.locator('#stage').boundingBox();
    assert.ok(box);
    return { width: Math.round(box.width), height: Math.round(box.height) };
  };
  const twice: ImageSize = { kind: 'scale', factor: 2 };

  it('have the requested size, whatever renderer draws them', async () => {
    for (const [spec, state] of [
      [eight, undefined],
      [eight, fromAbove()],
      [sawtooth, undefined],
    ] as const) {
      const preview = await open({ state });
      await preview.show(await pictureOf(spec));
      const { width, height } = await sizeOf(preview);
      const larger = await decoded(preview, twice, 'screen');
      assert.ok(Math.abs(larger.width - 2 * width) <= 2, String(larger.width));
      assert.ok(Math.abs(larger.height - 2 * height) <= 2, String(larger.height));
      const chosen = await decoded(preview, { kind: 'pixels', width: 640, height: 360 }, 'light');
      assert.deepEqual([chosen.width, chosen.height], [640, 360]);
    }
  });

  it('have the background of the preview, of paper, or none', async () => {
    const preview = await open({ theme: 'dark' });
    await preview.show(await pictureOf(hinge));
    const corner = [[0.005, 0.005]] as const;
    const middle = [[0.5, 0.55]] as const;
    const [screen] = (await decoded(preview, twice, 'screen', corner)).samples;
    assert.ok(screen[3] === 255 && screen[0] < 64, String(screen));
    const [paper] = (await decoded(preview, twice, 'light', corner)).samples;
    assert.deepEqual(paper, [255, 255, 255, 255]);
    const nothing = await decoded(preview, twice, 'transparent', [...corner, ...middle]);
    assert.equal(nothing.samples[0][3], 0);
    assert.equal(nothing.samples[1][3], 255);
  });

  it('are painted from a figure, in its size', async () => {
    const preview = await open({ theme: 'dark' });
    const picture = await pictureOf(hinge);
    await preview.show(picture);
    const page = { width: 85, height: 60.5 };
    for (const [style, corner] of [
      ['light', [255, 255, 255, 255]],
      ['transparent', [0, 0, 0, 0]],
    ] as const) {
      const text = [...svg(picture, { style, colouring: 'class', page })].join('');
      await answerTo(preview, { kind: 'rasterise', svg: text, scale: 300 / 25.4 });
      const { width, height, samples } = await lastImage(preview, [
        [0.005, 0.005],
        [0.5, 0.3],
      ]);
      assert.deepEqual([width, height], [1004, 715]);
      assert.deepEqual(samples[0], corner);
      assert.equal(samples[1][3], 255, 'the picture is opaque');
    }
    const large = await answerTo(preview, { kind: 'rasterise', svg: '<svg/>', scale: 1 });
    assert.equal(large.kind, 'cannot');
  });

  it('leave the view as it is', async () => {
    const preview = await open({ state: fromAbove() });
    await preview.show(await pictureOf(eight));
    await preview.page.mouse.move(0, 0);
    await drawn(preview);
    const before = await preview.page.locator('#stage').screenshot();
    await decoded(preview, twice, 'light');
    await drawn(preview);
    assert.ok(before.equals(await preview.page.locator('#stage').screenshot()));
  });

  it('are rejected where they are too large or there is no picture', async () => {
    const preview = await open();
    const size: ImageSize = { kind: 'pixels', width: 20_000, height: 100 };
    const none = await answerTo(preview, { kind: 'takeImage', size: twice, style: 'screen' });
    assert.ok(none.kind === 'cannot' && none.message.includes('no picture'), JSON.stringify(none));
    await preview.show(await pictureOf(hinge));
    const large = await answerTo(preview, { kind: 'takeImage', size, style: 'screen' });
    assert.ok(large.kind === 'cannot' && large.message.includes('20000'), JSON.stringify(large));
  });

  it('go to the clipboard, or to VS Code where the browser denies access', async () => {
    const preview = await open();
    await preview.show(await pictureOf(hinge));
    await preview.page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new Error('not here'));
    });
    await preview.page.keyboard.press('c');
    await lastSent(preview, 'imageNotCopied');
    await preview.page.evaluate(() => Reflect.deleteProperty(navigator.clipboard, 'write'));
    await preview.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await preview.page.keyboard.press('c');
    await lastSent(preview, 'imageCopied');
    const types = await preview.page.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap((item) => item.types),
    );
    assert.deepEqual(types, ['image/png']);
  });

  it('are taken by the camera that is set for the export', async () => {
    const picture = await pictureOf(eight);
    const preview = await open();
    await preview.show(picture);
    await preview.page.locator('#stage').focus();
    await preview.page.keyboard.press('Shift+ArrowRight');
    await preview.page.keyboard.press('a');
    await preview.page.keyboard.press('a');
    await drawn(preview);
    const look = await answerTo(preview, { kind: 'tellLook' });
    assert.ok(look.kind === 'look' && look.matrix);
    const { matrix } = look;
    const { pieces, sceneFrame } = sceneOf(picture, { ...look, theme: 'light' });
    // The highest corners are visible, so the picture is opaque just beside them.
    const places = Array.from({ length: pieces.count }, (_, p) => {
      const corners = Array.from({ length: pieces.start[p + 1] - pieces.start[p] }, (_, i) => i);
      const mean = (k: number): number =>
        corners.reduce((sum, i) => sum + pieces.xy[2 * (pieces.start[p] + i) + k], 0) /
        corners.length;
      const [x, y] = [mean(0), mean(1)];
      const [a, b, c] = pieces.maps.subarray(3 * p, 3 * p + 3);
      const [right, up] = projected(matrix, [
        (x - sceneFrame.x) * sceneFrame.sx,
        (y - sceneFrame.y) * sceneFrame.sy,
        sceneHeight(sceneFrame, a * x + b * y + c),
      ]);
      return [(1 + right) / 2, (1 - up) / 2] as const;
    });
    const { samples } = await decoded(preview, twice, 'transparent', places);
    assert.ok(
      samples.every(([, , , alpha]) => alpha === 255),
      JSON.stringify(samples),
    );
    const text = [...surfaceSvg(picture, { ...look, style: 'light' }, matrix)].join('');
    assert.match(text, /^<svg[^]*<\/svg>\n$/);

    await preview.page.keyboard.press('2');
    await drawn(preview);
    const above = await answerTo(preview, { kind: 'tellLook' });
    assert.ok(above.kind === 'look' && above.matrix === undefined);
  });
});
