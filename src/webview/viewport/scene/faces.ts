import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  DynamicDrawUsage,
  GLBufferAttribute,
  GLSL3,
  Mesh,
  ShaderMaterial,
  Sphere,
  Vector3,
  type Object3D,
  type TypedArray,
} from 'three';
import type { Colours } from '../../../core/picture/colouring.ts';
import type { SurfacePieces } from '../../../core/picture/surfacePieces.ts';
import type { Surface } from '../../../core/picture/surface.ts';
import { ambient, lightFrom, overlapOpacity } from '../../../core/picture/light.ts';
import { runToEnd } from '../../../core/yielding.ts';
import { pause, type Pause } from '../../kit/timeSliced.ts';
import type { Drawable, Drawing } from '../drawing.ts';
import { shadingOf, type Shot } from '../renderer.ts';
import { deleteUndrawn, gpuAttribute, gpuIndex, rewrite } from './gpuBuffers.ts';

/** A part of the scene that is updated for each shot. */
export interface ScenePart {
  readonly object: Object3D;
  /** Copies a large drawing to the graphics card in slices, for the next shot of it. */
  prepare(drawing: Drawing<Drawable>): Generator<Pause, unknown>;
  update(shot: Shot): void;
  dispose(): void;
}

/**
 * The facets. Every corner has the slopes of its facet, so that the lighting is exact and exaggerating
 * heights needs no new geometry.
 */
export function createFaces(gl: WebGL2RenderingContext): ScenePart {
  const material = new ShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    side: DoubleSide,
    // The lines lie exactly on the faces: push these back by half the width of the widest line.
    polygonOffset: true,
    polygonOffsetFactor: 3,
    polygonOffsetUnits: 2,
    uniforms: {
      exaggeration: { value: 1 },
      opacity: { value: 1 },
    },
  });
  const mesh = new Mesh(new BufferGeometry(), material);
  mesh.frustumCulled = false;
  let surface: Surface | undefined;
  let colours: Colours | undefined;
  /** A large geometry that has not been drawn yet. */
  let next:
    | { readonly surface: Surface; readonly colours: Colours; readonly geometry: BufferGeometry }
    | undefined;
  const dropNext = (): void => {
    if (next) deleteUndrawn(gl, next.geometry);
    next = undefined;
  };

  return {
    object: mesh,
    *prepare({ surface: wanted, pieces, colours: ofWanted }) {
      if (wanted === surface || wanted === next?.surface) return;
      dropNext();
      if (!isLarge(wanted)) return;
      const tints = tintsOf(pieces, ofWanted.faces);
      yield pause;
      const geometry = yield* largeGeometry(gl, wanted, tints);
      next = { surface: wanted, colours: ofWanted, geometry };
    },
    update: (shot) => {
      const { drawing, choices } = shot;
      if (surface !== drawing.surface) {
        if (next?.surface === drawing.surface) {
          mesh.geometry.dispose();
          ({ geometry: mesh.geometry, colours } = next);
          next = undefined;
        } else {
          mesh.geometry = upload(gl, mesh.geometry, drawing.surface);
          colours = undefined;
        }
        dropNext();
        surface = drawing.surface;
      }
      if (colours !== drawing.colours) {
        tint(gl, mesh.geometry, drawing.pieces, drawing.colours.faces);
        colours = drawing.colours;
      }
      mesh.visible = choices.faces;
      material.uniforms.exaggeration.value = shadingOf(shot);
      // A surface that overlaps itself is blended instead of hiding its lower layers.
      const flat = drawing.image?.flat === true;
      material.uniforms.opacity.value = flat ? overlapOpacity : 1;
      material.transparent = flat;
      material.depthTest = material.depthWrite = !flat;
    },
    dispose: () => {
      dropNext();
      mesh.geometry.dispose();
      material.dispose();
    },
  };
}

/** Corners of a surface whose arrays are too large to be copied within a frame. */
const large = 20_000;

function isLarge({ slopes }: Surface): boolean {
  return slopes.length / 2 > large;
}

/** Copies a surface to the graphics card in slices. */
function* largeGeometry(
  gl: WebGL2RenderingContext,
  { positions, slopes, triangles }: Surface,
  tints: Uint8Array,
): Generator<Pause, BufferGeometry> {
  const geometry = new BufferGeometry();
  const add = (name: string, attribute: BufferAttribute): unknown =>
    geometry.setAttribute(name, attribute);
  let isComplete = false;
  try {
    add('position', yield* gpuAttribute(gl, positions, { itemSize: 3 }));
    add('slope', yield* gpuAttribute(gl, slopes, { itemSize: 2 }));
    add('tint', yield* gpuAttribute(gl, tints, { itemSize: 4, normalized: true }));
    geometry.setIndex(yield* gpuIndex(gl, triangles));
    isComplete = true;
  } finally {
    if (!isComplete) deleteUndrawn(gl, geometry);
  }
  return sized(geometry);
}

/** Writes a surface into a geometry, or into a larger one if it does not fit. */
function upload(
  gl: WebGL2RenderingContext,
  geometry: BufferGeometry,
  surface: Surface,
): BufferGeometry {
  const corners = surface.slopes.length / 2;
  if (corners > large) {
    geometry.dispose();
    return runToEnd(largeGeometry(gl, surface, new Uint8Array(4 * corners)));
  }
  let target = geometry;
  const room = geometry.getAttribute('position')?.count ?? 0;
  const indexRoom = geometry.getIndex()?.count ?? 0;
  if (room > large || corners > room || surface.triangles.length > indexRoom) {
    geometry.dispose();
    target = roomFor(Math.ceil(corners * 1.3), Math.ceil(surface.triangles.length * 1.3));
  }
  write(target, 'position', surface.positions);
  write(target, 'slope', surface.slopes);
  const index = target.getIndex();
  if (index) {
    index.array.set(surface.triangles);
    index.clearUpdateRanges();
    index.addUpdateRange(0, surface.triangles.length);
    index.needsUpdate = true;
  }
  target.setDrawRange(0, surface.triangles.length);
  return target;
}

function roomFor(corners: number, triangleCorners: number): BufferGeometry {
  const geometry = new BufferGeometry();
  const add = (name: string, array: TypedArray, size: number, normalized = false): void => {
    const attribute = new BufferAttribute(array, size, normalized);
    attribute.setUsage(DynamicDrawUsage);
    geometry.setAttribute(name, attribute);
  };
  add('position', new Float32Array(3 * corners), 3);
  add('slope', new Float32Array(2 * corners), 2);
  add('tint', new Uint8Array(4 * corners), 4, true);
  geometry.setIndex(new BufferAttribute(new Uint32Array(triangleCorners), 1));
  return sized(geometry);
}

/** The size is only for the order of drawing; computing it takes longer than drawing. */
function sized(geometry: BufferGeometry): BufferGeometry {
  geometry.boundingSphere = new Sphere(new Vector3(), 2);
  return geometry;
}

function write(geometry: BufferGeometry, name: string, values: TypedArray): void {
  const attribute = geometry.getAttribute(name) as BufferAttribute;
  attribute.array.set(values);
  attribute.clearUpdateRanges();
  attribute.addUpdateRange(0, values.length);
  attribute.needsUpdate = true;
}

/** Gives every corner the colour of its piece. */
function tint(
  gl: WebGL2RenderingContext,
  geometry: BufferGeometry,
  pieces: SurfacePieces,
  faces: Uint8Array,
): void {
  const attribute = geometry.getAttribute('tint');
  const tints = tintsOf(pieces, faces);
  if (attribute instanceof GLBufferAttribute) rewrite(gl, attribute, tints);
  else write(geometry, 'tint', tints);
}

/** The colour of every corner: that of its piece. Four bytes, because GPUs need aligned attributes. */
function tintsOf(pieces: SurfacePieces, faces: Uint8Array): Uint8Array {
  const array = new Uint8Array(4 * pieces.start[pieces.count]);
  for (let p = 0; p < pieces.count; p++) {
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      array[4 * k] = faces[3 * p];
      array[4 * k + 1] = faces[3 * p + 1];
      array[4 * k + 2] = faces[3 * p + 2];
    }
  }
  return array;
}

// The light is that of `light` in core/picture/light.ts.
const vertexShader = `
in vec2 slope;
in vec4 tint;
uniform float exaggeration;
flat out vec3 colour;

const vec3 from = vec3(${lightFrom.map((x) => x.toFixed(4)).join(', ')});
const float ambient = ${ambient.toFixed(4)};

void main() {
  vec2 d = slope * exaggeration;
  float diffuse = dot(vec3(-d, 1.0), from) / length(vec3(d, 1.0));
  float light = ambient + (1.0 - ambient) * (0.5 + 0.5 * diffuse) / (0.5 + 0.5 * from.z);
  colour = tint.rgb * light;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`;

const fragmentShader = `
flat in vec3 colour;
uniform float opacity;
out vec4 pixel;

void main() {
  pixel = vec4(colour, opacity);
}
`;
