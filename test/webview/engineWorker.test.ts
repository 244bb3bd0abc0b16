import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build } from 'esbuild';
import { sharedBrowser } from './browser.ts';
import { kernelPlugin } from '../../scripts/kernel.mjs';
import { root } from '../../scripts/project.mjs';
import { ComplexCache } from '../../src/engine/complexCache.ts';
import { compute } from '../../src/engine/compute.ts';
import type { FromEngine } from '../../src/engine/port.ts';
import type { ComputeRequest, ComputeResult } from '../../src/protocol/engine.ts';

/** Tens of thousands of regions, so that the work is shared between threads. */
const request: ComputeRequest = {
  text: `
layers:
  - { units: 440, init: { scheme: he_uniform, seed: 1 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 2 } }
`,
  format: 'yaml',
  version: 1,
  fileName: 'large',
  want: 'picture',
  maxCells: Infinity,
};

describe('the engine as a web worker', () => {
  it('shares the work with a thread of its own, and computes the same as Node', async () => {
    const bundle = await build({
      entryPoints: [join(root, 'src/engine/main.web.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2023',
      mainFields: ['module', 'main'],
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [kernelPlugin],
    });
    const page = await (await sharedBrowser()).newPage();
    const found = await page.evaluate(computeInWorker, {
      script: watched + bundle.outputFiles[0].text,
      request,
    });
    await page.close();

    const tools = { cache: new ComplexCache() };
    const never = new AbortController().signal;
    const { picture } = await compute(request, tools, never, () => undefined);
    assert.ok(found.threads >= 1, 'no thread was started');
    assert.equal(found.cells, picture?.complex.cellCount);
    assert.deepEqual(found.ring, [...(picture?.complex.ring ?? [])]);
    assert.deepEqual(found.maps, [...(picture?.complex.maps ?? [])]);
  });
});

/** Runs before the engine: pretends that there are two cores, and counts the threads it starts. */
const watched = `
Object.defineProperty(self.navigator, 'hardwareConcurrency', { value: 2 });
const Started = self.Worker;
self.Worker = function (...given) {
  self.postMessage({ kind: 'started' });
  return new Started(...given);
};
`;

interface Found {
  readonly threads: number;
  readonly cells: number;
  readonly ring: number[];
  readonly maps: number[];
}

/** Runs in the page: computes a picture with the engine's script, in a worker from a blob. */
function computeInWorker(task: { script: string; request: ComputeRequest }): Promise<Found> {
  const url = URL.createObjectURL(new Blob([task.script], { type: 'text/javascript' }));
  const worker = new Worker(url);
  let threads = 0;
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => {
      reject(new Error(message));
    };
    worker.onmessage = ({ data }: MessageEvent<FromEngine | { kind: 'started' }>) => {
      if (data.kind === 'started') threads++;
      if (data.kind === 'failed') reject(new Error(data.message));
      if (data.kind !== 'done') return;
      const { complex } = (data.result as ComputeResult).picture!;
      const { cellCount: cells, ring, maps } = complex;
      worker.terminate();
      resolve({ threads, cells, ring: [...ring], maps: [...maps] });
    };
    worker.postMessage({ kind: 'call', id: 1, operation: 'compute', request: task.request });
  });
}
