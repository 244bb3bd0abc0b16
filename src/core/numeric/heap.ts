/** A binary max-heap. */
export class Heap<T> {
  private readonly things: T[] = [];
  private readonly weights: number[] = [];

  get size(): number {
    return this.things.length;
  }

  push(thing: T, weight: number): void {
    const { things, weights } = this;
    let i = things.length;
    for (let up = (i - 1) >> 1; i > 0 && weights[up] < weight; up = (i - 1) >> 1) {
      things[i] = things[up];
      weights[i] = weights[up];
      i = up;
    }
    things[i] = thing;
    weights[i] = weight;
  }

  pop(): T | undefined {
    const { things, weights } = this;
    if (things.length === 0) return undefined;
    const first = things[0];
    const last = things.pop()!;
    const weight = weights.pop()!;
    if (things.length === 0) return first;
    let i = 0;
    for (let down = 1; down < things.length; down = 2 * i + 1) {
      if (down + 1 < things.length && weights[down + 1] > weights[down]) down++;
      if (weights[down] <= weight) break;
      things[i] = things[down];
      weights[i] = weights[down];
      i = down;
    }
    things[i] = last;
    weights[i] = weight;
    return first;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.things[Symbol.iterator]();
  }
}
