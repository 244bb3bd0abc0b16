import assert from 'node:assert/strict';
import { poseOf, type Camera } from '../../../src/webview/viewport/camera.ts';
import { projectionOf } from '../../../src/webview/viewport/projection.ts';
import { viewportOf } from '../../../src/webview/viewport/stage.ts';
import { eventually } from '../../eventually.ts';
import { drawn, fromAbove, savedView, usePreviews } from '../actions.ts';
import { pictureOf, type Preview } from '../harness.ts';
import { eight } from '../specs.ts';

describe('zooming with the wheel', () => {
  const open = usePreviews();

  const cameraOf = async (preview: Preview): Promise<Camera> => {
    const { camera } = await savedView(preview);
    assert.ok(camera);
    return camera;
  };
  const spanOf = ({ mode, plane, orbit }: Camera): number =>
    mode === '2d' ? plane.span : orbit.span;
  /** The size of the stage, and a place on it right of its middle. */
  const place = async ({ page }: Preview) => {
    const box = await page.locator('#stage').boundingBox();
    assert.ok(box);
    // Whole pixels, as in the events of a wheel.
    const at = [
      Math.round(box.x + box.width * 0.57),
      Math.round(box.y + box.height * 0.45),
    ] as const;
    // The stage measures itself in whole pixels, too.
    const size = { width: Math.round(box.width), height: Math.round(box.height) };
    return { size, x: at[0] - box.x, y: at[1] - box.y, at };
  };

  it('keeps the point of the plane under the pointer, and a double click shows all again', async () => {
    const preview = await open({ state: fromAbove() });
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    const { size, x, y, at } = await place(preview);
    const under = (camera: Camera): readonly number[] =>
      projectionOf(poseOf(camera, 1), viewportOf(size, 1), 10).atTarget(x, y);
    await page.keyboard.press('0');
    await drawn(preview);
    const whole = await cameraOf(preview);
    await page.mouse.move(...at);
    for (let i = 0; i < 3; i++) await page.mouse.wheel(0, -240);
    await eventually(async () =>
      assert.ok(spanOf(await cameraOf(preview)) < 0.4 * spanOf(whole), 'is larger'),
    );
    const near = under(await cameraOf(preview));
    under(whole).forEach((value, i) => assert.ok(Math.abs(value - near[i]) < 1e-9, `axis ${i}`));
    await page.mouse.dblclick(...at);
    await eventually(async () => assert.deepEqual(await cameraOf(preview), whole));
  });

  it('keeps the region under the pointer in 3D, and a double click turns back as well', async () => {
    const preview = await open();
    await preview.show(await pictureOf(eight));
    const { page } = preview;
    const { at } = await place(preview);
    const whole = await cameraOf(preview);
    const title = (): Promise<string> => page.locator('#card .panel-head').innerText();
    await page.mouse.move(...at);
    await page.locator('#card').waitFor();
    const region = await title();
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -240);
    await eventually(async () => assert.ok(spanOf(await cameraOf(preview)) < 0.2 * spanOf(whole)));
    // The pointer has not moved, so the card would not change by itself.
    await page.mouse.move(at[0] + 1, at[1]);
    await page.mouse.move(...at);
    await drawn(preview);
    assert.equal(await title(), region);
    await page.locator('#stage').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.mouse.dblclick(...at);
    await eventually(async () => assert.deepEqual(await cameraOf(preview), whole));
  });
});
