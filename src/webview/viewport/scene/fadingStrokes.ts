import {
  DataTexture,
  FloatType,
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  RedFormat,
  RGBAFormat,
  Vector3,
  type Mesh,
} from 'three';
import {
  faintest,
  mostCovered,
  sparse,
  thinnest,
  type LineDensity,
} from '../../../core/picture/lineDensity.ts';
import type { Rgb } from '../../../core/plot/palette.ts';
import type { Pause } from '../../kit/timeSliced.ts';
import { deleteUndrawn, gpuAttribute } from './gpuBuffers.ts';
import { createSegments, large, largeSegments, segmentShader } from './strokes.ts';

/** Segments of all layers in one draw call, which get thinner and paler where they are dense. */
export interface FadingStrokes {
  readonly object: Mesh;
  /** Copies many segments to the graphics card in slices, for the next `write` of them. */
  prepare(segments: Float32Array, layers: readonly Float32Array[]): Generator<Pause, unknown>;
  /** x, y, z of both ends of every segment, and the layers from the last on. */
  write(segments: Float32Array, layers: readonly Float32Array[]): void;
  /** Colour and full width of each layer; a layer of width 0 is not drawn. */
  style(layers: readonly { readonly colour: Rgb; readonly width: number }[], opacity: number): void;
  /** The share of the picture that the lines would cover at full width: `ink` times `factor`. */
  fade(grid: Omit<LineDensity, 'layers'>, ink: Float32Array, factor: number): void;
  dispose(): void;
}

/** Fold lines without segments yet. */
export function createFadingStrokes(gl: WebGL2RenderingContext): FadingStrokes {
  const uniforms = {
    layers: { value: floats(new Float32Array(4), 1, 1, RGBAFormat) },
    ink: { value: floats(new Float32Array(1), 1, 1, RedFormat) },
    /** x0, y0, and the side of a square. */
    grid: { value: new Vector3() },
    factor: { value: 1 },
    opacity: { value: 1 },
  };
  const segments = createSegments(fadingShader, uniforms);
  let shown: Float32Array | undefined;
  /** A large geometry that has not been drawn yet. */
  let next:
    { readonly points: Float32Array; readonly geometry: InstancedBufferGeometry } | undefined;
  const dropNext = (): void => {
    if (next) deleteUndrawn(gl, next.geometry);
    next = undefined;
  };
  return {
    object: segments.object,
    *prepare(points, layers) {
      if (points === next?.points) return;
      dropNext();
      const count = points.length / 6;
      if (count <= large) return;
      const geometry = yield* largeSegments(gl, points);
      const layout = { itemSize: 1, instanced: true };
      try {
        const layer = yield* gpuAttribute(gl, layersOf(layers, count), layout);
        geometry.setAttribute('layer', layer);
        next = { points, geometry };
      } finally {
        if (next?.geometry !== geometry) deleteUndrawn(gl, geometry);
      }
    },
    write: (points, layers) => {
      if (next?.points === points) {
        segments.replace(next.geometry);
        next = undefined;
        return;
      }
      dropNext();
      segments.write(points);
      const ofSegments = layersOf(layers, segments.room());
      segments.object.geometry.setAttribute('layer', new InstancedBufferAttribute(ofSegments, 1));
    },
    style: (layers, opacity) => {
      segments.object.visible = segments.count() > 0 && layers.some(({ width }) => width > 0);
      const values = layers.flatMap(({ colour: [r, g, b], width }) => [
        ...[r / 255, g / 255, b / 255, width],
      ]);
      const texture = uniforms.layers.value;
      if (texture.image.width === layers.length) {
        (texture.image.data as Float32Array).set(values);
        texture.needsUpdate = true;
      } else if (layers.length > 0) {
        texture.dispose();
        uniforms.layers.value = floats(Float32Array.from(values), layers.length, 1, RGBAFormat);
      }
      uniforms.opacity.value = opacity;
    },
    fade: ({ columns, rows, x0, y0, step }, ink, factor) => {
      uniforms.grid.value.set(x0, y0, step);
      uniforms.factor.value = factor;
      if (ink === shown) return;
      shown = ink;
      uniforms.ink.value.dispose();
      uniforms.ink.value = floats(ink, columns, rows, RedFormat);
    },
    dispose: () => {
      dropNext();
      uniforms.layers.value.dispose();
      uniforms.ink.value.dispose();
      segments.dispose();
    },
  };
}

/** The layer of each segment; they begin with those of the last layer. */
function layersOf(layers: readonly Float32Array[], room: number): Uint16Array {
  const ofSegments = new Uint16Array(room);
  let at = 0;
  for (let l = layers.length - 1; l >= 0; l--) {
    ofSegments.fill(l, at, at + layers[l].length / 6);
    at += layers[l].length / 6;
  }
  return ofSegments;
}

// The fade is that of `fadeAt` in core/picture/lineDensity.ts.
const fadingShader = `${segmentShader}
in float layer;
uniform sampler2D layers;
uniform sampler2D ink;
uniform vec3 grid;
uniform float factor;
uniform float opacity;

float inkAt(vec2 point) {
  ivec2 size = textureSize(ink, 0);
  vec2 at = clamp((point - grid.xy) / grid.z - 0.5, vec2(0.0), vec2(size - 1));
  ivec2 low = ivec2(at);
  ivec2 high = min(low + 1, size - 1);
  vec2 t = at - vec2(low);
  float below = mix(texelFetch(ink, low, 0).r, texelFetch(ink, ivec2(high.x, low.y), 0).r, t.x);
  float above = mix(texelFetch(ink, ivec2(low.x, high.y), 0).r, texelFetch(ink, high, 0).r, t.x);
  return mix(below, above, t.y);
}

void main() {
  vec4 style = texelFetch(layers, ivec2(int(layer), 0), 0);
  float coverage = factor * inkAt(position.x < 0.5 ? start.xy : end.xy);
  float thinner = coverage > ${glsl(sparse)} ? max(${glsl(thinnest)}, sqrt(${glsl(sparse)} / coverage)) : 1.0;
  float pale = opacity * min(1.0, ${glsl(mostCovered)} / max(coverage * thinner, 1e-6));
  float wanted = style.a * thinner * ratio;
  if (pale < ${glsl(faintest)} || wanted == 0.0) {
    hide();
    return;
  }
  float drawn = max(wanted, 1.0);
  colourAt = vec4(style.rgb, pale * wanted / drawn);
  widen(drawn, pale < 1.0 ? 0.0 : 0.5 * drawn);
}
`;

function floats(
  values: Float32Array,
  width: number,
  height: number,
  format: typeof RedFormat | typeof RGBAFormat,
): DataTexture {
  const texture = new DataTexture(values, width, height, format, FloatType);
  texture.needsUpdate = true;
  return texture;
}

function glsl(value: number): string {
  return value.toFixed(4);
}
