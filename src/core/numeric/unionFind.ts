/**
 * Disjoint sets over 0 … size − 1, with path halving (Tarjan & van Leeuwen 1984). The representative of
 * a set is its smallest member.
 */
export class UnionFind {
  private readonly parent: Uint32Array;
  /** Number of disjoint sets. */
  count: number;

  constructor(readonly size: number) {
    this.parent = new Uint32Array(size);
    for (let i = 0; i < size; i++) this.parent[i] = i;
    this.count = size;
  }

  find(i: number): number {
    const { parent } = this;
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }

  union(i: number, j: number): void {
    const a = this.find(i);
    const b = this.find(j);
    if (a === b) return;
    this.parent[Math.max(a, b)] = Math.min(a, b);
    this.count--;
  }
}
