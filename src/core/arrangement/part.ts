import type { Ground } from './ground.ts';
import type { Memory } from './memory.ts';
import type { Seed } from './seed.ts';
import { subdivide, type Outcome } from './subdivide.ts';
import { Workspace } from './workspace.ts';

/** What the subdivision of one seed found, apart from the others: numbers start from 0. */
export interface Part {
  readonly outcome: Outcome;
  readonly cellCount: number;
  // As in `Forest` and `Cells`.
  readonly vertex: Float64Array;
  readonly blurred: Int32Array;
  readonly lineFold: Int32Array;
  readonly edge: Int32Array;
  readonly ringStart: Uint32Array;
  readonly ring: Int32Array;
  readonly patterns: Uint32Array;
  readonly maps: Float64Array;
}

/** Subdivides a seed on its own; `seeds` receives those that are shed. Yields as `subdivide`. */
export function* subdivideApart(
  ground: Ground,
  seed: Seed,
  mostCells: number,
  seeds: Seed[],
  memory: Memory,
): Generator<void, Part> {
  const w = new Workspace(ground, seed.low.length > 0, memory.take());
  const outcome = yield* subdivide(w, seed, mostCells, seeds);
  const { forest, cells } = w;
  const part = {
    outcome,
    cellCount: cells.count,
    vertex: forest.vertex.slice(0, 3 * forest.vertexCount),
    blurred: Int32Array.from(forest.blurred),
    lineFold: forest.lineFold.slice(0, forest.lineCount),
    edge: forest.edge.slice(0, 4 * forest.edgeCount),
    ringStart: cells.ringStart.slice(0, cells.count + 1),
    ring: cells.ring.slice(0, cells.ringStart[cells.count]),
    patterns: cells.patterns.slice(0, cells.count * cells.words),
    maps: cells.maps.slice(0, cells.count * cells.mapLength),
  };
  memory.keep(w);
  return part;
}
