import assert from 'node:assert/strict';
import { boxAxes } from '../../../src/core/plot/boxAxes.ts';
import { boxesOverlap, cornersOf } from '../../../src/core/picture/contourLabels.ts';
import type { Rect } from '../../../src/core/plot/labelPlacement.ts';
import { heightAt } from '../../../src/core/picture/surfacePieces.ts';
import { pickPoint } from '../../../src/core/picture/pick.ts';
import { placedLabels, planeAxes, screenSpacing } from '../../../src/webview/viewport/axes.ts';
import { defaultChoices } from '../../../src/webview/viewport/choices.ts';
import { contourLabelling } from '../../../src/webview/viewport/contourLabels.ts';
import { boxOf, createDrawer, footprint } from '../../../src/webview/viewport/drawing.ts';
import { framed } from '../../../src/webview/viewport/framing.ts';
import type { Shot } from '../../../src/webview/viewport/renderer.ts';
import { shotOf } from '../../../src/webview/viewport/shot.ts';
import { viewportOf } from '../../../src/webview/viewport/stage.ts';
import type { Theme } from '../../../src/webview/kit/theme.ts';
import { pictureOf } from '../harness.ts';
import { eight, tangents, threeClasses } from '../specs.ts';

const choices = { ...defaultChoices, levels: 'round' };
const theme: Theme = {
  ...{ kind: 'dark', background: '#000', foreground: '#fff', muted: '#fff', line: '#fff' },
  ...{ accent: '#fff', font: 'sans-serif', reducedMotion: true },
};
const measure = (text: string): number => 6 * text.length;

describe('contour labels', () => {
  async function* shots(): AsyncGenerator<Shot> {
    for (const text of [eight, tangents, threeClasses]) {
      const draw = createDrawer(() => undefined, undefined, Infinity);
      const drawing = draw(await pictureOf(text), choices, undefined, 'dark', undefined);
      for (const width of [360, 400, 560, 700, 960, 1200])
        for (const flatness of [0, 1]) {
          const size = { width, height: 480 };
          const camera = framed(drawing, choices, size, undefined);
          yield shotOf(drawing, choices, camera, viewportOf(size, flatness), theme, flatness);
        }
    }
  }

  it('overlap neither each other nor the labels of the axes, at any width', async () => {
    let most = 0;
    for await (const shot of shots()) {
      const axes = axisRects(shot);
      const labels = contourLabelling()(shot, measure, axes);
      const boxes = [...axes.map(cornersOf), ...labels.map(({ box }) => box)];
      boxes.forEach((one, i) =>
        boxes.slice(i + 1).forEach((other) => {
          assert.ok(!boxesOverlap(one, other), JSON.stringify({ one, other }));
        }),
      );
      most = Math.max(most, labels.length);
    }
    assert.ok(most >= 3, `at most ${most} labels`);
  });

  it('lie on a line of their height', async () => {
    for await (const shot of shots()) {
      if (shot.flatness === 0) continue;
      const { drawing, projection } = shot;
      for (const { at, level } of contourLabelling()(shot, measure, [])) {
        const [sx, sy] = projection.ray(...at).origin;
        const x = sx / drawing.sceneFrame.sx + drawing.sceneFrame.x;
        const y = sy / drawing.sceneFrame.sy + drawing.sceneFrame.y;
        const hit = pickPoint(drawing.boxes, x, y);
        assert.ok(hit !== undefined);
        const height = heightAt(drawing.pieces, hit.piece, x, y);
        const span = drawing.extent.hi - drawing.extent.lo;
        assert.ok(
          Math.abs(height - level) < 1e-4 * span,
          JSON.stringify({
            height,
            level,
            x,
            y,
            at,
            width: shot.viewport.width,
          }),
        );
      }
    }
  });
});

function axisRects({ drawing, projection, viewport, flatness }: Shot): readonly Rect[] {
  const box = boxOf(drawing, 1);
  const { sceneFrame } = drawing;
  const x = { name: 'first input', centre: sceneFrame.x, scale: sceneFrame.sx };
  const y = { name: 'second input', centre: sceneFrame.y, scale: sceneFrame.sy };
  const z = { name: 'height', centre: sceneFrame.z, scale: sceneFrame.sz };
  const { labels } =
    flatness === 1
      ? planeAxes([x, y], footprint(drawing, box), projection, viewport)
      : boxAxes([x, y, z], box, projection, screenSpacing);
  return placedLabels(labels, ({ text }) => measure(text), viewport);
}
