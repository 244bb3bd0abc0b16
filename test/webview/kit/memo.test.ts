import assert from 'node:assert/strict';
import { memo, reuseEqual } from '../../../src/webview/kit/memo.ts';
import { timeSliced } from '../../../src/webview/kit/timeSliced.ts';

describe('memo', () => {
  it('recomputes only for different arguments', () => {
    let calls = 0;
    const sum = memo((a: number, b: number) => {
      calls++;
      return a + b;
    });
    assert.deepEqual([sum(1, 2), sum(1, 2), sum(2, 2), sum(1, 2)], [3, 3, 4, 3]);
    assert.equal(calls, 3);
  });

  it('compares like Object.is, so that NaN is the same argument', () => {
    const wrap = memo((x: number) => ({ x }));
    assert.equal(wrap(NaN), wrap(NaN));
    assert.notEqual(wrap(0), wrap(-0));
  });
});

describe('an object that is reused while it is equal', () => {
  it('is replaced only when a property changes', () => {
    const reuse = reuseEqual<{ readonly a: number; readonly b: object }>();
    const b = {};
    const first = reuse({ a: 1, b });
    assert.equal(reuse({ a: 1, b }), first);
    assert.notEqual(reuse({ a: 1, b: {} }), first);
  });
});

describe('a time-sliced computation', () => {
  function* count(to: number): Generator<undefined, number> {
    for (let i = 0; i < to; i++) yield;
    return to;
  }

  it('returns its result at once when it may block', () => {
    const counted = timeSliced(count, () => assert.fail('late'), Infinity);
    assert.equal(counted(1000), 1000);
  });

  it('returns no result at first when it may not block, and notifies when it has one', async () => {
    let done = (): void => undefined;
    const isDone = new Promise<void>((resolve) => (done = resolve));
    const counted = timeSliced(count, () => done(), -1);
    assert.equal(counted(2), undefined);
    await isDone;
    assert.equal(counted(2), 2);
  });

  it('is abandoned for other arguments', async () => {
    const steps: string[] = [];
    function* work(name: string): Generator<undefined, string> {
      for (let i = 0; i < 3; i++) {
        steps.push(name);
        yield;
      }
      return name;
    }
    let done = (): void => undefined;
    const isDone = new Promise<void>((resolve) => (done = resolve));
    const worked = timeSliced(work, () => done(), -1);
    assert.equal(worked('first'), undefined);
    assert.equal(worked('second'), undefined);
    await isDone;
    assert.equal(worked('second'), 'second');
    assert.deepEqual(steps, ['first', 'second', 'second', 'second']);
  });
});
