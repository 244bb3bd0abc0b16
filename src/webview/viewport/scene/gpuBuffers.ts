import { GLBufferAttribute, type BufferAttribute, type BufferGeometry } from 'three';
import { pause, type Pause } from '../../kit/timeSliced.ts';

/** Bytes that are copied to the graphics card in one task of the page. */
export const sliceBytes = 2 ** 20;

type Values = Float32Array | Uint32Array | Uint16Array | Uint8Array;

interface Layout {
  readonly itemSize: number;
  readonly normalized?: boolean;
  /** One item per instance. */
  readonly instanced?: boolean;
}

/**
 * Copies values to a buffer of their own, in slices. Three.js copies the array of an attribute as a
 * whole, in the frame that draws it first. It takes a GLBufferAttribute for any attribute or index,
 * but its types do not say so.
 */
export function* gpuAttribute(
  gl: WebGL2RenderingContext,
  values: Values,
  { itemSize, normalized = false, instanced = false }: Layout,
): Generator<Pause, BufferAttribute> {
  const buffer = yield* filled(gl, gl.createBuffer(), values);
  const count = values.length / itemSize;
  const size = values.BYTES_PER_ELEMENT as 1 | 2 | 4;
  const type = typeOf(gl, values);
  const attribute = new GLBufferAttribute(buffer, type, itemSize, size, count, normalized);
  // What marks an InstancedBufferAttribute, and what an InterleavedBufferAttribute of it looks at.
  if (instanced)
    Object.assign(attribute, {
      isInstancedBufferAttribute: true,
      meshPerAttribute: 1,
      array: values,
    });
  return attribute as unknown as BufferAttribute;
}

/** The same for the corners of triangles. */
export function* gpuIndex(
  gl: WebGL2RenderingContext,
  values: Uint32Array,
): Generator<Pause, BufferAttribute> {
  const buffer = gl.createBuffer();
  // The first target of a buffer decides whether it can be an index. The vertex array that is bound
  // would take it for its own.
  const bound = gl.getParameter(gl.VERTEX_ARRAY_BINDING) as WebGLVertexArrayObject | null;
  gl.bindVertexArray(null);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
  gl.bindVertexArray(bound);
  yield* filled(gl, buffer, values);
  const index = new GLBufferAttribute(buffer, gl.UNSIGNED_INT, 1, 4, values.length);
  return index as unknown as BufferAttribute;
}

/** Writes an attribute again, as a whole. */
export function rewrite(
  gl: WebGL2RenderingContext,
  { buffer }: GLBufferAttribute,
  values: Values,
): void {
  gl.bindBuffer(gl.COPY_WRITE_BUFFER, buffer);
  gl.bufferSubData(gl.COPY_WRITE_BUFFER, 0, values);
}

/** Deletes a geometry that was never drawn: three.js does not know its buffers. */
export function deleteUndrawn(gl: WebGL2RenderingContext, geometry: BufferGeometry): void {
  for (const attribute of [geometry.getIndex(), ...Object.values(geometry.attributes)]) {
    const holder: unknown = attribute && 'data' in attribute ? attribute.data : attribute;
    if (holder instanceof GLBufferAttribute) gl.deleteBuffer(holder.buffer);
  }
  geometry.dispose();
}

/** Fills a new buffer, in slices; deletes it if it is abandoned before. */
function* filled(
  gl: WebGL2RenderingContext,
  buffer: WebGLBuffer,
  values: Values,
): Generator<Pause, WebGLBuffer> {
  // No vertex array remembers what is bound to this target.
  const target = gl.COPY_WRITE_BUFFER;
  gl.bindBuffer(target, buffer);
  gl.bufferData(target, values.byteLength, gl.DYNAMIC_DRAW);
  const step = sliceBytes / values.BYTES_PER_ELEMENT;
  let at = 0;
  try {
    for (; at < values.length; at += step) {
      gl.bindBuffer(target, buffer);
      const count = Math.min(step, values.length - at);
      gl.bufferSubData(target, at * values.BYTES_PER_ELEMENT, values, at, count);
      yield pause;
    }
  } finally {
    if (at < values.length) gl.deleteBuffer(buffer);
  }
  return buffer;
}

function typeOf(gl: WebGL2RenderingContext, values: Values): number {
  if (values instanceof Float32Array) return gl.FLOAT;
  if (values instanceof Uint32Array) return gl.UNSIGNED_INT;
  return values instanceof Uint16Array ? gl.UNSIGNED_SHORT : gl.UNSIGNED_BYTE;
}
