import { WebGLRenderer } from 'three';

export interface SceneEvents {
  readonly onLost: () => void;
  readonly onRestored: () => void;
}

/**
 * A renderer on its own transparent canvas. Throws without WebGL 2. `onLost` and `onRestored`
 * are called when the browser loses and restores the context.
 */
export function createWebGLRenderer({ onLost, onRestored }: SceneEvents): {
  readonly canvas: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
} {
  const canvas = document.createElement('canvas');
  // Requested here, because three would report a failure as an error on the console.
  const context = canvas.getContext('webgl2', { alpha: true, antialias: true, stencil: false });
  if (!context) throw new Error('WebGL 2 is not available.');
  const renderer = new WebGLRenderer({ canvas, context });
  canvas.addEventListener('webglcontextlost', onLost);
  canvas.addEventListener('webglcontextrestored', onRestored);
  renderer.setClearColor(0, 0);
  // Asking for errors waits until the GPU has compiled the shaders.
  renderer.debug.checkShaderErrors = false;
  return { canvas, renderer };
}
