/** Builds the buffer of a binary glTF file with its views and accessors. */
export class GltfBuffer {
  private readonly chunks: ArrayBufferView[] = [];
  private readonly bufferViews: object[] = [];
  private readonly accessors: object[] = [];
  private byteLength = 0;

  /**
   * Adds points, with the bounds that glTF requires. Returns the accessor, as do the other methods.
   */
  positions(xyz: Float32Array): number {
    const min = [Infinity, Infinity, Infinity];
    const max = [-Infinity, -Infinity, -Infinity];
    for (let i = 0; i < xyz.length; i++) {
      min[i % 3] = Math.min(min[i % 3], xyz[i]);
      max[i % 3] = Math.max(max[i % 3], xyz[i]);
    }
    return this.add(xyz, vertexTarget, { type: 'VEC3', componentType: float, min, max }, 3);
  }

  vectors(xyz: Float32Array): number {
    return this.add(xyz, vertexTarget, { type: 'VEC3', componentType: float }, 3);
  }

  scalars(values: Float32Array): number {
    return this.add(values, vertexTarget, { type: 'SCALAR', componentType: float }, 1);
  }

  /** Adds colours: r, g, b, a from 0 to 65535. */
  colours(rgba: Uint16Array): number {
    const kind = { type: 'VEC4', componentType: unsignedShort, normalized: true };
    return this.add(rgba, vertexTarget, kind, 4);
  }

  indices(indices: Uint32Array): number {
    return this.add(indices, indexTarget, { type: 'SCALAR', componentType: unsignedInt }, 1);
  }

  /** The whole file: header, JSON and buffer (glTF 2.0, section 4.4). */
  file(document: object): Uint8Array {
    const { accessors, bufferViews, byteLength } = this;
    const text = JSON.stringify({
      ...document,
      accessors,
      bufferViews,
      buffers: [{ byteLength }],
    });
    const json = asciiBytes(text);
    const jsonLength = Math.ceil(json.length / 4) * 4;
    const bytes = new Uint8Array(28 + jsonLength + byteLength);
    const view = new DataView(bytes.buffer);
    const words = [magic, 2, bytes.length, jsonLength, jsonChunk];
    words.forEach((word, i) => view.setUint32(4 * i, word, true));
    bytes.fill(space, 20, 20 + jsonLength);
    bytes.set(json, 20);
    view.setUint32(20 + jsonLength, byteLength, true);
    view.setUint32(24 + jsonLength, binaryChunk, true);
    let at = 28 + jsonLength;
    for (const { buffer, byteOffset, byteLength: length } of this.chunks) {
      bytes.set(new Uint8Array(buffer, byteOffset, length), at);
      at += length;
    }
    return bytes;
  }

  /** The size of every array is a multiple of 4 bytes, so all are aligned. */
  private add(
    array: Float32Array | Uint16Array | Uint32Array,
    target: number,
    kind: object,
    components: number,
  ): number {
    const { byteLength } = array;
    this.bufferViews.push({ buffer: 0, byteOffset: this.byteLength, byteLength, target });
    this.chunks.push(array);
    this.byteLength += byteLength;
    const bufferView = this.bufferViews.length - 1;
    return this.accessors.push({ bufferView, count: array.length / components, ...kind }) - 1;
  }
}

const magic = 0x46546c67;
const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;
const space = 0x20;
const vertexTarget = 34962;
const indexTarget = 34963;
const unsignedShort = 5123;
const unsignedInt = 5125;
const float = 5126;

/** JSON as ASCII bytes, with other characters escaped. */
function asciiBytes(json: string): Uint8Array {
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from({ length: ascii.length }, (_, i) => ascii.charCodeAt(i));
}
