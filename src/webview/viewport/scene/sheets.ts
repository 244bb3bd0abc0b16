import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  DataTexture,
  DoubleSide,
  GLSL3,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  SRGBColorSpace,
} from 'three';
import type { Projection, Viewport } from '../projection.ts';
import { createStroke, type Stroke } from './strokes.ts';
import { createWebGLRenderer, type SceneEvents } from './webgl.ts';

type Rgb = readonly [number, number, number];

/** A folded surface in the scene: positions, unit normals and colours per vertex. */
export interface SheetSurface {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** r, g, b, 255 bytes. */
  readonly tints: Uint8Array;
  /** Three vertices per triangle, of stable and of unstable sheets. */
  readonly stable: Uint32Array;
  readonly unstable: Uint32Array;
}

/** A picture that lies on the floor, rows from the top. */
export interface FloorPicture {
  readonly width: number;
  readonly height: number;
  /** r, g, b, a bytes. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface SheetStroke {
  /** x, y, z of both ends of every segment. */
  readonly segments: Float32Array;
  readonly colour: Rgb;
  readonly width: number;
  readonly opacity: number;
}

/** Everything that decides the pixels of one frame. */
export interface SheetsShot {
  readonly viewport: Viewport;
  readonly projection: Projection;
  readonly surface: SheetSurface;
  readonly floor: { readonly picture: FloorPicture; readonly z: number; readonly opacity: number };
  readonly strokes: readonly SheetStroke[];
}

export interface SheetScene {
  readonly canvas: HTMLCanvasElement;
  draw(shot: SheetsShot): void;
  dispose(): void;
}

/**
 * Draws a folded surface with WebGL: stable sheets solid, unstable ones as stripes that show what is
 * behind them. Throws without WebGL 2.
 */
export function createSheetScene(events: SceneEvents): SheetScene {
  const { canvas, renderer } = createWebGLRenderer(events);

  const camera = new Camera();
  camera.matrixWorldAutoUpdate = false;
  const scene = new Scene();
  const ground = createGround();
  const stable = createSheets(false);
  const unstable = createSheets(true);
  scene.add(ground.object, stable.object, unstable.object);
  const strokes: Stroke[] = [];
  const written: Float32Array[] = [];
  let surface: SheetSurface | undefined;

  return {
    canvas,
    draw: (shot) => {
      const { viewport, projection } = shot;
      const ratio = shot.viewport.ratio ?? devicePixelRatio;
      renderer.setPixelRatio(ratio);
      renderer.setSize(viewport.width, viewport.height, false);
      camera.matrixWorldInverse.fromArray(projection.viewMatrix);
      camera.matrixWorld.copy(camera.matrixWorldInverse).invert();
      camera.projectionMatrix.fromArray(projection.projectionMatrix);
      camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
      if (surface !== shot.surface) {
        stable.upload(shot.surface, shot.surface.stable);
        unstable.upload(shot.surface, shot.surface.unstable);
        surface = shot.surface;
      }
      unstable.scale(ratio);
      ground.update(shot.floor);
      while (strokes.length < shot.strokes.length) {
        const stroke = createStroke();
        strokes.push(stroke);
        scene.add(stroke.object);
      }
      strokes.forEach((stroke, i) => {
        const wanted = shot.strokes.at(i);
        if (wanted && written[i] !== wanted.segments) {
          stroke.write(wanted.segments);
          written[i] = wanted.segments;
        }
        stroke.style(
          wanted !== undefined,
          wanted?.colour ?? [0, 0, 0],
          wanted?.width ?? 1,
          wanted?.opacity ?? 0,
        );
      });
      renderer.render(scene, camera);
    },
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', events.onLost);
      canvas.removeEventListener('webglcontextrestored', events.onRestored);
      stable.dispose();
      unstable.dispose();
      ground.dispose();
      strokes.forEach((stroke) => stroke.dispose());
      renderer.dispose();
    },
  };
}

interface Sheets {
  readonly object: Mesh;
  upload(surface: SheetSurface, triangles: Uint32Array): void;
  /** Device pixels per CSS pixel, for the width of the stripes. */
  scale(pixelRatio: number): void;
  dispose(): void;
}

function createSheets(striped: boolean): Sheets {
  const material = new ShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    side: DoubleSide,
    // The fold curves lie exactly on the sheets: push these back.
    polygonOffset: true,
    polygonOffsetFactor: 1.5,
    polygonOffsetUnits: 2,
    uniforms: { period: { value: striped ? 6 : 0 } },
  });
  const object = new Mesh(new BufferGeometry(), material);
  object.frustumCulled = false;
  return {
    object,
    upload: ({ positions, normals, tints }, triangles) => {
      object.geometry.dispose();
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', new BufferAttribute(positions, 3));
      geometry.setAttribute('normal', new BufferAttribute(normals, 3));
      geometry.setAttribute('tint', new BufferAttribute(tints, 4, true));
      geometry.setIndex(new BufferAttribute(triangles, 1));
      object.geometry = geometry;
    },
    scale: (pixelRatio) => {
      material.uniforms.period.value = striped ? 6 * pixelRatio : 0;
    },
    dispose: () => {
      object.geometry.dispose();
      material.dispose();
    },
  };
}

interface Ground {
  readonly object: Mesh;
  update(floor: SheetsShot['floor']): void;
  dispose(): void;
}

function createGround(): Ground {
  const material = new MeshBasicMaterial({ transparent: true, side: DoubleSide });
  const object = new Mesh(new PlaneGeometry(2, 2), material);
  object.renderOrder = -1;
  material.depthWrite = false;
  let picture: FloorPicture | undefined;
  return {
    object,
    update: (floor) => {
      object.position.z = floor.z;
      material.opacity = floor.opacity;
      if (picture === floor.picture) return;
      picture = floor.picture;
      material.map?.dispose();
      const { width, height } = picture;
      // A texture begins with its lowest row.
      const texture = new DataTexture(upsideDown(picture), width, height, RGBAFormat);
      texture.colorSpace = SRGBColorSpace;
      texture.needsUpdate = true;
      material.map = texture;
      material.needsUpdate = true;
    },
    dispose: () => {
      material.map?.dispose();
      material.dispose();
      object.geometry.dispose();
    },
  };
}

function upsideDown({ width, height, pixels }: FloorPicture): Uint8Array<ArrayBuffer> {
  const turned = new Uint8Array(pixels.length);
  for (let row = 0; row < height; row++)
    turned.set(
      pixels.subarray(4 * width * row, 4 * width * (row + 1)),
      4 * width * (height - 1 - row),
    );
  return turned;
}

const vertexShader = `
in vec4 tint;
out vec3 place;
out vec3 direction;
out vec3 colour;

void main() {
  place = position;
  direction = normal;
  colour = tint.rgb;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`;

// Light from above and a little from the left, on both sides of a sheet.
const fragmentShader = `
in vec3 place;
in vec3 direction;
in vec3 colour;
out vec4 pixel;
uniform float period;

const vec3 from = normalize(vec3(-0.45, -0.35, 0.82));

void main() {
  if (abs(place.x) > 1.0005 || abs(place.y) > 1.0005) discard;
  if (period > 0.0 && mod(gl_FragCoord.x + gl_FragCoord.y, period) > 0.45 * period) discard;
  vec3 n = normalize(direction);
  float light = 0.58 + 0.47 * abs(dot(n, from));
  pixel = vec4(colour * light, 1.0);
}
`;
