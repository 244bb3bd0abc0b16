import { Camera, Group, Scene } from 'three';
import type { Renderer } from '../renderer.ts';
import { createFaces } from './faces.ts';
import { createLines } from './lines.ts';
import { createWebGLRenderer, type SceneEvents } from './webgl.ts';

/**
 * Draws the surface with WebGL on a transparent canvas. Throws without WebGL 2. `onLost` and
 * `onRestored` are called when the browser loses and restores the context.
 */
export function createScene(events: SceneEvents): Renderer {
  const { canvas, renderer } = createWebGLRenderer(events);

  const camera = new Camera();
  camera.matrixWorldAutoUpdate = false;
  const faces = createFaces(renderer.getContext() as WebGL2RenderingContext);
  const lines = createLines(renderer.getContext() as WebGL2RenderingContext);
  const heights = new Group();
  heights.add(faces.object, lines.object);
  const scene = new Scene();
  scene.add(heights);

  return {
    kind: 'scene',
    canvas,
    draw: (shot) => {
      const { viewport, projection, choices } = shot;
      renderer.setPixelRatio(viewport.ratio ?? devicePixelRatio);
      renderer.setSize(viewport.width, viewport.height, false);
      camera.matrixWorldInverse.fromArray(projection.viewMatrix);
      camera.matrixWorld.copy(camera.matrixWorldInverse).invert();
      camera.projectionMatrix.fromArray(projection.projectionMatrix);
      camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
      heights.scale.z = choices.exaggeration;
      faces.update(shot);
      lines.update(shot);
      renderer.render(scene, camera);
    },
    *prepare(drawing) {
      yield* faces.prepare(drawing);
      yield* lines.prepare(drawing);
    },
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', events.onLost);
      canvas.removeEventListener('webglcontextrestored', events.onRestored);
      faces.dispose();
      lines.dispose();
      renderer.dispose();
    },
  };
}
