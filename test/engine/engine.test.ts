import assert from 'node:assert/strict';
import type { Complex } from '../../src/core/complex/complex.ts';
import { ComplexCache } from '../../src/engine/complexCache.ts';
import { reportCoarseComplexes } from '../../src/engine/coarseComplexes.ts';
import { arrange } from '../../src/core/arrangement/arrange.ts';
import { box } from '../../src/core/complex/domain.ts';
import { runToEnd } from '../../src/core/yielding.ts';
import { heNetwork } from '../../bench/family.ts';
import { compute as computeWith } from '../../src/engine/compute.ts';
import type { FromEngine, Port, ToEngine } from '../../src/engine/port.ts';
import { connect } from '../../src/engine/remote.ts';
import { serve } from '../../src/engine/serve.ts';
import type { ComputeUpdate, ComputeRequest, ComputeResult } from '../../src/protocol/engine.ts';

const xor = `
name: XOR
input: { names: [x, y], domain: [[-1, 2], [-1, 2]] }
layers:
  - { weights: [[1, 1], [1, 1]], bias: [0, -1], activation: relu }
  - weights: [[1, -2]]
`;

/** Tens of thousands of regions: long enough to be interrupted. */
const large = `
layers:
  - { units: 400, init: { scheme: he_uniform, seed: 1 }, activation: relu }
  - { units: 1, init: { scheme: he_uniform, seed: 2 } }
`;

function request(text: string, more: Partial<ComputeRequest> = {}): ComputeRequest {
  return {
    text,
    format: 'yaml',
    version: 1,
    fileName: 'f',
    want: 'picture',
    maxCells: Infinity,
    ...more,
  };
}

/** Computes without a cache. */
function compute(
  asked: ComputeRequest,
  signal: AbortSignal,
  onUpdate: (update: ComputeUpdate) => void,
): Promise<ComputeResult> {
  return computeWith(asked, { cache: new ComplexCache() }, signal, onUpdate);
}

function bytesOf(complex: Complex): number {
  const arrays = Object.values(complex).filter((value) => ArrayBuffer.isView(value));
  return arrays.reduce((bytes, array) => bytes + array.byteLength, 0);
}

const quietly = (): void => undefined;
const never = new AbortController().signal;

/** Two ends of a port that pass structured clones asynchronously, as threads do. */
function portPair(): [Port<ToEngine, FromEngine>, Port<FromEngine, ToEngine>] {
  const toEngine: ((message: ToEngine) => void)[] = [];
  const fromEngine: ((message: FromEngine) => void)[] = [];
  const send = <T>(
    listeners: ((message: T) => void)[],
    message: T,
    transfer: ArrayBuffer[],
  ): void => {
    const clone = structuredClone(message, { transfer });
    setImmediate(() => {
      for (const listener of listeners) listener(clone);
    });
  };
  return [
    {
      post: (message, transfer = []) => {
        send(toEngine, message, transfer);
      },
      onMessage: (listener) => {
        fromEngine.push(listener);
      },
    },
    {
      post: (message, transfer = []) => {
        send(fromEngine, message, transfer);
      },
      onMessage: (listener) => {
        toEngine.push(listener);
      },
    },
  ];
}

describe('compute', () => {
  it('turns a text into a picture stamped with its version', async () => {
    const { picture, problems } = await compute(request(xor, { version: 7 }), never, quietly);
    assert.deepEqual(problems, []);
    assert.ok(picture);
    assert.equal(picture.version, 7);
    assert.equal(picture.title, 'XOR');
    assert.equal(picture.complex.cellCount, 3);
    assert.equal(picture.complex.vertexCount - picture.complex.edgeCount + 3, 1);
  });

  it('returns problems instead of a picture when the text is invalid', async () => {
    const { picture, problems } = await compute(
      request(xor.replace('[0, -1]', '[0]')),
      never,
      quietly,
    );
    assert.equal(picture, undefined);
    assert.ok(problems.some(({ severity }) => severity === 'error'));
  });

  it('reports the layer whose values overflow a double', async () => {
    const text = xor.replace('[[1, -2]]', '[[1e200, -2]]');
    const { picture, problems } = await compute(request(text), never, quietly);
    assert.equal(picture, undefined);
    const [problem] = problems.filter(({ severity }) => severity === 'error');
    assert.equal(problem.code, 'out-of-range');
    assert.match(problem.message, /^Layer 2 /);
    assert.match(text.slice(problem.range.start, problem.range.end), /1e200/);
  });

  it('only parses when nothing is to be drawn', async () => {
    const { picture, source } = await compute(request(xor, { want: 'problems' }), never, quietly);
    assert.equal(picture, undefined);
    assert.equal(source?.layers.length, 2);
  });

  it('sends a preview the parsed spec, then its picture, and then its facts', async () => {
    const update: ComputeUpdate[] = [];
    const result = await compute(request(xor, { want: 'preview' }), never, (n) => update.push(n));
    assert.deepEqual(
      update.map(({ kind }) => kind).filter((kind) => kind !== 'progress'),
      ['read', 'picture'],
    );
    const [picture] = update.flatMap((n) => (n.kind === 'picture' ? [n.picture] : []));
    assert.equal(picture.complex.cellCount, 3);
    assert.equal(picture.coarseness, undefined);
    assert.equal(result.picture, undefined);
    assert.equal(result.facts?.regions, 3);
  });

  it('computes no facts when only the picture is requested', async () => {
    const { picture, facts } = await compute(request(xor), never, quietly);
    assert.ok(picture);
    assert.equal(facts, undefined);
  });

  it('computes no picture when only facts are requested', async () => {
    const { picture, facts } = await compute(request(xor, { want: 'facts' }), never, quietly);
    assert.equal(picture, undefined);
    assert.ok(facts);
    assert.equal(facts.regions, 3);
    assert.deepEqual(facts.regionsByLayer, [3, 3]);
    assert.deepEqual(
      facts.neurons.map(({ role }) => role),
      ['folding', 'folding'],
    );
    assert.equal(facts.extrema[0].max.value, 1);
  });

  it('stops at the budget with a partial picture', async () => {
    const { picture } = await compute(request(large, { maxCells: 100 }), never, quietly);
    assert.ok(picture);
    assert.equal(picture.complex.complete, false);
    assert.ok(picture.complex.cellCount >= 100 && picture.complex.cellCount < 1000);
  });

  it('shows the graph of a network with one input', async () => {
    const text =
      'layers: [{ weights: [[1], [2]], bias: [0, -1], activation: relu }, { weights: [[1, -1]] }]';
    const { picture, problems } = await compute(request(text), never, quietly);
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.ok(picture);
    assert.equal(picture.graph, true);
    assert.equal(picture.complex.cellCount, 3);
  });
});

describe('the cache of complexes', () => {
  const edited = xor.replace('-2', '-3');

  it('returns the same complex for an earlier state, and a new one for a new state', async () => {
    const cache = new ComplexCache();
    const ask = (text: string) => computeWith(request(text), { cache }, never, quietly);
    const first = (await ask(xor)).picture?.complex;
    const other = (await ask(edited)).picture?.complex;
    assert.ok(first && other);
    assert.notEqual(other, first);
    assert.equal((await ask(xor)).picture?.complex, first);
    assert.equal((await ask(xor.replace('XOR', 'renamed'))).picture?.complex, first);
  });

  it('never returns more cells than the budget, nor a partial complex', async () => {
    const cache = new ComplexCache();
    const ask = (maxCells: number) =>
      computeWith(request(xor, { maxCells }), { cache }, never, quietly);
    await ask(Infinity);
    assert.equal((await ask(1)).picture?.complex.complete, false);
    assert.equal((await ask(Infinity)).picture?.complex.complete, true);
  });

  it('evicts the least recently used complex when it is full, and never keeps one that is too large', async () => {
    const ask = async (cache: ComplexCache, text: string) =>
      (await computeWith(request(text), { cache }, never, quietly)).picture!.complex;
    const size = bytesOf(await ask(new ComplexCache(), xor));
    const small = new ComplexCache(1.5 * size);
    const first = await ask(small, xor);
    const second = await ask(small, xor.replace('[0, -1]', '[0, -0.5]'));
    assert.equal(small.holds(first), false);
    assert.equal(small.holds(second), true);
    const none = new ComplexCache(1.5 * size, size - 1);
    assert.equal(none.holds(await ask(none, xor)), false);
  });
});

describe('an edit of the output layer', () => {
  const edited = xor.replace('[[1, -2]]', '[[1, -3]]');

  it('gives the cells new maps without cutting again', async () => {
    const cache = new ComplexCache();
    const ask = (text: string) =>
      computeWith(request(text, { want: 'facts' }), { cache }, never, quietly);
    const { facts } = await ask(xor);
    const first = (await computeWith(request(xor), { cache }, never, quietly)).picture!.complex;
    const { picture } = await computeWith(request(edited), { cache }, never, quietly);
    assert.equal(picture?.complex.ring, first.ring);
    assert.equal(picture.complex.xy, first.xy);
    assert.notEqual(picture.complex.maps, first.maps);
    // 1·(x + y) where the second neuron is dead, and 1·(x + y) − 3·(x + y − 1) beyond.
    assert.deepEqual(slopes(picture.complex), [-2, 0, 1]);
    const after = (await ask(edited)).facts;
    assert.equal(after?.regions, facts?.regions);
    assert.notDeepEqual(after?.extrema, facts?.extrema);
  });

  it('recomputes the complex where a hidden layer or the domain changed too', async () => {
    for (const other of [edited.replace('[0, -1]', '[0, -0.5]'), edited.replace('2]]', '3]]')]) {
      const cache = new ComplexCache();
      const first = (await computeWith(request(xor), { cache }, never, quietly)).picture!.complex;
      const { picture } = await computeWith(request(other), { cache }, never, quietly);
      assert.ok(picture && picture.complex.ring !== first.ring);
    }
  });

  it('does not detach the buffers it shares with the cache', async () => {
    const [near, far] = portPair();
    serve(far);
    const engine = connect(near);
    for (const text of [xor, edited, xor, edited.replace('-3', '-4')]) {
      const { picture } = await engine.compute(request(text), never, quietly);
      assert.equal(picture?.complex.cellCount, 3);
      assert.ok(picture.complex.ring.length > 0);
    }
  });
});

function slopes({ maps, cellCount }: Complex): number[] {
  return Array.from({ length: cellCount }, (_, c) => maps[3 * c]).sort((p, q) => p - q);
}

describe('an engine behind a port', () => {
  it('answers several requests independently', async () => {
    const [near, far] = portPair();
    serve(far);
    const engine = connect(near);
    const results = await Promise.all([
      engine.compute(request(xor, { version: 1 }), never, quietly),
      engine.compute(request(xor, { version: 2 }), never, quietly),
    ]);
    assert.deepEqual(
      results.map(({ picture }) => picture?.version),
      [1, 2],
    );
  });

  it('reports growing progress, and ends with the whole domain', async () => {
    const [near, far] = portPair();
    serve(far);
    const seen: (ComputeUpdate & { kind: 'progress' })[] = [];
    const { picture } = await connect(near).compute(request(large), never, (update) => {
      if (update.kind === 'progress') seen.push(update);
    });
    assert.ok(seen.length > 0);
    for (let i = 1; i < seen.length; i++) {
      assert.ok(seen[i].cells >= seen[i - 1].cells);
      assert.ok(seen[i].share >= seen[i - 1].share && seen[i].share <= 1);
    }
    assert.ok(picture && picture.complex.cellCount >= seen[seen.length - 1].cells);
  });

  it('rejects at once when aborted, and stops the work', async () => {
    const [near, far] = portPair();
    const answers: FromEngine['kind'][] = [];
    serve({
      ...far,
      post: (message, transfer) => {
        answers.push(message.kind);
        far.post(message, transfer);
      },
    });
    const controller = new AbortController();
    // Half a million regions.
    const larger = large.replace('400', '1200');
    const work = connect(near).compute(request(larger), controller.signal, () => {
      controller.abort();
    });
    await assert.rejects(work, { name: 'AbortError' });
    while (!answers.some((kind) => kind !== 'update')) await new Promise((r) => setTimeout(r, 5));
    assert.equal(answers.at(-1), 'cancelled');
  });

  it('rejects pending requests when the worker exits', async () => {
    const [near] = portPair();
    const engine = connect(near);
    const work = engine.compute(request(xor), never, quietly);
    engine.fail(new Error('killed'));
    await assert.rejects(work, /killed/);
  });

  it('gives the same picture twice', async () => {
    const [near, far] = portPair();
    serve(far);
    const engine = connect(near);
    const first = await engine.compute(request(xor), never, quietly);
    const again = await engine.compute(request(xor), never, quietly);
    assert.deepEqual(again.picture?.complex, first.picture?.complex);
  });

  it('runs the self-check on the other side', async () => {
    const [near, far] = portPair();
    serve(far);
    const checks = await connect(near).selfCheck(undefined, never, quietly);
    assert.ok(checks.length > 40 && checks.every(({ passed }) => passed));
  });

  it('says so where there is no WebAssembly', async () => {
    // Kernels that this thread has kept are all in use.
    const busy = Array.from({ length: 8 }, () => arrange(heNetwork('1x8'), box(-1, 1, -1, 1)));
    for (const work of busy) work.next();
    const { WebAssembly: present } = globalThis;
    const [near, far] = portPair();
    serve(far);
    try {
      Reflect.deleteProperty(globalThis, 'WebAssembly');
      const answer = connect(near).compute(request(xor), never, quietly);
      await assert.rejects(answer, { name: 'KernelUnavailableError' });
    } finally {
      globalThis.WebAssembly = present;
    }
    for (const work of busy) runToEnd(work);
  });

  it('forwards a failure of the engine as an error', async () => {
    const [near, far] = portPair();
    serve(far);
    const broken = { ...request(xor), text: undefined as unknown as string };
    await assert.rejects(connect(near).compute(broken, never, quietly));
  });
});

describe('coarse complexes of long computations', () => {
  const network = heNetwork('8x64');
  const domain = box(-1, 1, -1, 1);

  it('are sent one after another, each with more cells, until they are no longer wanted', async () => {
    const controller = new AbortController();
    const cells: number[] = [];
    await reportCoarseComplexes(network, domain, controller.signal, (complex, made) => {
      assert.ok(complex.complete);
      assert.ok(made.layers < network.layers.length);
      cells.push(complex.cellCount);
      if (cells.length === 2) controller.abort();
    });
    assert.equal(cells.length, 2);
    assert.ok(cells[1] > cells[0]);
  });

  it('are not sent when the result arrives soon', async () => {
    const controller = new AbortController();
    let reports = 0;
    const ended = reportCoarseComplexes(network, domain, controller.signal, () => reports++);
    controller.abort();
    await ended;
    assert.equal(reports, 0);
  });
});
