/**
 * Numbers tuples of 32-bit integers: equal tuples have one number, and numbers count from 0. A hash
 * table with open addressing; equal hashes are confirmed by comparing the tuples.
 */
export class Interner {
  count = 0;
  /** Tuple n is words[start[n]] … words[start[n + 1] − 1]. */
  words = new Int32Array(64);
  start = new Int32Array(16);
  private hashes = new Int32Array(16);
  /** Number + 1 of the tuple in a slot, 0 where there is none. */
  private table = new Int32Array(32);

  /** Integers stored. */
  get size(): number {
    return this.start[this.count];
  }

  clear(): void {
    this.count = 0;
    this.table.fill(0);
  }

  /** Room for a tuple of `length` integers behind all others; returns where it starts. */
  room(length: number): number {
    const { size } = this;
    if (size + length > this.words.length) this.words = grown(this.words, size + length);
    return size;
  }

  /** The number of the tuple of `length` integers that was written to the room. */
  intern(length: number): number {
    const from = this.start[this.count];
    const { words } = this;
    let hash = length;
    for (let i = from; i < from + length; i++) {
      hash = Math.imul(hash ^ words[i], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
    hash ^= hash >>> 16;
    const mask = this.table.length - 1;
    let slot = hash & mask;
    for (; this.table[slot] > 0; slot = (slot + 1) & mask) {
      const known = this.table[slot] - 1;
      if (this.hashes[known] === hash && this.equals(known, from, length)) return known;
    }
    const number = this.count++;
    if (this.count + 1 > this.start.length) {
      this.start = grown(this.start, this.count + 1);
      this.hashes = grown(this.hashes, this.count + 1);
    }
    this.start[this.count] = from + length;
    this.hashes[number] = hash;
    this.table[slot] = this.count;
    if (2 * this.count > this.table.length) this.growTable();
    return number;
  }

  /** The number of a tuple. */
  internTuple(tuple: readonly number[]): number {
    const at = this.room(tuple.length);
    this.words.set(tuple, at);
    return this.intern(tuple.length);
  }

  private equals(number: number, from: number, length: number): boolean {
    const { words, start } = this;
    const first = start[number];
    if (start[number + 1] - first !== length) return false;
    for (let i = 0; i < length; i++) if (words[first + i] !== words[from + i]) return false;
    return true;
  }

  private growTable(): void {
    this.table = new Int32Array(2 * this.table.length);
    const mask = this.table.length - 1;
    for (let n = 0; n < this.count; n++) {
      let slot = this.hashes[n] & mask;
      while (this.table[slot] > 0) slot = (slot + 1) & mask;
      this.table[slot] = n + 1;
    }
  }
}

/** A copy with room for `least` integers at least, and for twice as many as before. */
export function grown(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(Math.max(least, 2 * array.length));
  copy.set(array);
  return copy;
}
