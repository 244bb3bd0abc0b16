import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Assembly } from '../src/core/arrangement/assembly.ts';
import { box } from '../src/core/complex/domain.ts';
import type { Network } from '../src/core/network/network.ts';
import { runToEnd } from '../src/core/yielding.ts';
import { loadEngine } from './measure.ts';
import { specText } from './specText.ts';

/** The least times of several programs for one network, in turns in one process, in ms. */
export interface Peers {
  readonly regions: number;
  /** From the network to the finished complex. */
  readonly engine: number;
  /** Of it, cutting alone, before vertices and edges are numbered and linear regions found. */
  readonly subdivision: number;
  /** The same by the prototype of the kernel, also in WebAssembly. */
  readonly prototype: number;
  /** The same by the program in JavaScript that the prototype translates. */
  readonly script: number;
}

/** The modules of a prototype, `host/kernel.mjs` and `../plc.mjs` seen from its folder. */
interface PrototypeHost {
  compile(file: string): WebAssembly.Module;
  Kernel: new (module: WebAssembly.Module) => {
    load(network: unknown): void;
    run(): void;
    tables(): { readonly regions: number };
  };
}
interface Script {
  prepare(spec: unknown): unknown;
  build(network: unknown, options: object): unknown;
}

/** Times all in turns `reps` times, but in at most 20 seconds or 3 times. */
export async function measurePeers(network: Network, folder: string, reps: number): Promise<Peers> {
  const load = (path: string): Promise<unknown> => import(pathToFileURL(resolve(path)).href);
  const host = (await load(join(folder, 'host/kernel.mjs'))) as PrototypeHost;
  const script = (await load(join(folder, '../plc.mjs'))) as Script;
  const prepared = script.prepare(JSON.parse(specText(network)));
  const kernel = new host.Kernel(host.compile(join(folder, 'build/simd.wasm')));
  const engine = await loadEngine();
  const kept = { ws: {} };
  let regions = 0;
  const programs = {
    engine: () => {
      regions = runToEnd(engine(network)).cellCount;
    },
    subdivision: () => {
      const assembly = new Assembly(network, box(-1, 1, -1, 1), {});
      while (assembly.waiting.length > 0) runToEnd(assembly.subdivideNext());
    },
    prototype: () => {
      kernel.load(prepared);
      kernel.run();
    },
    script: () => {
      script.build(prepared, kept);
    },
  };
  const least = { engine: Infinity, subdivision: Infinity, prototype: Infinity, script: Infinity };
  const deadline = performance.now() + 20_000;
  for (let i = 0; i < reps && (i < 3 || performance.now() < deadline); i++)
    for (const name of Object.keys(programs) as (keyof typeof programs)[]) {
      const begin = performance.now();
      programs[name]();
      least[name] = Math.min(least[name], performance.now() - begin);
    }
  if (kernel.tables().regions !== regions)
    throw new Error(`The prototype finds ${kernel.tables().regions} regions, not ${regions}.`);
  return { regions, ...least };
}
