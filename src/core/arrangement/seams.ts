import type { Forest } from './forest.ts';

/**
 * Sews the polygons of seeds, which were subdivided on their own, to the forest that they were
 * taken from. A side and its copy are cut by the same folds in the same order, because the network
 * is continuous and signs are exact: their trees are equal as far as both are finished, and are
 * walked together. Of two equal vertices the one that was there first is kept.
 */
export class Seams {
  /** Side that edge e is the same as, walked forward; 2·e unless it is a copy. */
  private readonly side: Int32Array;
  private readonly vertex: Int32Array;

  constructor(private readonly forest: Forest) {
    const { seams } = forest;
    this.side = new Int32Array(seams.length > 0 ? forest.edgeCount : 0);
    this.vertex = new Int32Array(seams.length > 0 ? forest.vertexCount : 0);
    for (let e = 0; e < this.side.length; e++) this.side[e] = 2 * e;
    for (let v = 0; v < this.vertex.length; v++) this.vertex[v] = v;
    // A polygon comes after the one that it was taken from, whose own copies are known by then.
    for (let i = 0; i < seams.length; i += 2) this.sew(seams[i], seams[i + 1]);
  }

  /** The side of the forest that a side stands for. */
  sideOf(side: number): number {
    const edge = side >> 1;
    return edge < this.side.length ? this.side[edge] ^ (side & 1) : side;
  }

  vertexOf(vertex: number): number {
    return vertex < this.vertex.length ? this.vertex[vertex] : vertex;
  }

  private sew(ownSide: number, otherSide: number): void {
    const { forest } = this;
    const pending = [this.sideOf(otherSide), ownSide];
    while (pending.length > 0) {
      const own = pending.pop()!;
      const other = pending.pop()!;
      this.side[own >> 1] = other;
      this.vertex[forest.start(own)] = this.vertexOf(forest.start(other));
      this.vertex[forest.start(own ^ 1)] = this.vertexOf(forest.start(other ^ 1));
      if (!forest.isCut(own)) continue;
      if (!forest.isCut(other)) forest.cut(other >> 1, forest.middle(own));
      pending.push(forest.secondHalf(other), forest.secondHalf(own));
      pending.push(forest.firstHalf(other), forest.firstHalf(own));
    }
  }
}
