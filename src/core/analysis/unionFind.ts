/** Disjoint sets over 0 … n − 1, by union with path halving (Tarjan & van Leeuwen 1984). */
export class UnionFind {
  private readonly parent: Uint32Array;
  /** Number of disjoint sets. */
  count: number;

  constructor(n: number) {
    this.parent = Uint32Array.from({ length: n }, (_, i) => i);
    this.count = n;
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
