import {
  DynamicDrawUsage,
  GLSL3,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  type InterleavedBuffer,
  InterleavedBufferAttribute,
  BufferAttribute,
  Mesh,
  ShaderMaterial,
  Sphere,
  Vector2,
  Vector3,
  type IUniform,
} from 'three';
import type { Rgb } from '../../../core/plot/palette.ts';
import type { Pause } from '../../kit/timeSliced.ts';
import { gpuAttribute } from './gpuBuffers.ts';

/** Straight segments of one colour and width, with round ends. */
export interface Stroke {
  readonly object: Mesh;
  /** x, y, z of both ends of every segment. */
  write(segments: Float32Array): void;
  /** The width is in CSS pixels. */
  style(visible: boolean, colour: Rgb, width: number, opacity: number): void;
  dispose(): void;
}

/** A stroke without segments yet. */
export function createStroke(): Stroke {
  const uniforms = { colour: { value: new Vector3() }, width: { value: 1 }, opacity: { value: 1 } };
  const segments = createSegments(strokeShader, uniforms);
  return {
    object: segments.object,
    write: segments.write,
    style: (visible, [r, g, b], width, opacity) => {
      segments.object.visible = visible && segments.count() > 0 && opacity > 0;
      uniforms.colour.value.set(r / 255, g / 255, b / 255);
      uniforms.width.value = width;
      uniforms.opacity.value = opacity;
    },
    dispose: segments.dispose,
  };
}

export interface Segments {
  readonly object: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly write: (segments: Float32Array) => void;
  /** Draws a geometry in the place of the last one: that of `largeSegments`. */
  readonly replace: (geometry: InstancedBufferGeometry) => void;
  readonly count: () => number;
  /** The number of segments that its buffers have room for. */
  readonly room: () => number;
  readonly dispose: () => void;
}

/** Segments that are too many to be copied within a frame; their array is used as it is. */
export const large = 20_000;

/** Copies segments to the graphics card in slices: x, y, z of both ends of each. */
export function* largeSegments(
  gl: WebGL2RenderingContext,
  segments: Float32Array,
): Generator<Pause, InstancedBufferGeometry> {
  const points = yield* gpuAttribute(gl, segments, { itemSize: 6, instanced: true });
  // The types know no buffer of another kind behind interleaved attributes.
  const geometry = quads(points as unknown as InterleavedBuffer);
  geometry.instanceCount = segments.length / 6;
  return geometry;
}

/** Segments as quads, one instance each. `vertexShader` begins with `segmentShader`. */
export function createSegments(vertexShader: string, style: Record<string, IUniform>): Segments {
  const resolution = { value: new Vector2(1, 1) };
  const ratio = { value: 1 };
  const material = new ShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    transparent: true,
    // Otherwise the soft edge of a line hides those behind it.
    depthWrite: false,
    uniforms: { ...style, resolution, ratio },
  });
  const object = new Mesh(quads(interleaved(new Float32Array(0))), material);
  object.frustumCulled = false;
  object.onBeforeRender = (renderer) => {
    renderer.getDrawingBufferSize(resolution.value);
    ratio.value = renderer.getPixelRatio();
    material.uniformsNeedUpdate = true;
  };
  let count = 0;
  const bufferOf = (): InstancedInterleavedBuffer =>
    (object.geometry.getAttribute('start') as InterleavedBufferAttribute)
      .data as InstancedInterleavedBuffer;

  return {
    object,
    write: (segments) => {
      count = segments.length / 6;
      const room = bufferOf().count;
      if (count > large || room > large || count > room) {
        object.geometry.dispose();
        const points = count > large ? segments : new Float32Array(6 * Math.ceil(count * 1.3));
        object.geometry = quads(interleaved(points));
      }
      const buffer = bufferOf();
      if (count <= large) {
        buffer.set(segments);
        buffer.clearUpdateRanges();
        buffer.addUpdateRange(0, segments.length);
        buffer.needsUpdate = true;
      }
      object.geometry.instanceCount = count;
    },
    replace: (geometry) => {
      object.geometry.dispose();
      object.geometry = geometry;
      count = geometry.instanceCount;
    },
    count: () => count,
    room: () => bufferOf().count,
    dispose: () => {
      object.geometry.dispose();
      material.dispose();
    },
  };
}

function interleaved(points: Float32Array): InterleavedBuffer {
  return new InstancedInterleavedBuffer(points, 6, 1).setUsage(DynamicDrawUsage);
}

function quads(buffer: InterleavedBuffer): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  const corners = Float32Array.of(0, -1, 1, -1, 1, 1, 0, 1);
  geometry.setAttribute('position', new BufferAttribute(corners, 2));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  geometry.setAttribute('start', new InterleavedBufferAttribute(buffer, 3, 0));
  geometry.setAttribute('end', new InterleavedBufferAttribute(buffer, 3, 3));
  // Only for the order of drawing; computing it takes longer than drawing.
  geometry.boundingSphere = new Sphere(new Vector3(), 2);
  return geometry;
}

/**
 * A quad around the segment, in device pixels. `position` is the end (0 or 1) and the side (±1). The
 * corners are divided by w, so that distances are linear on the screen.
 */
export const segmentShader = `
in vec3 start;
in vec3 end;
uniform vec2 resolution;
uniform float ratio;
out vec2 place;
out float thickness;
out vec4 colourAt;
flat out float reach;

void hide() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}

void widen(float width, float cap) {
  vec4 a = projectionMatrix * modelViewMatrix * vec4(start, 1.0);
  vec4 b = projectionMatrix * modelViewMatrix * vec4(end, 1.0);
  float da = a.z + a.w;
  float db = b.z + b.w;
  if (da <= 0.0 && db <= 0.0) {
    hide();
    return;
  }
  if (da < 0.0) a = mix(a, b, da / (da - db));
  if (db < 0.0) b = mix(b, a, db / (db - da));
  vec3 from = a.xyz / a.w;
  vec3 to = b.xyz / b.w;
  vec2 along = (to.xy - from.xy) * resolution * 0.5;
  reach = length(along);
  vec2 direction = reach > 0.0 ? along / reach : vec2(1.0, 0.0);
  vec2 normal = vec2(-direction.y, direction.x);
  thickness = width;
  float side = position.y * (0.5 * width + 0.75);
  float beyond = cap > 0.0 ? cap + 0.75 : 0.0;
  vec3 base = position.x < 0.5 ? from : to;
  vec2 shift = side * normal + (position.x < 0.5 ? -beyond : beyond) * direction;
  place = vec2(position.x < 0.5 ? -beyond : reach + beyond, side);
  gl_Position = vec4(base.xy + 2.0 * shift / resolution, base.z, 1.0);
}
`;

const strokeShader = `${segmentShader}
uniform vec3 colour;
uniform float width;
uniform float opacity;

void main() {
  float wanted = width * ratio;
  float drawn = max(wanted, 1.0);
  colourAt = vec4(colour, opacity * wanted / drawn);
  widen(drawn, opacity < 1.0 ? 0.0 : 0.5 * drawn);
}
`;

const fragmentShader = `
in vec2 place;
in float thickness;
in vec4 colourAt;
flat in float reach;
out vec4 pixel;

void main() {
  float beyond = max(0.0, max(-place.x, place.x - reach));
  float distance = length(vec2(beyond, place.y));
  float covered = clamp(0.5 * thickness + 0.5 - distance, 0.0, 1.0);
  pixel = vec4(colourAt.rgb, colourAt.a * covered);
}
`;
