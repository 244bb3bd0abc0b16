import assert from 'node:assert/strict';
import { runCsv } from '../../../../src/webview/entropy/runs/runCsv.ts';

describe('a run as CSV', () => {
  it('has a row per step, and empty fields for missing values', () => {
    const steps = Float64Array.of(0, 10);
    const series = { entropy: Float64Array.of(0.5, NaN), reward: Float64Array.of(0.25, 1) };
    assert.equal(runCsv({ steps, series }), 'step,entropy,reward\r\n0,0.5,0.25\r\n10,,1\r\n');
  });
});
