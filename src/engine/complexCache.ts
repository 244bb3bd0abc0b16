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
  /** Present once they have been requested. */
  facts?: Facts;
  /** From which the maps for another output layer are composed; present once they have been. */
  hidden?: HiddenRows;
  /** The edit of a single neuron that led here from an earlier network, if there was one. */
  readonly edited?: EditedNeuron;
  /** What further edits of that neuron start from. Only the latest complex has it. */
  complement?: Complement;
}

/**
 * What was computed for a network that differs in one neuron of the last hidden layer, and the
 * difference.
 */
export interface NearlyComputed {
  readonly before: Computed;
  readonly edited: EditedNeuron;
}

/**
 * The complexes computed last. Returning to an earlier state of a spec, or changing something that
 * is not part of the network (a name, a comment, the output shown), finds its complex here. A hit
 * requires that all numbers are equal, not a hash: a wrong picture is worse than a late one.
 */
export class ComplexCache {
  /** Least recently used first. */
  private entries: Computed[] = [];

  constructor(
    /** Upper limit for all entries, in bytes. */
    private readonly capacity = 256 * 2 ** 20,
    /** Larger complexes, in bytes, are not kept: they leave the engine without being copied. */
    private readonly largest = 96 * 2 ** 20,
  ) {}

  /**
   * The complex of a network, if it is in the cache and a budget of `maxCells` would give the same
   * one.
   */
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

  /** The latest entry that differs only in the output layer, which has no folds. */
  findUpToOutputs(network: Network, domain: Domain, maxCells: number): Computed | undefined {
    return this.entries.findLast(
      (entry) =>
        entry.complex.cellCount <= maxCells &&
        sameNumbers(entry.domain.corners, domain.corners) &&
        sameUpToOutputs(entry.network, network),
    );
  }

  /**
   * The latest entry that differs in one neuron of the last hidden layer, with the difference. An
   * entry whose complement serves that edit comes first.
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

  /** Whether an entry uses memory of a complex. */
  holds(complex: Complex): boolean {
    const own = new Set(buffersOf(complex));
    return this.entries.some((entry) => buffersOf(entry.complex).some((buffer) => own.has(buffer)));
  }
}

/**
 * Total size in bytes. Entries share the buffers that an edit of the output layer does not change.
 */
function bytesOf(entries: readonly Computed[]): number {
  const buffers = new Set<ArrayBufferLike>();
  for (const { complex, hidden, complement } of entries) {
    for (const buffer of buffersOf(complex)) buffers.add(buffer);
    if (hidden) buffers.add(hidden.first.buffer).add(hidden.rows.buffer);
    for (const { buffer } of complement?.tables ?? []) buffers.add(buffer);
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
