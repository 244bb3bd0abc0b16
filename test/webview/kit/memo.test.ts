import assert from 'node:assert/strict';
import { memo, reuseEqual } from '../../../src/webview/kit/memo.ts';
import { timeSliced } from '../../../src/webview/kit/timeSliced.ts';

describe('memo', () => {
  it('computes again only for other arguments', () => {
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
  it('is the last one, until a property is new', () => {
    const reuse = reuseEqual<{ readonly a: number; readonly b: object }>();
    const b = {};
    const first = reuse({ a: 1, b });
    assert.equal(reuse({ a: 1, b }), first);
    assert.notEqual(reuse({ a: 1, b: {} }), first);
  });
});

describe('a computation in slices of time', () => {
  function* count(to: number): Generator<undefined, number> {
    for (let i = 0; i < to; i++) yield;
    return to;
  }

  it('has its result at once with patience', () => {
    const counted = timeSliced(count, () => assert.fail('late'), Infinity);
    assert.equal(counted(1000), 1000);
  });

  it('has no result at first without patience, and says when it has', async () => {
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
