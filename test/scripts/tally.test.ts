import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { add, tallyOf, tallyText } from '../../scripts/test/tally.mjs';

describe('tally', () => {
  const counts = { passed: 3, failed: 1, skipped: 0 };
  const leave = (left: unknown, endedWell: boolean) => (file: string) => {
    writeFileSync(file, JSON.stringify(left));
    return Promise.resolve(endedWell);
  };

  it('adds up, and mentions skipped tests only where there are some', () => {
    assert.equal(tallyText(add(counts, counts)), '6 passed, 2 failed');
    assert.equal(tallyText({ ...counts, skipped: 2 }), '3 passed, 1 failed, 2 skipped');
  });

  it('is read from what the run wrote', async () => {
    assert.deepEqual(await tallyOf('of-a-test', leave(counts, false)), counts);
  });

  it('counts a run that wrote nothing as a failure, even where an older run wrote something', async () => {
    await tallyOf('of-a-test', leave(counts, true));
    const silent = await tallyOf('of-a-test', () => Promise.resolve(true));
    assert.deepEqual(silent, { passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a non-zero exit that no test explains', async () => {
    const clean = { passed: 3, failed: 0, skipped: 0 };
    const tally = await tallyOf('of-a-test', leave(clean, false));
    assert.deepEqual(tally, { passed: 3, failed: 1, skipped: 0 });
  });

  it('counts a run that found no test at all', async () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    const tally = await tallyOf('of-a-test', leave(none, true));
    assert.deepEqual(tally, { passed: 0, failed: 1, skipped: 0 });
  });
});
