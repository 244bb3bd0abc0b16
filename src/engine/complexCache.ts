import type { Facts } from '../core/analysis/facts.ts';
import type { Complex } from '../core/complex/complex.ts';
import type { Domain } from '../core/complex/domain.ts';
import type { Complement } from '../core/arrangement/complement.ts';
import type { HiddenRows } from '../core/arrangement/remap.ts';
import { editedNeuron, isWithin, type EditedNeuron } from '../core/network/editedNeuron.ts';
import { sameNetwork, sameNumbers, sameUpToOutputs } from '../core/network/equality.ts';
import type { Network } from '../core/network/network.ts';
import { buffersOf } from './transfer.ts';

/** What was computed for a network over a domain. */
export interface Computed {
  readonly network: Network;
  readonly domain: Domain;
  readonly complex: Complex;
  /** Once they were asked for. */
  facts?: Facts;
  /** What the maps of another output layer are composed from, once they were. */
  hidden?: HiddenRows;
  /** The edit that led here from a network before, if it was one of a single neuron. */
  readonly edited?: EditedNeuron;
  /** What further edits of that neuron start from, once there was one; the latest complex has it. */
  complement?: Complement;
}

/** What was computed for a network that differs in one neuron of the last hidden layer, and in what. */
export interface NearlyComputed {
  readonly before: Computed;
  readonly edited: EditedNeuron;
}

/**
 * The complexes computed last. Moving back to an earlier state of a spec, or changing what a network
 * does not consist of (a name, a comment, the output shown), finds its complex here. Hits compare
 * all numbers, not a hash, because a wrong picture is worse than a late one.
 */
export class ComplexCache {
  /** Least recently used first. */
  private entries: Computed[] = [];

  constructor(
    /** Bytes of all that is kept. */
    private readonly capacity = 256 * 2 ** 20,
    /** A complex of more bytes is not kept: it leaves the engine without being copied. */
    private readonly largest = 96 * 2 ** 20,
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

  /** The latest that differs from a network in the output layer alone, which folds nothing. */
  findUpToOutputs(network: Network, domain: Domain, maxCells: number): Computed | undefined {
    return this.entries.findLast(
      (entry) =>
        entry.complex.cellCount <= maxCells &&
        sameNumbers(entry.domain.corners, domain.corners) &&
        sameUpToOutputs(entry.network, network),
    );
  }

  /**
   * The latest that differs from a network in one neuron of the last hidden layer, with what differs;
   * one whose complement serves that edit comes first.
   */
  findUpToNeuron(network: Network, domain: Domain): NearlyComputed | undefined {
    let latest: NearlyComputed | undefined;
    for (const before of this.entries.toReversed()) {
      const { complement } = before;
      if (latest && !complement) continue;
      if (!sameNumbers(before.domain.corners, domain.corners)) continue;
      const edited = editedNeuron(before.network, network);
      if (!edited) continue;
      if (complement && isWithin(edited, complement.edited)) return { before, edited };
      latest ??= { before, edited };
    }
    return latest;
  }

  keep(entry: Computed): void {
    if (!entry.complex.complete || byteLength(entry.complex) > this.largest) return;
    this.entries.push(entry);
    while (bytesOf(this.entries) > this.capacity) this.entries.shift();
  }

  /** Whether memory of a complex is kept here. */
  holds(complex: Complex): boolean {
    const own = new Set(buffersOf(complex));
    return this.entries.some((entry) => buffersOf(entry.complex).some((buffer) => own.has(buffer)));
  }
}

/** Bytes of all entries: they share what an edit of the output layer leaves as it is. */
function bytesOf(entries: readonly Computed[]): number {
  const buffers = new Set<ArrayBufferLike>();
  for (const { complex, hidden, complement } of entries) {
    for (const buffer of buffersOf(complex)) buffers.add(buffer);
    if (hidden) buffers.add(hidden.first.buffer).add(hidden.rows.buffer);
    const { forest, cells } = complement ?? {};
    for (const { buffer } of [...(forest?.arrays ?? []), ...(cells?.arrays ?? [])])
      buffers.add(buffer);
  }
  return sum(buffers);
}

function byteLength(complex: Complex): number {
  return sum(buffersOf(complex));
}

function sum(buffers: Iterable<ArrayBufferLike>): number {
  let bytes = 0;
  for (const { byteLength } of buffers) bytes += byteLength;
  return bytes;
}
