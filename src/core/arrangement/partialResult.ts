import type { ArrangementInput } from './arrangementInput.ts';
import { Kernel, tableCount, tables } from './kernel.ts';
import { subdivide, type Outcome } from './subdivide.ts';
import { originalHalfEdges, type Subproblem } from './subproblem.ts';

/** What was found in one subproblem, independently of the others: numbers start from 0. */
export interface PartialResult {
  readonly outcome: Outcome;
  readonly cellCount: number;
  /** The tables of the kernel in their order, byte by byte; none if the outcome is inconclusive. */
  readonly tables: readonly Uint8Array<ArrayBuffer>[];
}

/** Subdivides a subproblem on its own. Yields as `subdivide`. */
export function* subdivideApart(
  input: ArrangementInput,
  precise: boolean,
  subproblem: Subproblem,
  mostCells: number,
  onSplitOff: (subproblem: Subproblem) => void,
): Generator<void, PartialResult> {
  const kernel = Kernel.for(input, precise);
  try {
    const outcome = yield* subdivide(kernel, input, subproblem, mostCells, onSplitOff);
    const { cellCount } = kernel;
    return { outcome, cellCount, tables: outcome === 'inconclusive' ? [] : copyTables(kernel) };
  } finally {
    kernel.giveBack();
  }
}

/** Copies of all tables. */
export function copyTables(kernel: Kernel): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: tableCount }, (_, k) => {
    const { at, count, entry } = kernel.table(k);
    return kernel.bytes(at, count * entry).slice();
  });
}

/** Adds a partial result as if the subproblem had been subdivided here. */
export function append(
  kernel: Kernel,
  { tables: parts }: PartialResult,
  subproblem: Subproblem,
): void {
  // Seams are pairs of a copy and its original, which has been renumbered since.
  const seams = new Int32Array(parts[tables.seams].slice().buffer);
  originalHalfEdges(subproblem).forEach((halfEdge, k) => (seams[2 * k + 1] = halfEdge));
  appendTables(kernel, parts.with(tables.seams, new Uint8Array(seams.buffer)));
}

/** Adds tables of another kernel to those of this one, behind what is there. */
export function appendTables(kernel: Kernel, parts: readonly Uint8Array[]): void {
  const counts = parts.map((part, k) => {
    // The first ring starts where the last one ended.
    const rest = k === tables.ringStarts ? part.subarray(4) : part;
    const { entry } = kernel.table(k);
    const count = entry === 0 ? 0 : rest.length / entry;
    kernel.bytes(kernel.call.reserveEntries(k, count), rest.length).set(rest);
    return count;
  });
  const [vertices, lines, edges, seams, blurred, cells, halfEdges] = counts;
  kernel.call.appendReserved(vertices, lines, edges, seams, blurred, cells, halfEdges);
}
