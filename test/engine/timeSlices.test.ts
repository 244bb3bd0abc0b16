import assert from 'node:assert/strict';
import { factsInSteps } from '../../src/core/analysis/facts.ts';
import { arrange } from '../../src/core/arrangement/arrange.ts';
import { box } from '../../src/core/complex/domain.ts';
import { foldTable } from '../../src/core/network/folds.ts';
import { inTurns } from '../../src/engine/timeSlices.ts';
import { heNetwork } from '../../bench/family.ts';

const never = new AbortController().signal;

describe('work in time slices', () => {
  it('yields the thread between slices until it is done', async () => {
    let others = 0;
    const timer = setInterval(() => others++, 1);
    let turns = 0;
    const result = await inTurns(busy(20), never, () => turns++);
    clearInterval(timer);
    assert.equal(result, 'done');
    assert.ok(turns > 0);
    assert.ok(others > 0);
  });

  it('ends in the first slice after it was aborted', async () => {
    const controller = new AbortController();
    let turns = 0;
    const work = inTurns(busy(Infinity), controller.signal, () => {
      turns++;
      controller.abort();
    });
    await assert.rejects(work, { name: 'AbortError' });
    assert.equal(turns, 1);
  });

  /** Steps of about five milliseconds. */
  function* busy(steps: number): Generator<number, string> {
    for (let i = 0; i < steps; i++) {
      const until = performance.now() + 5;
      while (performance.now() < until);
      yield i;
    }
    return 'done';
  }
});

describe('the steps of a large complex', () => {
  const network = heNetwork('1x400');
  /** No step may process more cells or edges than this: each 1,000 take a fraction of a millisecond. */
  const most = 1 << 16;

  it('are many, both when the cells are computed and when the facts are drawn', () => {
    const work = arrange(network, box(-1, 1, -1, 1));
    const cells: number[] = [];
    let step = work.next();
    for (; !step.done; step = work.next()) cells.push(step.value.cells);
    const complex = step.value;
    const finishing = cells.filter((count) => count === complex.cellCount).length;
    assert.ok(cells.length - finishing > complex.cellCount / most);
    assert.ok(finishing > (2 * complex.edgeCount) / most);

    let pauses = 0;
    const facts = factsInSteps(network, foldTable(network), complex);
    while (!facts.next().done) pauses++;
    // Cells are visited for patterns, extrema, slopes and integrals, edges for layers and neurons.
    assert.ok(pauses > (4 * complex.cellCount + 2 * complex.edgeCount) / most);
  });
});
