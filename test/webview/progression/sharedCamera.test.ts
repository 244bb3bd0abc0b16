import assert from 'node:assert/strict';
import type { Camera } from '../../../src/webview/viewport/camera.ts';
import { framed } from '../../../src/webview/viewport/framing.ts';
import type { Stage } from '../../../src/webview/viewport/stage.ts';
import { createStore } from '../../../src/webview/kit/store.ts';
import type { ContactSheet } from '../../../src/webview/progression/contactSheet.ts';
import { initialState, type FrameDrawing } from '../../../src/webview/progression/state.ts';
import { createSharedCamera } from '../../../src/webview/progression/sharedCamera.ts';

describe('the camera of a progression', () => {
  const drawing = {
    picture: { graph: false },
    sceneFrame: { x: 0, y: 0, z: 0, sx: 1, sy: 1, sz: 1 },
    extent: { x0: -1, x1: 1, y0: -1, y1: 1, lo: 0, hi: 1 },
    pieces: { count: 0, start: Int32Array.of(0) },
    surface: { positions: new Float32Array() },
  } as unknown as FrameDrawing;
  const wide = { width: 500, height: 700 };
  const low = { width: 500, height: 250 };

  function vantageIn(size: { width: number; height: number }) {
    const store = createStore(initialState({} as never));
    const room = { ...size };
    const pieces = { tileSize: () => ({ width: 0, height: 0 }) } as ContactSheet;
    const sharedCamera = createSharedCamera(store, { size: () => room } as Stage, pieces);
    return {
      store,
      room,
      camera: (): Camera => {
        const camera = sharedCamera.cameraFor(drawing, true);
        store.set({ camera });
        return camera;
      },
    };
  }

  it('is fitted to the available size until the user moves it', () => {
    const { room, camera } = vantageIn(wide);
    const first = camera();
    assert.equal(camera(), first, 'nothing changed');
    Object.assign(room, low);
    assert.deepEqual(camera(), vantageIn(low).camera());
    Object.assign(room, wide);
    assert.deepEqual(camera(), first);
  });

  it('is scaled with the available size after the user has moved it', () => {
    const { store, room, camera } = vantageIn(wide);
    const whole = camera();
    const near = { ...whole, orbit: { ...whole.orbit, azimuth: 1, span: whole.orbit.span / 3 } };
    store.set({ camera: near });
    assert.equal(camera(), near);
    Object.assign(room, low);
    const { orbit } = camera();
    assert.equal(orbit.azimuth, 1);
    const share = (span: number, size: typeof room): number =>
      span / framed(drawing, store.get().choices, size, near).orbit.span;
    const [before, after] = [share(near.orbit.span, wide), share(orbit.span, low)];
    assert.ok(orbit.span !== near.orbit.span && Math.abs(after - before) <= 1e-12);
    Object.assign(room, wide);
    assert.ok(Math.abs(camera().orbit.span - near.orbit.span) <= 1e-12);
  });

  it('is restored from saved state', () => {
    const { store, camera } = vantageIn(wide);
    const kept = { ...vantageIn(low).camera() };
    store.set({ camera: kept });
    assert.equal(camera(), kept);
  });
});
