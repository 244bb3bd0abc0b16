import { WebGLRenderer } from 'three';

export interface SceneEvents {
  readonly onLost: () => void;
  readonly onRestored: () => void;
}

/**
 * A renderer on a transparent canvas of its own. Throws where there is no WebGL 2. `onLost` and
 * `onRestored` tell when the browser takes the context away and gives it back.
 */
export function createWebGLRenderer({ onLost, onRestored }: SceneEvents): {
  readonly canvas: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
} {
  const canvas = document.createElement('canvas');
  // Asked for here, because three would write its failure to the console as an error.
  const context = canvas.getContext('webgl2', { alpha: true, antialias: true, stencil: false });
  if (!context) throw new Error('WebGL 2 is not available.');
  const renderer = new WebGLRenderer({ canvas, context });
  canvas.addEventListener('webglcontextlost', onLost);
  canvas.addEventListener('webglcontextrestored', onRestored);
  renderer.setClearColor(0, 0);
  return { canvas, renderer };
}
