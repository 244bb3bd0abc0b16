import assert from 'node:assert/strict';
import { checksOf } from '../../../src/core/selfCheck/check.ts';
import { selfCheck } from '../../../src/core/selfCheck/selfCheck.ts';
import {
  selfCheckMarkdown,
  selfCheckText,
  verdictOf,
} from '../../../src/core/selfCheck/selfCheckText.ts';

describe('self-check', () => {
  it('passes, for folds and for entropy', () => {
    const checks = selfCheck();
    assert.deepEqual(
      checks.filter(({ passed }) => !passed),
      [],
    );
    assert.ok(checks.some(({ topic }) => topic === 'GRPO'));
    assert.ok(checks.some(({ topic }) => topic.startsWith('Sawtooth')));
  });

  it('fails values that exceed their tolerance', () => {
    const check = checksOf('topic', 'source');
    assert.ok(check('equal', 3, 3).passed);
    assert.ok(!check('a count that is off', 3 + 1e-15 * 3, 3).passed);
    assert.ok(check('relative above 1', 1000.0001, 1000, 1e-6).passed);
    assert.ok(!check('relative above 1', 1000.01, 1000, 1e-6).passed);
    assert.ok(check('absolute below', 1e-7, 0, 1e-6).passed);
    assert.ok(!check('missing', NaN, 0, 1e-6).passed);
    assert.ok(!check('missing', NaN, NaN).passed);
  });

  it('names the failures in both tables', () => {
    const check = checksOf('Lines | points', 'by hand');
    const checks = [check('regions', 7, 7), check('area | sum', 3.5, 4, 1e-9)];
    assert.match(verdictOf(checks), /^1 of 2 checks failed/);
    const text = selfCheckText(checks);
    assert.match(text, /^ {2}ok {4}regions\s+7$/m);
    assert.match(text, /^ {2}FAIL {2}area \| sum\s+3\.5, expected 4$/m);
    const markdown = selfCheckMarkdown(checks, '9.9.9');
    assert.match(markdown, /^# Self-check of Fold Complex 9\.9\.9$/m);
    assert.match(markdown, /^\| ✗ failed \| area \\\| sum \| 3\.5 \| 4 \| 1e-9 \|$/m);
    assert.match(verdictOf([check('regions', 7, 7)]), /^All 1 checks passed/);
  });
});
