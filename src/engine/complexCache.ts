import type { Facts } from '../core/analysis/facts.ts';
import type { Complex } from '../core/complex/complex.ts';
import type { Domain } from '../core/complex/domain.ts';
import { sameNetwork, sameNumbers } from '../core/network/equality.ts';
import type { Network } from '../core/network/network.ts';

/** What was computed for a network over a domain. */
export interface Computed {
  readonly network: Network;
  readonly domain: Domain;
  readonly complex: Complex;
  readonly facts: Facts;
}

/**
 * The complexes computed last. Moving back to an earlier state of a spec, or changing what a network
 * does not consist of (a name, a comment, the output shown), finds its complex here. Hits compare
 * all numbers, not a hash, because a wrong picture is worse than a late one.
 */
export class ComplexCache {
  /** Least recently used first. */
  private entries: Computed[] = [];
  private bytes = 0;

  constructor(
    /** Bytes of all that is kept. */
    private readonly capacity = 256 * 2 ** 20,
    /** A complex of more bytes is not kept: it leaves the engine without being copied. */
    private readonly largest = 32 * 2 ** 20,
  ) {}

  /** The complex of a network, if it is kept and a budget of `maxCells` would have made the same. */
  find(network: Network, domain: Domain, maxCells: number): Computed | undefined {
    const index = this.entries.findLastIndex(
      (entry) =>
        entry.complex.cellCount <= maxCells &&
        sameNumbers(entry.domain.corners, domain.corners) &&
        sameNetwork(entry.network, network),
    );
    if (index < 0) return undefined;
    const [entry] = this.entries.splice(index, 1);
    this.entries.push(entry);
    return entry;
  }

  keep(entry: Computed): void {
    const size = byteLength(entry.complex);
    if (!entry.complex.complete || size > this.largest) return;
    this.entries.push(entry);
    this.bytes += size;
    while (this.bytes > this.capacity) {
      const [oldest] = this.entries.splice(0, 1);
      this.bytes -= byteLength(oldest.complex);
    }
  }

  holds(complex: Complex): boolean {
    return this.entries.some((entry) => entry.complex === complex);
  }
}

/** Bytes in the typed arrays of a complex. */
function byteLength(complex: Complex): number {
  let bytes = 0;
  for (const value of Object.values(complex))
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  return bytes;
}
