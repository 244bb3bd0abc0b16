import assert from 'node:assert/strict';
import type { FromView } from '../../src/protocol/preview.ts';
import type { ViewState } from '../../src/webview/complex/viewState.ts';
import { sharedBrowser } from './browser.ts';
import { openPreview, type Preview, type PreviewOptions } from './harness.ts';

/**
 * To be called in a suite: opens previews. Each is closed after its test, which fails if the page had an
 * error.
 */
export function usePreviews(): (options?: PreviewOptions) => Promise<Preview> {
  const opened: Preview[] = [];
  afterEach(async () => {
    for (const preview of opened.splice(0)) {
      await preview.close();
      assert.deepEqual(preview.faults, []);
    }
  });
  return async (options) => {
    const preview = await openPreview(await sharedBrowser(), options);
    opened.push(preview);
    return preview;
  };
}

/** Waits until all earlier actions are on the screen: the view shows them in its next frame. */
export async function drawn({ page }: Pick<Preview, 'page'>): Promise<void> {
  await page.evaluate(
    () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))),
  );
}

/**
 * Changes the size of the page and waits until everything in it has stayed in its place for three
 * frames: plots and cards follow a new size in a later frame.
 */
export async function resize(
  { page }: Pick<Preview, 'page'>,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const look = () => {
      const boxes = [...document.querySelectorAll('*')].map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return [x, y, width, height].join();
      });
      return document.body.innerText + boxes.join(' ');
    };
    let before = '';
    for (let same = 0; same < 3;) {
      await frame();
      const now = look();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}

/** The card of the region under the pointer. */
export function card({ page }: Preview): ReturnType<Preview['page']['locator']> {
  return page.locator('#card');
}

/** A saved state that looks from above, with the camera fitted to the domain [-1, 1]². */
export function fromAbove(): ViewState['camera'] extends infer C ? { camera: C } : never {
  return {
    camera: {
      mode: '2d',
      orbit: { x: 0, y: 0, z: 0, azimuth: 0.6, elevation: 0.6, span: 1.6 },
      plane: { x: 0, y: 0, span: 1 },
    },
  };
}

/**
 * Moves or clicks at a share of the plot's width and height: (0, 0) is its lower left corner. Returns
 * the pixel of the page.
 */
export async function pointAt(
  preview: Preview,
  right: number,
  up: number,
  act: 'move' | 'click' = 'move',
): Promise<[x: number, y: number]> {
  const { page } = preview;
  const box = await page.locator('#stage').boundingBox();
  assert.ok(box);
  const mode = await page.locator('#stage').getAttribute('data-mode');
  const flat = mode !== '3d';
  const [left, bottom, top, end] = flat ? [58, 44, 12, 14] : [0, 0, 0, 0];
  const width = box.width - left - end;
  const height = box.height - top - bottom;
  const side = Math.min(width, height);
  const x = box.x + left + width / 2 + (right - 0.5) * side;
  const y = box.y + top + height / 2 - (up - 0.5) * side;
  await page.mouse[act](x, y);
  await page.locator('#card').waitFor();
  await drawn(preview);
  return [x, y];
}

/** The latest message of a kind from the view; waits for the first one. */
export async function lastSent<K extends FromView['kind']>(
  preview: Preview,
  kind: K,
): Promise<FromView & { kind: K }> {
  await preview.page.waitForFunction((k) => window.standIn.sent.some((m) => m.kind === k), kind);
  const messages = (await preview.sent()).filter((m) => m.kind === kind);
  return messages[messages.length - 1] as FromView & { kind: K };
}

/** The state that the view saves, flushed at once as when its page is closed. */
export async function savedView(preview: Preview): Promise<ViewState> {
  await drawn(preview);
  await preview.page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  return (await lastSent(preview, 'keepState')).state as ViewState;
}
