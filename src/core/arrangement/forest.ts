import type { Part } from './part.ts';
import type { Seed } from './seed.ts';

/**
 * Vertices, lines and edges of the subdivision while it grows. Edges are a forest: an edge that is
 * cut keeps its middle vertex in its two halves, and the cell on its other side, which comes later,
 * finds the cut there instead of making it again. So vertices are shared by construction and no
 * coordinates are ever compared.
 *
 * A *side* of an edge is 2·edge, or 2·edge + 1 when it is walked against its direction.
 */
export class Forest {
  vertexCount = 0;
  /** x, y and a bound of their error, per vertex. */
  vertex: Float64Array;

  /** Vertices whose coordinates are likely to be off by more than doubles need be. */
  readonly blurred: number[] = [];

  /** Pairs of sides that are the same: one of a planted polygon, one that was there before. */
  readonly seams: number[] = [];

  lineCount = 0;
  /**
   * a, b, c, bound of the value's error, bound of |δa| + |δb|, likely error of the value: a row
   * scaled to max(|a|, |b|) = 1.
   */
  line: Float64Array;
  /** Fold that a line belongs to, or −1 − k for side k of the domain. */
  lineFold: Int32Array;

  edgeCount = 0;
  /** from, to, line, first half (−1: a leaf); the second half is the next edge. */
  edge: Int32Array;

  /** With `spare`, a forest that is no longer needed, its arrays are used again. */
  constructor(spare?: Forest) {
    this.vertex = spare?.vertex ?? new Float64Array(3 * 64);
    this.line = spare?.line ?? new Float64Array(lineSize * 64);
    this.lineFold = spare?.lineFold ?? new Int32Array(64);
    this.edge = spare?.edge ?? new Int32Array(4 * 64);
  }

  get arrays(): readonly ArrayBufferView[] {
    return [this.vertex, this.line, this.lineFold, this.edge];
  }

  /** Takes over all that is in another forest, which stays as it is. */
  copy(other: Forest): void {
    this.vertexCount = other.vertexCount;
    this.lineCount = other.lineCount;
    this.edgeCount = other.edgeCount;
    this.vertex = withRoom(this.vertex, 3 * other.vertexCount);
    this.vertex.set(other.vertex.subarray(0, 3 * other.vertexCount));
    this.line = withRoom(this.line, lineSize * other.lineCount);
    this.line.set(other.line.subarray(0, lineSize * other.lineCount));
    this.lineFold = withRoom(this.lineFold, this.line.length / lineSize);
    this.lineFold.set(other.lineFold.subarray(0, other.lineCount));
    this.edge = withRoom(this.edge, 4 * other.edgeCount);
    this.edge.set(other.edge.subarray(0, 4 * other.edgeCount));
    this.blurred.length = this.seams.length = 0;
    // One by one: there may be more of them than a call takes arguments.
    for (const vertex of other.blurred) this.blurred.push(vertex);
    for (const side of other.seams) this.seams.push(side);
  }

  addVertex(x: number, y: number, error: number): number {
    const v = this.vertexCount++;
    if (3 * v + 3 > this.vertex.length) this.vertex = grown(this.vertex);
    this.vertex[3 * v] = x;
    this.vertex[3 * v + 1] = y;
    this.vertex[3 * v + 2] = error;
    return v;
  }

  /** Adds the line of a row with the given error bounds. */
  addLine(
    a: number,
    b: number,
    c: number,
    valueError: number,
    gradientError: number,
    likelyError: number,
    fold: number,
  ): number {
    const l = this.nextLine();
    const scale = 1 / Math.max(Math.abs(a), Math.abs(b));
    const at = lineSize * l;
    this.line[at] = a * scale;
    this.line[at + 1] = b * scale;
    this.line[at + 2] = c * scale;
    this.line[at + 3] = valueError * scale;
    this.line[at + 4] = gradientError * scale;
    this.line[at + 5] = likelyError * scale;
    this.lineFold[l] = fold;
    return l;
  }

  private nextLine(): number {
    const l = this.lineCount++;
    if (lineSize * (l + 1) > this.line.length) {
      this.line = grown(this.line);
      this.lineFold = grown(this.lineFold);
    }
    return l;
  }

  /**
   * Adds the polygon of a seed, with vertices, lines and edges of its own, and writes it to `ring`.
   * What it shares with the forest that it was taken from is found in `seams`.
   */
  plant({ corners, lines, lineFolds, sides }: Seed, ring: Int32Array): void {
    const size = lineFolds.length;
    const first = this.vertexCount;
    for (let k = 0; k < size; k++)
      this.addVertex(corners[3 * k], corners[3 * k + 1], corners[3 * k + 2]);
    for (let k = 0; k < size; k++) {
      const line = this.nextLine();
      this.line.set(lines.subarray(lineSize * k, lineSize * (k + 1)), lineSize * line);
      this.lineFold[line] = lineFolds[k];
      const edge = this.addEdge(first + k, first + ((k + 1) % size), line);
      ring[2 * k] = first + k;
      ring[2 * k + 1] = 2 * edge;
      if (sides.length > 0) this.seams.push(2 * edge, sides[k]);
    }
  }

  /** Adds a part that was found elsewhere in the cell of a seed; returns its first edge. */
  append(seed: Seed, part: Part): number {
    const firstVertex = this.vertexCount;
    const firstLine = this.lineCount;
    const firstEdge = this.edgeCount;
    this.vertexCount += part.vertex.length / 3;
    this.vertex = withRoom(this.vertex, 3 * this.vertexCount);
    this.vertex.set(part.vertex, 3 * firstVertex);
    for (const v of part.blurred) this.blurred.push(v + firstVertex);
    this.lineCount += part.lineFold.length;
    this.line = withRoom(this.line, lineSize * this.lineCount);
    this.lineFold = withRoom(this.lineFold, this.line.length / lineSize);
    this.lineFold.set(part.lineFold, firstLine);
    this.edgeCount += part.edge.length / 4;
    this.edge = withRoom(this.edge, 4 * this.edgeCount);
    for (let i = 0, to = 4 * firstEdge; i < part.edge.length; i += 4, to += 4) {
      const half = part.edge[i + 3];
      this.edge[to] = part.edge[i] + firstVertex;
      this.edge[to + 1] = part.edge[i + 1] + firstVertex;
      this.edge[to + 2] = part.edge[i + 2] + firstLine;
      this.edge[to + 3] = half < 0 ? half : half + firstEdge;
    }
    // The polygon of the seed was planted first.
    seed.sides.forEach((side, k) => this.seams.push(2 * (firstEdge + k), side));
    return firstEdge;
  }

  addEdge(from: number, to: number, line: number): number {
    const e = this.edgeCount++;
    const at = 4 * e;
    if (at + 4 > this.edge.length) this.edge = grown(this.edge);
    const { edge } = this;
    edge[at] = from;
    edge[at + 1] = to;
    edge[at + 2] = line;
    edge[at + 3] = -1;
    return e;
  }

  /** Cuts a leaf at a vertex. */
  cut(edge: number, middle: number): void {
    const from = this.edge[4 * edge];
    const to = this.edge[4 * edge + 1];
    const line = this.edge[4 * edge + 2];
    const half = this.addEdge(from, middle, line);
    this.addEdge(middle, to, line);
    this.edge[4 * edge + 3] = half;
  }

  /** The vertex at which a side starts. */
  start(side: number): number {
    return this.edge[4 * (side >> 1) + (side & 1)];
  }

  lineOf(side: number): number {
    return this.edge[4 * (side >> 1) + 2];
  }

  isCut(side: number): boolean {
    return this.edge[4 * (side >> 1) + 3] >= 0;
  }

  middle(side: number): number {
    return this.edge[4 * this.edge[4 * (side >> 1) + 3] + 1];
  }

  /** The half of a cut side that is walked first. */
  firstHalf(side: number): number {
    return 2 * (this.edge[4 * (side >> 1) + 3] + (side & 1)) + (side & 1);
  }

  secondHalf(side: number): number {
    return 2 * (this.edge[4 * (side >> 1) + 3] + 1 - (side & 1)) + (side & 1);
  }
}

/** Doubles per line. */
export const lineSize = 6;

/** The array itself if it has room for `count` numbers, or a copy that has. */
export function withRoom<T extends Float64Array | Int32Array | Uint32Array>(
  array: T,
  count: number,
): T {
  while (array.length < count) array = grown(array);
  return array;
}

/** A copy of a typed array with twice the room. */
export function grown<T extends Float64Array | Int32Array | Uint32Array>(array: T): T {
  const copy = new (array.constructor as new (n: number) => T)(2 * array.length);
  copy.set(array);
  return copy;
}
