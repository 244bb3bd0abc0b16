import assert from 'node:assert/strict';
import { heNetwork } from '../../bench/family.ts';
import { arrange, type ArrangeOptions } from '../../src/core/arrangement/arrange.ts';
import { box } from '../../src/core/complex/domain.ts';
import { runToEnd } from '../../src/core/yielding.ts';
import { arrangeTogether } from '../../src/engine/parallelArrangement.ts';
import { WorkerPool } from '../../src/engine/workerPool.ts';
import { playedPool } from './playedPool.ts';

const domain = box(-1, 1, -1, 1);
const never = new AbortController().signal;
const quietly = (): void => undefined;

function together(pool: WorkerPool | undefined, size: string, options: ArrangeOptions) {
  return arrangeTogether(pool, heNetwork(size), domain, options, never, quietly);
}

describe('a worker pool', () => {
  for (const [size, options, counts] of [
    ['2x24', { grain: 5000 }, [0, 1, 3]],
    ['3x24', { grain: 10_000, maxCells: 900 }, [0, 1, 3]],
    ['24x10', { grain: 200_000 }, [1]],
    // So wide that reductions take several steps.
    ['3x128', { grain: 300_000 }, [3]],
  ] as const)
    it(`computes ${size} bit for bit like a single thread, whatever the size of the pool`, async () => {
      const alone = runToEnd(arrange(heNetwork(size), domain, options));
      assert.deepEqual(await together(undefined, size, options), alone);
      for (const threads of counts) {
        const { pool, played } = playedPool(threads);
        assert.deepEqual(await together(pool, size, options), alone, `${threads} threads`);
        assert.equal(played.length > 0, threads > 0, 'the work is shared');
      }
    });

  it('leaves a small network to one thread', async () => {
    const { pool, played } = playedPool(2);
    await together(pool, '1x24', {});
    assert.equal(played.length, 0);
  });

  it('stops when the work is cancelled', async () => {
    const { pool, played } = playedPool(2);
    const controller = new AbortController();
    const work = arrangeTogether(
      pool,
      heNetwork('3x64'),
      domain,
      { grain: 100_000 },
      controller.signal,
      () => {
        if (played.length === 2) controller.abort();
      },
    );
    await assert.rejects(work, { name: 'AbortError' });
    for (const { sent } of played) assert.equal(sent.at(-1)?.kind, 'end');
  });

  it('reports a share of the area that grows to one', async () => {
    const { pool } = playedPool(2);
    const shares: number[] = [];
    await arrangeTogether(pool, heNetwork('2x32'), domain, { grain: 5000 }, never, (progress) =>
      shares.push(progress.areaDone),
    );
    assert.ok(shares.length > 5);
    assert.ok(shares.every((share, i) => share <= 1 && share >= (shares[i - 1] ?? 0) - 1e-9));
    assert.ok(shares.at(-1)! > 0.999);
  });

  it('redoes the work of a worker that is lost', async () => {
    const options = { grain: 5000 };
    const alone = runToEnd(arrange(heNetwork('2x32'), domain, options));
    const { pool, played } = playedPool(2);
    let lost = false;
    const work = arrangeTogether(pool, heNetwork('2x32'), domain, options, never, () => {
      if (lost || played.length < 2) return;
      lost = true;
      played[0].exit();
    });
    assert.deepEqual(await work, alone);
    assert.ok(lost);
  });

  it('works without workers where none can be started', async () => {
    const options = { grain: 5000 };
    const pool = new WorkerPool(2, () => {
      throw new Error('no threads here');
    });
    const alone = runToEnd(arrange(heNetwork('2x32'), domain, options));
    assert.deepEqual(await together(pool, '2x32', options), alone);
  });
});
