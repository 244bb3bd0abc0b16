import { mulberry32 } from '../random.ts';

/** Steps in an epoch of so many points, in batches of so many or all at once. */
export function batchesPerEpoch(count: number, batch = count): number {
  return Math.ceil(count / Math.min(batch, count));
}

/**
 * The points of every step of an epoch: all of them in their order, or mini-batches of a new random
 * order in every epoch (Fisher & Yates); the last one of an epoch may be smaller.
 */
export class Batches {
  readonly perEpoch: number;
  private readonly order: Uint32Array;
  private readonly size: number;
  private readonly uniform: () => number;
  /** Epochs whose order has been drawn. */
  private drawn = 0;

  constructor(count: number, batch: number | undefined, seed: number) {
    this.order = Uint32Array.from({ length: count }, (_, i) => i);
    this.size = Math.min(batch ?? count, count);
    this.perEpoch = batchesPerEpoch(count, batch);
    this.uniform = mulberry32(seed);
  }

  /** The points of a step; the steps of an epoch must not come after those of a later one. */
  at(step: number): Uint32Array {
    const epoch = Math.floor(step / this.perEpoch);
    if (this.perEpoch > 1) for (; this.drawn <= epoch; this.drawn++) this.shuffle();
    const k = step % this.perEpoch;
    return this.order.subarray(k * this.size, (k + 1) * this.size);
  }

  private shuffle(): void {
    for (let i = this.order.length - 1; i > 0; i--) {
      const j = Math.floor(this.uniform() * (i + 1));
      [this.order[i], this.order[j]] = [this.order[j], this.order[i]];
    }
  }
}
