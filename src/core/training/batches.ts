import { mulberry32 } from '../random.ts';

/** The number of steps per epoch for `count` points; by default one step with all points. */
export function batchesPerEpoch(count: number, batch = count): number {
  return Math.ceil(count / Math.min(batch, count));
}

/**
 * The points of each step: all points in order, or mini-batches of points that are shuffled in
 * every epoch (Fisher & Yates). The last mini-batch of an epoch may be smaller.
 */
export class Batches {
  readonly perEpoch: number;
  private readonly order: Uint32Array;
  private readonly size: number;
  private readonly uniform: () => number;
  /** Number of epochs shuffled so far. */
  private drawn = 0;

  constructor(count: number, batch: number | undefined, seed: number) {
    this.order = Uint32Array.from({ length: count }, (_, i) => i);
    this.size = Math.min(batch ?? count, count);
    this.perEpoch = batchesPerEpoch(count, batch);
    this.uniform = mulberry32(seed);
  }

  /** The points of a step. Epochs must be visited in order. */
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
