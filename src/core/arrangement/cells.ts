import { grown, withRoom } from './forest.ts';
import type { Part } from './part.ts';

/** The finished cells, in the order they were found: rings of sides, patterns and output maps. */
export class Cells {
  count = 0;
  /** Cell c has the sides ringStart[c] … ringStart[c + 1] − 1 of `ring`, counter-clockwise. */
  ringStart: Uint32Array;
  ring: Int32Array;
  patterns: Uint32Array;
  maps: Float64Array;
  /** Where the patterns will move when they are full, and how many words of them are there. */
  private ahead: Uint32Array | undefined;
  private aheadCount = 0;

  constructor(
    readonly words: number,
    readonly mapLength: number,
    spare?: Cells,
  ) {
    this.ringStart = spare?.ringStart ?? new Uint32Array(64);
    this.ringStart[0] = 0;
    this.ring = spare?.ring ?? new Int32Array(256);
    this.patterns = spare?.patterns ?? new Uint32Array(256);
    this.maps = spare?.maps ?? new Float64Array(256);
  }

  get arrays(): readonly ArrayBufferView[] {
    return [this.ringStart, this.ring, this.patterns, this.maps];
  }

  /** Adds a cell whose sides are every second of the ring's ints, and whose map stands in `real`. */
  add(
    ints: Int32Array,
    ring: number,
    size: number,
    pattern: Uint32Array,
    real: Float64Array,
    map: number,
  ): void {
    const c = this.count++;
    const start = this.ringStart[c];
    while (start + size > this.ring.length) this.ring = grown(this.ring);
    for (let i = 0; i < size; i++) this.ring[start + i] = ints[ring + 2 * i + 1];

    if (c + 2 > this.ringStart.length) this.ringStart = grown(this.ringStart);
    this.ringStart[c + 1] = start + size;

    const firstWord = c * this.words;
    while (firstWord + this.words > this.patterns.length) this.growPatterns(firstWord);
    for (let i = 0; i < this.words; i++) this.patterns[firstWord + i] = pattern[i];

    const firstMap = c * this.mapLength;
    while (firstMap + this.mapLength > this.maps.length) this.maps = grown(this.maps);
    for (let i = 0; i < this.mapLength; i++) this.maps[firstMap + i] = real[map + i];
  }

  /**
   * Moves a part of the patterns, where they are many, to where there is room for more of them. To be called
   * again and again: to move all of them at once, dozens of megabytes, would hold up whoever waits.
   */
  growAhead(): void {
    const used = this.count * this.words;
    const { patterns } = this;
    if (patterns.length < manyWords || used < 0.75 * patterns.length) return;
    if (!this.ahead) {
      this.ahead = new Uint32Array(2 * patterns.length);
      this.aheadCount = 0;
    }
    this.moveAhead(this.ahead, Math.min(used, this.aheadCount + wordsPerStep));
  }

  private growPatterns(used: number): void {
    if (!this.ahead) {
      this.patterns = grown(this.patterns);
      return;
    }
    this.moveAhead(this.ahead, used);
    this.patterns = this.ahead;
    this.ahead = undefined;
  }

  private moveAhead(to: Uint32Array, end: number): void {
    to.set(this.patterns.subarray(this.aheadCount, end), this.aheadCount);
    this.aheadCount = end;
  }

  /** Adds cells that were found elsewhere, whose sides are numbered from `firstSide` on. */
  append(part: Part, firstSide: number): void {
    const first = this.count;
    const start = this.ringStart[first];
    this.count += part.cellCount;
    this.ring = withRoom(this.ring, start + part.ring.length);
    for (let i = 0; i < part.ring.length; i++) this.ring[start + i] = part.ring[i] + firstSide;
    this.ringStart = withRoom(this.ringStart, this.count + 1);
    for (let c = 1; c <= part.cellCount; c++) this.ringStart[first + c] = start + part.ringStart[c];
    const patterns = withRoom(this.patterns, this.count * this.words);
    if (patterns !== this.patterns) this.ahead = undefined;
    this.patterns = patterns;
    this.patterns.set(part.patterns, first * this.words);
    this.maps = withRoom(this.maps, this.count * this.mapLength);
    this.maps.set(part.maps, first * this.mapLength);
  }
}

const manyWords = 1 << 20;
const wordsPerStep = 1 << 18;
